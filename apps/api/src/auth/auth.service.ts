import { randomBytes, timingSafeEqual } from 'node:crypto'
import { error, parseAddressSpec, parseName, parsePassword, slugOf, type Problem } from '@mailroom/core'
import type { Database } from '../database/database.js'
import { hasPeople } from '../database/directory.js'
import { newUserId } from '../database/ids.js'
import { sql } from '../database/sql.js'
import type { InstallationUnit } from '../database/unit-of-work.js'
import { UserEntity } from '../features/access/access.entity.js'
import { Checks, Refused } from '../graphql/write.js'
import { personActing, type Actor } from './actor.js'
import { hashPassword, isPassword } from './passwords.js'
import type { Principal } from './principal.js'
import type { Sessions } from './sessions.js'
import type { SignInLimiter } from './sign-in-limiter.js'

/** The first person and organisation of an installation. */
export interface Founding {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly organizationName: string
}

/** Makes an organisation and its owner's membership, inside a unit. */
export type FoundOrganisation = (
  unit: InstallationUnit,
  wanted: { readonly name: string; readonly slug: string; readonly edition: 'CX_3' },
  ownerId: string,
  actor: Actor,
) => Promise<unknown>

/** A session that was started, or why not. */
export type SignedIn =
  | { readonly token: string; readonly principal: Principal; readonly problems: readonly Problem[] }
  | { readonly token: null; readonly principal: null; readonly problems: readonly Problem[] }

/** Signing in, and the first start of an installation. */
export class AuthService {
  private setUpToken: string | null = null

  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly limiter: SignInLimiter,
    private readonly foundOrganisation: FoundOrganisation,
  ) {}

  /** INVALID_CREDENTIALS, alike for an unknown person and a wrong password; RATE_LIMITED after too many. */
  async signIn(email: string, password: string, ip: string): Promise<SignedIn> {
    const account = email.trim().toLowerCase().slice(0, 320)
    await this.limiter.attempt(account, ip)
    const person = await this.database
      .readInstallation()
      .first<{ id: string; passwordHash: string }>(
        sql`select id, "passwordHash" from "user" where "emailKey" = ${account}`,
      )
    if (!(await isPassword(person?.passwordHash ?? null, password)) || !person) {
      return refused([error('INVALID_CREDENTIALS', [])])
    }
    await this.limiter.succeeded(account, ip)
    return { ...(await this.sessions.start(person.id)), problems: [] }
  }

  /** The one-time token of the set-up page; null: the installation is set up. */
  async issueSetUpToken(): Promise<string | null> {
    if (await hasPeople(this.database.readInstallation())) return null
    this.setUpToken = randomBytes(24).toString('base64url')
    return this.setUpToken
  }

  /** Founds the installation and signs its operator in. */
  async setUp(token: string, founding: Founding, ip: string): Promise<SignedIn> {
    await this.limiter.attempt('set-up', ip)
    if (!this.isSetUpToken(token)) return refused([error('SET_UP_TOKEN_INVALID', ['token'])])
    try {
      const userId = await this.found(founding)
      this.setUpToken = null
      await this.limiter.succeeded('set-up', ip)
      return { ...(await this.sessions.start(userId)), problems: [] }
    } catch (reason) {
      if (reason instanceof Refused) return refused(reason.problems)
      throw reason
    }
  }

  /** Makes the operator and the first organisation; `Refused` where something is wrong with them. */
  async found(founding: Founding): Promise<string> {
    const checks = new Checks()
    const name = checks.take(parseName(founding.name, ['name']))
    const email = checks.take(parseAddressSpec(founding.email, ['email']))
    const organisation = checks.take(parseName(founding.organizationName, ['organizationName']))
    checks.take(parsePassword(founding.password, { email: founding.email, name: founding.name }, ['password']))
    checks.refuse()
    const passwordHash = await hashPassword(founding.password)
    return this.database.writeInstallation(async (unit) => {
      if (await unit.first(sql`select 1 from "user" limit 1`))
        throw new Refused([error('SET_UP_TOKEN_INVALID', ['token'])])
      const user = newUser(name!, email!, passwordHash, unit.now, true)
      await unit.installation(UserEntity).insert(user)
      const wanted = { name: organisation!, slug: slugOf(organisation!), edition: 'CX_3' } as const
      await this.foundOrganisation(unit, wanted, user.id, personActing(user))
      return user.id
    })
  }

  private isSetUpToken(token: string): boolean {
    const expected = Buffer.from(this.setUpToken ?? '')
    const given = Buffer.from(token)
    return expected.length > 0 && expected.length === given.length && timingSafeEqual(expected, given)
  }
}

/** A person as they are stored. */
export function newUser(name: string, email: string, passwordHash: string, now: string, operator: boolean): UserEntity {
  return {
    id: newUserId(),
    name,
    email,
    emailKey: email.toLowerCase(),
    locale: 'en',
    operator,
    passwordHash,
    createdAt: now,
  }
}

function refused(problems: readonly Problem[]): SignedIn {
  return { token: null, principal: null, problems }
}
