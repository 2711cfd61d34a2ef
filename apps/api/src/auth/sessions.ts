import { createHash, randomBytes } from 'node:crypto'
import { isoTime, type Clock } from '../adapters/clock.js'
import type { Database } from '../database/database.js'
import { findSession, loadMemberships } from '../database/directory.js'
import { Unavailable } from '../database/unavailable.js'
import { SessionEntity } from '../features/access/access.entity.js'
import type { Principal } from './principal.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const IDLE = 8 * HOUR
const LONGEST = 7 * 24 * HOUR
/** How long a sign-in state may be remembered: revocation bites within a second. */
const REMEMBERED = 1_000
const REMEMBERED_AT_MOST = 10_000

interface Remembered {
  readonly at: number
  readonly principal: Promise<Principal | null>
}

/** Sessions: an opaque token of 256 random bits, of which only the hash is stored. */
export class Sessions {
  private readonly remembered = new Map<string, Remembered>()

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Starts a session; the token is for the cookie alone. */
  async start(userId: string): Promise<{ token: string; principal: Principal }> {
    const token = randomBytes(32).toString('base64url')
    const tokenHash = hashOf(token)
    await this.database.writeInstallation(async (unit) => {
      await unit.installation(SessionEntity).insert({ tokenHash, userId, createdAt: unit.now, lastUsedAt: unit.now })
    })
    const principal = await this.find(token)
    if (!principal) throw new Error('The session that was just started is gone')
    return { token, principal }
  }

  /** Who the token belongs to; null: nobody, or no longer. */
  find(token: string): Promise<Principal | null> {
    const tokenHash = hashOf(token)
    const now = this.clock.now()
    const known = this.remembered.get(tokenHash)
    if (known && now - known.at < REMEMBERED && now >= known.at) return known.principal
    const principal = this.load(tokenHash, now)
    if (this.remembered.size >= REMEMBERED_AT_MOST) this.remembered.clear()
    this.remembered.set(tokenHash, { at: now, principal })
    return principal
  }

  /** Ends the session at once. */
  async end(sessionHash: string): Promise<void> {
    await this.database.writeInstallation((unit) => unit.installation(SessionEntity).delete({ tokenHash: sessionHash }))
    this.remembered.delete(sessionHash)
  }

  /** Deletes sessions that are over by age. */
  async forgetOver(): Promise<void> {
    const before = isoTime(this.clock.now() - LONGEST)
    await this.database.writeInstallation((unit) => unit.installation(SessionEntity).deleteBefore('createdAt', before))
  }

  /** After a change of memberships or roles. */
  forget(): void {
    this.remembered.clear()
  }

  private async load(sessionHash: string, now: number): Promise<Principal | null> {
    const rows = this.database.readInstallation()
    const session = await findSession(rows, sessionHash)
    if (!session || isOver(session, now)) return null
    if (now - Date.parse(session.lastUsedAt) > MINUTE) await this.touch(sessionHash, now)
    const memberships = await loadMemberships(rows, session.id)
    const grants = memberships.map((each) => ({ ...each, permissions: new Set(each.permissions) }))
    const { id, email, name, locale, operator } = session
    return {
      person: { id, email, name, locale, operator },
      apiKey: null,
      isOperator: operator,
      sessionHash,
      grants: new Map(grants.map((grant) => [grant.organisationId, grant])),
    }
  }

  /** Reading goes on where nothing can be stored. */
  private async touch(tokenHash: string, now: number): Promise<void> {
    const touched = this.database.writeInstallation((unit) =>
      unit.installation(SessionEntity).update({ tokenHash }, { lastUsedAt: isoTime(now) }),
    )
    await touched.catch((reason: unknown) => {
      if (!(reason instanceof Unavailable)) throw reason
    })
  }
}

function isOver(session: { createdAt: string; lastUsedAt: string }, now: number): boolean {
  return now - Date.parse(session.lastUsedAt) > IDLE || now - Date.parse(session.createdAt) > LONGEST
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
