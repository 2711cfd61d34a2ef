import { loadSealedRows } from '../src/database/sealed-rows.js'
import { sql } from '../src/database/sql.js'
import type { Rows } from '../src/database/unit-of-work.js'
import type { Database } from '../src/database/database.js'
import type { Secrets } from '../src/adapters/secrets.js'
import type { TenantScope } from '../src/auth/tenant-scope.js'
import { SmtpServerEntity } from '../src/features/smtp-server/smtp-server.entity.js'
import { passwordPlace } from '../src/features/smtp-server/smtp-server.service.js'
import { SEALED_COLUMNS } from '../src/sealed-columns.js'

/** Every secret at rest, opened, by table, column and row; throws where one does not open. */
export async function openAll(database: Database, secrets: Secrets): Promise<Map<string, string>> {
  const { current, former } = secrets.keyIds()
  const opened = new Map<string, string>()
  for (const column of SEALED_COLUMNS) {
    const rows = await loadSealedRows(database.readInstallation(), column, [current, ...former], null, 100_000)
    for (const row of rows) {
      await column.reseal(row.text, row.key, async (envelope, place) => {
        opened.set(`${place.table}.${place.column} ${place.row}`, await secrets.open(envelope, place))
        return envelope
      })
    }
  }
  return opened
}

/** When everything was sealed by the key; null: not yet. */
export async function finishedAt(rows: Rows, kid: string): Promise<string | null> {
  const row = await rows.first<{ finishedAt: string | null }>(
    sql`select "finishedAt" from key_rotation where kid = ${kid}`,
  )
  return row?.finishedAt ?? null
}

/** Stores SMTP servers whose passwords are `password 0` and so on. */
export async function addServers(
  database: Database,
  scope: TenantScope,
  secrets: Secrets,
  count: number,
): Promise<string[]> {
  return database.write(scope, async (uow) => {
    const ids: string[] = []
    for (let index = 0; index < count; index++) {
      const id = uow.newId('smt')
      const password = await secrets.seal(`password ${index}`, passwordPlace(uow.organisationId, id))
      const name = `Relay ${index}`
      await uow.of(SmtpServerEntity).insert({
        ...{
          id,
          name,
          nameKey: name.toLowerCase(),
          host: 'relay.example',
          port: 587,
          security: 'STARTTLS',
          user: 'me',
        },
        ...{ password, maxMessageBytes: 1_000_000, keepAlive: false, idleSeconds: 30 },
        ...{ lastTestedAt: null, lastTestResult: null },
      })
      ids.push(id)
    }
    return ids
  })
}
