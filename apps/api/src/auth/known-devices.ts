import { isoTime, type Clock } from '../adapters/clock.js'
import type { Database } from '../database/database.js'
import { sql } from '../database/sql.js'
import type { Also } from './account-events.js'
import { KnownDeviceEntity } from '../features/access/account.entity.js'
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

  /**
   * Knows the device from now on; the token is for its cookie. One that is not known to the person yet gets a new token:
   * nobody's device is known by a cookie that somebody else has chosen. `another`: of one beside others.
   */
  async remember(token: string | null, userId: string, another: Also): Promise<string> {
    return this.database.writeInstallation(async (unit) => {
      const rows = unit.installation(KnownDeviceEntity)
      const known = token === null ? null : await rows.get({ tokenHash: hashOfToken(token), userId })
      if (known === null && (await rows.find({ userId })).length > 0) await another(unit)
      const kept = known === null ? newToken() : token!
      const tokenHash = hashOfToken(kept)
      if (known) await rows.update({ tokenHash, userId }, { createdAt: unit.now })
      else await rows.insert({ tokenHash, userId, createdAt: unit.now })
      return kept
    })
  }

  /** Forgets what was not used for a year. */
  async forgetOver(): Promise<void> {
    const before = isoTime(this.clock.now() - YEAR)
    await this.database.writeInstallation((unit) =>
      unit.installation(KnownDeviceEntity).deleteBefore('createdAt', before),
    )
  }
}
