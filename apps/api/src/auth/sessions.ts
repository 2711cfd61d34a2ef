import { isProvenLately } from '@mailroom/core'
import { isoTime, type Clock } from '../adapters/clock.js'
import type { Database } from '../database/database.js'
import { findSession, loadMemberships } from '../database/directory.js'
import { sql } from '../database/sql.js'
import { Unavailable } from '../database/unavailable.js'
import { SessionEntity } from '../features/access/access.entity.js'
import type { Also } from './account-events.js'
import type { Principal } from './principal.js'
import { hashOfToken, newToken } from './tokens.js'

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

/** Where a session is started from, for its person to know it again. */
export interface StartedFrom {
  readonly ip: string | null
  /** The `User-Agent` header. */
  readonly agent: string | null
}

/** A session as its person sees it. */
export interface OwnSession extends StartedFrom {
  readonly id: string
  readonly createdAt: string
  readonly lastUsedAt: string
  /** Whether it is the one that asks. */
  readonly current: boolean
}

const LONGEST_AGENT = 512

/** Sessions: an opaque token of 256 random bits, of which only the hash is stored. */
export class Sessions {
  private readonly remembered = new Map<string, Remembered>()

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Starts a session; the token is for the cookie alone. */
  async start(
    userId: string,
    { ip, agent }: StartedFrom = { ip: null, agent: null },
  ): Promise<{ token: string; principal: Principal }> {
    const token = newToken()
    const tokenHash = hashOfToken(token)
    await this.database.writeInstallation(async (unit) => {
      const times = { createdAt: unit.now, lastUsedAt: unit.now }
      const from = { ip, agent: agent?.slice(0, LONGEST_AGENT) ?? null }
      await unit.installation(SessionEntity).insert({ tokenHash, userId, ...times, ...from })
    })
    const principal = await this.find(token)
    if (!principal) throw new Error('The session that was just started is gone')
    return { token, principal }
  }

  /** Who the token belongs to; null: nobody, or no longer. */
  find(token: string): Promise<Principal | null> {
    const tokenHash = hashOfToken(token)
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

  /** The sessions of a person that are not over, the last used first. */
  async of(userId: string, current: string | null): Promise<OwnSession[]> {
    const now = this.clock.now()
    const found = await this.rowsOf(userId)
    return found
      .filter((session) => !isOver(session, now))
      .map(({ tokenHash, ip, agent, createdAt, lastUsedAt }) => ({
        id: idOf(tokenHash),
        ip,
        agent,
        createdAt,
        lastUsedAt,
        current: tokenHash === current,
      }))
  }

  /** Ends one of the person's sessions; false: it is none. */
  async endOne(userId: string, id: string, also: Also): Promise<boolean> {
    const found = (await this.rowsOf(userId)).filter(({ tokenHash }) => idOf(tokenHash) === id)
    await this.endThese(found, also)
    return found.length > 0
  }

  /** Ends all sessions of a person, but for the one that is kept. */
  async endAll(userId: string, kept: string | null, also: Also): Promise<void> {
    await this.endThese(
      (await this.rowsOf(userId)).filter(({ tokenHash }) => tokenHash !== kept),
      also,
    )
  }

  private async endThese(sessions: readonly SessionEntity[], also: Also): Promise<void> {
    if (sessions.length === 0) return
    await this.database.writeInstallation(async (unit) => {
      for (const { tokenHash } of sessions) await unit.installation(SessionEntity).delete({ tokenHash })
      await also(unit)
    })
    this.forget()
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
      isProvenLately: isProvenLately(session.createdAt, now),
      grants: new Map(grants.map((grant) => [grant.organisationId, grant])),
    }
  }

  private rowsOf(userId: string): Promise<SessionEntity[]> {
    return this.database
      .readInstallation()
      .all<SessionEntity>(sql`select * from session where "userId" = ${userId} order by "lastUsedAt" desc, "tokenHash"`)
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

/** What a session is called: says nothing of its token, nor of what is stored of it. */
function idOf(tokenHash: string): string {
  return `ses_${hashOfToken(tokenHash).slice(0, 26)}`
}
