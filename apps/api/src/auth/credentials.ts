import { error, type Problem } from '@mailroom/core'
import type { Logger } from 'pino'
import type { Database } from '../database/database.js'
import { sql } from '../database/sql.js'
import type { AccountEvents } from './account-events.js'
import type { KnownDevices } from './known-devices.js'
import { isPassword } from './passwords.js'
import type { Principal } from './principal.js'
import type { SecondFactors } from './second-factors.js'
import type { SignInLimiter } from './sign-in-limiter.js'

/** Where somebody signs in from. */
export interface Browser {
  readonly ip: string
  /** The `User-Agent` header. */
  readonly agent: string | null
  /** The cookie of a device that is known. */
  readonly device: string | null
  /** For the audit log; left out: unknown. */
  readonly requestId?: string | null
}

/** What somebody proves to be a person by. */
export interface Proof {
  readonly email: string
  readonly password: string
  readonly secondFactor: string | null
}

/** What somebody who is signed in proves again to be themselves by. */
export interface Again {
  readonly password?: string | null | undefined
  readonly secondFactor?: string | null | undefined
}

/** The person who is proven, or why not. */
export type Proven =
  | { readonly userId: string; readonly problems: readonly [] }
  | { readonly userId: null; readonly problems: readonly Problem[] }

/** Proves people by password and second factor. */
export class Credentials {
  constructor(
    private readonly database: Database,
    private readonly limiter: SignInLimiter,
    private readonly devices: KnownDevices,
    private readonly secondFactors: SecondFactors,
    private readonly events: AccountEvents,
    private readonly log: Logger,
  ) {}

  /**
   * INVALID_CREDENTIALS, alike for an unknown person and a wrong password; then SECOND_FACTOR_REQUIRED or
   * SECOND_FACTOR_INVALID. RATE_LIMITED after too many: before the password is hashed.
   */
  async prove({ email, password, secondFactor }: Proof, browser: Browser): Promise<Proven> {
    const account = accountOf(email)
    const device = await this.devices.find(browser.device, account)
    const attempt = { account: `sign-in ${account}`, ip: browser.ip, device }
    if (await this.limiter.attempt(attempt)) this.tellOfGuesses(account, browser)
    const person = await this.database
      .readInstallation()
      .first<{ id: string; passwordHash: string }>(
        sql`select id, "passwordHash" from "user" where "emailKey" = ${account}`,
      )
    if (!(await isPassword(person?.passwordHash ?? null, password)) || !person) {
      return { userId: null, problems: [error('INVALID_CREDENTIALS', [])] }
    }
    const problems = await this.proveSecond(person.id, secondFactor, account, browser)
    if (problems.length > 0) return { userId: null, problems }
    await this.limiter.succeeded(attempt)
    return { userId: person.id, problems: [] }
  }

  /** Whoever has to wait for another code knows the password: the person has to know. */
  private async proveSecond(
    userId: string,
    typed: string | null,
    account: string,
    browser: Browser,
  ): Promise<readonly Problem[]> {
    try {
      return await this.secondFactors.prove(userId, typed)
    } catch (reason) {
      if (await this.limiter.isNews(account)) this.tellOfGuesses(account, browser)
      throw reason
    }
  }

  /** Nobody waits for it, so that it takes no longer for an account that exists. */
  private tellOfGuesses(account: string, browser: Browser): void {
    const told = this.database.writeInstallation(async (unit) => {
      const [person] = await unit.all<{ id: string }>(sql`select id from "user" where "emailKey" = ${account}`)
      if (person) await this.events.of(person.id, 'LOCKED_OUT', browser)(unit)
    })
    told.catch((err: unknown) => this.log.error({ err }, 'Nobody was told of guesses'))
  }

  /**
   * Asks those who signed in a while ago again, before they are handed a secret: REAUTHENTICATION_REQUIRED without a
   * password; PASSWORD_WRONG, and what `SecondFactors.prove` says.
   */
  async proveLately(
    { person, isProvenLately }: Principal,
    { password, secondFactor }: Again,
    browser: Browser,
  ): Promise<readonly Problem[]> {
    if (!person || isProvenLately) return []
    if (password == null || password === '') return [error('REAUTHENTICATION_REQUIRED', ['password'])]
    const wrong = await this.proveAgain(person.id, password, ['password'], browser)
    return wrong.length > 0 ? wrong : this.secondFactors.prove(person.id, secondFactor ?? null)
  }

  /** Whether it is the person's own password, asked for again: PASSWORD_WRONG. */
  async proveAgain(
    userId: string,
    password: string,
    path: readonly string[],
    browser: Browser,
  ): Promise<readonly Problem[]> {
    const person = await this.database
      .readInstallation()
      .first<{ passwordHash: string }>(sql`select "passwordHash" from "user" where id = ${userId}`)
    const attempt = { account: `again ${userId}`, ip: browser.ip, device: null }
    await this.limiter.attempt(attempt)
    if (!(await isPassword(person?.passwordHash ?? null, password))) return [error('PASSWORD_WRONG', path)]
    await this.limiter.succeeded(attempt)
    return []
  }
}

/** What attempts are counted by; nobody's address is longer. */
function accountOf(email: string): string {
  return email.trim().toLowerCase().slice(0, 320)
}
