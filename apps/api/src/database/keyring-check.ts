import type { Secrets } from '../adapters/secrets.js'
import { ConfigError } from '../config.js'
import type { Database } from './database.js'
import { KeyringCheckEntity } from './keyring-check.entity.js'
import { sealedText } from './sealed-column.js'
import { sql } from './sql.js'

const ID = 'keyring'
const WORD = 'opened'
const PLACE = { organisationId: '', table: 'keyring_check', row: ID, column: 'envelope' }

/** The sealed word, for the rotation of keys. */
export const SEALED_WORD = sealedText('keyring_check', 'envelope', ['id'], () => PLACE)

/** The sealed word of this database; null: none of its secrets was sealed yet. */
export async function loadKeyringCheck(database: Database): Promise<string | null> {
  const row = await database.readInstallation().first<{ envelope: string }>(sql`select envelope from keyring_check`)
  return row?.envelope ?? null
}

/** Refuses a keyring that is not this database's, before anything is sealed by it. */
export async function checkKeyring(database: Database, secrets: Secrets, stored: string | null): Promise<void> {
  if (stored !== null && !(await opens(secrets, stored))) {
    throw new ConfigError(
      'The key file (MAILROOM_SECRET_KEY_FILE) is not the one that sealed the secrets of this database. Put that one back',
    )
  }
  if (stored !== null) return
  const envelope = await secrets.seal(WORD, PLACE)
  await database.writeInstallation(async (unit) => {
    await unit.installation(KeyringCheckEntity).insert({ id: ID, envelope })
  })
}

/** Whether the keyring opens the sealed word. */
export async function opens(secrets: Secrets, envelope: string): Promise<boolean> {
  try {
    return (await secrets.open(envelope, PLACE)) === WORD
  } catch {
    return false
  }
}
