import { isoTime, type Clock } from '../adapters/clock.js'
import type { Database } from '../database/database.js'
import { sql } from '../database/sql.js'
import { KnownDeviceEntity } from '../features/account/account.entity.js'
import { hashOfToken, newToken } from './tokens.js'

const YEAR = 365 * 24 * 60 * 60 * 1000

/** Browsers by which people have signed in before: they are counted apart by the limiter, and give nothing else. */
export class KnownDevices {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The stored name of the device, where the account was signed in to by it; else null. */
  async find(token: string | null, account: string): Promise<string | null> {
    if (token === null) return null
    const tokenHash = hashOfToken(token)
    const since = isoTime(this.clock.now() - YEAR)
    const found = await this.database.readInstallation().first(
      sql`select 1 from known_device d join "user" u on u.id = d."userId"
          where d."tokenHash" = ${tokenHash} and u."emailKey" = ${account} and d."createdAt" > ${since}`,
    )
    return found ? tokenHash : null
  }

  /** Knows the device from now on; the token is for its cookie. */
  async remember(token: string | null, userId: string): Promise<string> {
    const kept = token ?? newToken()
    const tokenHash = hashOfToken(kept)
    await this.database.writeInstallation(async (unit) => {
      const rows = unit.installation(KnownDeviceEntity)
      await rows.delete({ tokenHash, userId })
      await rows.insert({ tokenHash, userId, createdAt: unit.now })
    })
    return kept
  }

  /** Forgets what was not used for a year. */
  async forgetOver(): Promise<void> {
    const before = isoTime(this.clock.now() - YEAR)
    await this.database.writeInstallation((unit) =>
      unit.installation(KnownDeviceEntity).deleteBefore('createdAt', before),
    )
  }
}
