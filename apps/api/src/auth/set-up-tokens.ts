import { createHash, randomBytes } from 'node:crypto'
import { isoTime, type Clock } from '../adapters/clock.js'
import type { Database } from '../database/database.js'
import { hasPeople } from '../database/directory.js'
import { sql } from '../database/sql.js'
import type { InstallationUnit } from '../database/unit-of-work.js'
import { SetUpTokenEntity } from './set-up-token.entity.js'

const LONGEST = 7 * 24 * 60 * 60_000

/** Tokens that open the set-up page of an installation without people; any process takes what any of them has issued. */
export class SetUpTokens {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A token; null: the installation is set up. */
  async issue(): Promise<string | null> {
    if (await hasPeople(this.database.readInstallation())) return null
    const token = randomBytes(24).toString('base64url')
    // On SQLite there is no other process, so whatever was issued before is over.
    const age = this.database.dialect === 'sqlite' ? 0 : LONGEST
    const before = isoTime(this.clock.now() - age)
    await this.database.writeInstallation(async (unit) => {
      const tokens = unit.installation(SetUpTokenEntity)
      await tokens.deleteBefore('createdAt', before)
      await tokens.insert({ tokenHash: hashOf(token), createdAt: unit.now })
    })
    return token
  }

  async isRight(token: string): Promise<boolean> {
    const found = sql`select 1 from set_up_token where "tokenHash" = ${hashOf(token)}`
    return (await this.database.readInstallation().first(found)) !== undefined
  }

  /** With the set-up, inside its unit. */
  async forget(unit: InstallationUnit): Promise<void> {
    await unit.all(sql`delete from set_up_token`)
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
