import { error, hasEnded, nameKey, parsePassword, parseProfile, type Problem, type Profile } from '@mailroom/core'
import { LOCALES } from '@mailroom/messages'
import type { Database } from '../database/database.js'
import type { Person } from '../database/directory.js'
import { EntityTable } from '../database/entity-table.js'
import { sql } from '../database/sql.js'
import type { InstallationUnit } from '../database/unit-of-work.js'
import { MemberEntity, SessionEntity, UserEntity } from '../features/access/access.entity.js'
import { ResetLinkEntity } from '../features/access/account.entity.js'
import type { AccountEvents, Also } from './account-events.js'
import type { Browser, Credentials } from './credentials.js'
import { hashPassword } from './passwords.js'
import type { Sessions } from './sessions.js'
import type { SignInLimiter } from './sign-in-limiter.js'
import { hashOfToken } from './tokens.js'

/** What people change of themselves. */
export class AccountService {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly credentials: Credentials,
    private readonly limiter: SignInLimiter,
    private readonly events: AccountEvents,
  ) {}

  /** Name and language; the order of members follows the name. */
  async updateProfile(
    { id: userId, ...before }: Person,
    draft: Profile,
    browser: Browser,
  ): Promise<readonly Problem[]> {
    const parsed = parseProfile(draft, LOCALES)
    if (!parsed.ok) return parsed.problems
    const { name, locale } = parsed.value
    const was = { name: before.name, locale: before.locale }
    await this.database.writeInstallation(async (unit) => {
      await unit.installation(UserEntity).update({ id: userId }, parsed.value)
      await unit.installation(MemberEntity).update({ userId }, { nameKey: nameKey(name) })
      await this.events.changed(userId, was, { name, locale }, browser)(unit)
    })
    this.sessions.forget()
    return parsed.problems
  }

  /** Sets a new password by the one of now. All sessions end: the caller gets a new one. */
  async changePassword(userId: string, current: string, wanted: string, browser: Browser): Promise<readonly Problem[]> {
    const wrong = await this.credentials.proveAgain(userId, current, ['currentPassword'], browser)
    if (wrong.length > 0) return wrong
    const problems = await this.checkPassword(userId, wanted)
    if (problems.length > 0) return problems
    const passwordHash = await hashPassword(wanted)
    await this.database.writeInstallation(async (unit) => {
      await setPassword(unit, userId, passwordHash)
      await this.events.of(userId, 'PASSWORD_CHANGED', browser)(unit)
    })
    this.sessions.forget()
    return []
  }

  /**
   * Sets a new password by a link. It signs nobody in, so that no second factor is left out; all sessions end.
   * RESET_LINK_INVALID, alike for a link that never was, is over or was used.
   */
  async resetPassword(code: string, wanted: string, browser: Browser): Promise<readonly Problem[]> {
    await this.limiter.attempt({ account: `reset ${browser.ip}`, ip: browser.ip, device: null })
    const codeHash = hashOfToken(code)
    const link = await this.database
      .readInstallation()
      .first<ResetLinkEntity>(sql`select * from reset_link where "codeHash" = ${codeHash}`)
    if (!link) return [error('RESET_LINK_INVALID', ['code'])]
    const problems = await this.checkPassword(link.userId, wanted)
    if (problems.length > 0) return problems
    const passwordHash = await hashPassword(wanted)
    const isSet = await this.database.writeInstallation(async (unit) => {
      const spent = await new EntityTable(unit.manager, ResetLinkEntity).delete({ codeHash })
      if (spent !== 1 || hasEnded(link.expiresAt, Date.parse(unit.now))) return false
      await setPassword(unit, link.userId, passwordHash)
      await this.events.of(link.userId, 'PASSWORD_RESET', browser)(unit)
      return true
    })
    this.sessions.forget()
    return isSet ? [] : [error('RESET_LINK_INVALID', ['code'])]
  }

  /** Ends one of the person's own sessions; false: it is none. */
  endSession(userId: string, id: string, browser: Browser): Promise<boolean> {
    return this.sessions.endOne(userId, id, this.sessionsEnded(userId, browser))
  }

  /** Ends all of the person's sessions but the one that is kept. */
  endOtherSessions(userId: string, kept: string | null, browser: Browser): Promise<void> {
    return this.sessions.endAll(userId, kept, this.sessionsEnded(userId, browser))
  }

  private sessionsEnded(userId: string, browser: Browser): Also {
    return async (unit) => {
      const after = (await unit.installation(SessionEntity).find({ userId })).length
      await this.events.changed(userId, { sessions: null }, { sessions: after }, browser)(unit)
    }
  }

  private async checkPassword(userId: string, wanted: string): Promise<readonly Problem[]> {
    const person = await this.database
      .readInstallation()
      .first<{ email: string; name: string }>(sql`select email, name from "user" where id = ${userId}`)
    return parsePassword(wanted, { email: person?.email ?? '', name: person?.name ?? null }, ['newPassword']).problems
  }
}

async function setPassword(unit: InstallationUnit, userId: string, passwordHash: string): Promise<void> {
  await unit.installation(UserEntity).update({ id: userId }, { passwordHash })
  await unit.installation(SessionEntity).delete({ userId })
  await unit.installation(ResetLinkEntity).delete({ userId })
}
