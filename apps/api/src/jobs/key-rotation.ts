import type { Logger } from 'pino'
import type { SecretPlace, Secrets } from '../adapters/secrets.js'
import { TenantScope } from '../auth/tenant-scope.js'
import type { Database } from '../database/database.js'
import { KeyRotationEntity } from '../database/key-rotation.entity.js'
import type { SealedColumn } from '../database/sealed-column.js'
import { countSealedRows, loadSealedRows, replaceSealed, type SealedRow } from '../database/sealed-rows.js'
import { sql } from '../database/sql.js'
import type { Rows } from '../database/unit-of-work.js'
import { SEALED_COLUMNS } from '../sealed-columns.js'

const ROUND_MILLISECONDS = 10_000
const BATCH = 50

/** Where a pass stands: the column under way, and the last row there that is done. */
interface Place {
  readonly column: number
  readonly after: readonly string[] | null
}

const BEGINNING: Place = { column: 0, after: null }

/**
 * Seals by the current key what former ones have sealed: at the start, and whenever the keyring file has another key.
 * A row at a time, so that nobody waits for it; a restart goes on where it ended.
 */
export class KeyRotation {
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()
  #isStopping = false
  #finished: string | null = null
  readonly #told = new Set<string>()

  constructor(
    private readonly database: Database,
    private readonly secrets: Secrets,
    private readonly log: Pick<Logger, 'error' | 'info'>,
  ) {}

  start(): this {
    this.#timer = setInterval(() => void this.round(), ROUND_MILLISECONDS)
    void this.round()
    return this
  }

  /** Never rejects. */
  round(): Promise<void> {
    this.#running = this.#running
      .then(() => this.#pass())
      .catch((err: unknown) => this.log.error({ err }, 'Secrets could not be sealed by the current key'))
    return this.#running
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    clearInterval(this.#timer)
    await this.#running
  }

  async #pass(): Promise<void> {
    const { current, former } = this.secrets.keyIds()
    if (former.length === 0 || this.#finished === current) return
    const begun = await this.#load(current)
    if (begun === null) {
      this.#finished = current
      return
    }
    for (let index = begun.column; index < SEALED_COLUMNS.length; index++) {
      const after = index === begun.column ? begun.after : null
      if (!(await this.#column(index, after, current, former))) return
    }
    await this.#end(current, former)
  }

  /** False: the pass ends here, because the server stops or another key seals. */
  async #column(index: number, begin: readonly string[] | null, current: string, former: readonly string[]) {
    const column = SEALED_COLUMNS[index]!
    for (let after = begin; ;) {
      const rows = await loadSealedRows(this.database.readInstallation(), column, former, after, BATCH)
      if (rows.length === 0) return true
      for (const row of rows) {
        if (this.#isStopping) return false
        await this.#reseal(column, row)
      }
      if (this.secrets.keyIds().current !== current) return false
      after = rows.at(-1)!.key
      await this.#save(current, { column: index, after })
    }
  }

  async #reseal(column: SealedColumn, row: SealedRow): Promise<void> {
    const again = async (envelope: string, place: SecretPlace) =>
      this.secrets.seal(await this.secrets.open(envelope, place), place)
    try {
      const text = await column.reseal(row.text, row.key, again)
      await this.#write(column, row, (rows) => replaceSealed(rows, column, row, text))
    } catch (err) {
      const which = `${nameOf(column)} ${row.key.join(' ')}`
      if (!this.#told.has(which)) this.log.error({ err, row: which }, 'A secret does not open')
      this.#told.add(which)
    }
  }

  /** As a write of the organisation: one that has read the former envelope has then ended, and puts none of it back. */
  async #write({ key }: SealedColumn, row: SealedRow, work: (rows: Rows) => Promise<void>): Promise<void> {
    if (key[0] !== 'organisationId') return this.database.writeInstallation(work)
    return this.database.write(TenantScope.issue(row.key[0]!, null), work)
  }

  /** Looks once more: a write that began before may have sealed by a former key. */
  async #end(current: string, former: readonly string[]): Promise<void> {
    const rows = this.database.readInstallation()
    const counts = await Promise.all(SEALED_COLUMNS.map((column) => countSealedRows(rows, column, former)))
    if (counts.some((count) => count > 0)) return this.#save(current, BEGINNING)
    await this.database.writeInstallation((unit) =>
      unit.installation(KeyRotationEntity).update({ kid: current }, { finishedAt: unit.now }),
    )
    this.#finished = current
    this.log.info({ current, former }, 'The current key has sealed every secret')
  }

  /** Where to go on; null: all is done. */
  async #load(kid: string): Promise<Place | null> {
    const query = sql`select * from key_rotation where kid = ${kid}`
    const stored = await this.database.readInstallation().first<KeyRotationEntity>(query)
    if (!stored) {
      await this.#save(kid, BEGINNING)
      return BEGINNING
    }
    if (stored.finishedAt !== null) return null
    const column = SEALED_COLUMNS.findIndex((each) => nameOf(each) === stored.at)
    if (column === -1) return BEGINNING
    return { column, after: stored.after === null ? null : (JSON.parse(stored.after) as string[]) }
  }

  async #save(kid: string, { column, after }: Place): Promise<void> {
    const at = nameOf(SEALED_COLUMNS[column]!)
    const key = after === null ? null : JSON.stringify(after)
    await this.database.writeInstallation((unit) =>
      unit.all(
        sql`insert into key_rotation (kid, "at", "after") values (${kid}, ${at}, ${key})
          on conflict (kid) do update set "at" = excluded."at", "after" = excluded."after"`,
      ),
    )
  }
}

function nameOf({ table, column }: SealedColumn): string {
  return `${table}.${column}`
}
