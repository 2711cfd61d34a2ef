import { error, parseAddressSpec, parseName, parsePassword, slugOf, type Problem } from '@mailroom/core'
import { systemClock, type Clock } from '../adapters/clock.js'
import type { Database } from '../database/database.js'
import { newUserId } from '../database/ids.js'
import { sql } from '../database/sql.js'
import type { InstallationUnit } from '../database/unit-of-work.js'
import { UserEntity } from '../features/access/access.entity.js'
import { Checks, Refused } from '../graphql/write.js'
import type { AccountEvents } from './account-events.js'
import { personActing, type Actor } from './actor.js'
import type { Browser, Credentials, Proof } from './credentials.js'
import type { KnownDevices } from './known-devices.js'
import { hashPassword } from './passwords.js'
import type { Principal } from './principal.js'
import { SetUpTokens } from './set-up-tokens.js'
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
  | {
      readonly token: string
      /** By which the device is known again. */
      readonly device: string
      readonly principal: Principal
      readonly problems: readonly Problem[]
    }
  | { readonly token: null; readonly principal: null; readonly problems: readonly Problem[] }

/** Signing in, and the first start of an installation. */
export class AuthService {
  private readonly setUpTokens: SetUpTokens

  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly limiter: SignInLimiter,
    private readonly credentials: Credentials,
    private readonly devices: KnownDevices,
    private readonly foundOrganisation: FoundOrganisation,
    private readonly events: AccountEvents,
    clock: Clock = systemClock,
  ) {
    this.setUpTokens = new SetUpTokens(database, clock)
  }

  /** As `Credentials.prove`, and starts a session. */
  async signIn(proof: Proof, browser: Browser): Promise<SignedIn> {
    const { userId, problems } = await this.credentials.prove(proof, browser)
    return userId === null ? refused(problems) : this.enter(userId, browser)
  }

  /** Starts a session of somebody who is proven. */
  async enter(userId: string, browser: Browser): Promise<SignedIn> {
    const another = this.events.of(userId, 'NEW_DEVICE', browser)
    const device = await this.devices.remember(browser.device, userId, another)
    return { ...(await this.sessions.start(userId, browser)), device, problems: [] }
  }

  /** A one-time token of the set-up page; null: the installation is set up. */
  issueSetUpToken(): Promise<string | null> {
    return this.setUpTokens.issue()
  }

  /** Founds the installation and signs its operator in. */
  async setUp(token: string, founding: Founding, browser: Browser): Promise<SignedIn> {
    const attempt = { account: `set-up ${browser.ip}`, ip: browser.ip, device: null }
    await this.limiter.attempt(attempt)
    if (!(await this.setUpTokens.isRight(token))) return refused([error('SET_UP_TOKEN_INVALID', ['token'])])
    try {
      const userId = await this.found(founding)
      await this.limiter.succeeded(attempt)
      return this.enter(userId, browser)
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
      await unit.alone('founding')
      if (await unit.first(sql`select 1 from "user" limit 1`))
        throw new Refused([error('SET_UP_TOKEN_INVALID', ['token'])])
      const user = newUser(name!, email!, passwordHash, unit.now, true)
      await unit.installation(UserEntity).insert(user)
      const wanted = { name: organisation!, slug: slugOf(organisation!), edition: 'CX_3' } as const
      await this.foundOrganisation(unit, wanted, user.id, personActing(user))
      await this.setUpTokens.forget(unit)
      return user.id
    })
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
