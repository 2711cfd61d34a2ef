import type { Logger } from 'pino'
import type { Clock } from './adapters/clock.js'
import { mailerOf } from './adapters/mail/mailer.js'
import type { Secrets } from './adapters/secrets.js'
import { AccountService } from './auth/account.service.js'
import { AccountEvents } from './auth/account-events.js'
import { AuthService, type FoundOrganisation } from './auth/auth.service.js'
import { Credentials } from './auth/credentials.js'
import { Invitations } from './features/access/invitations.js'
import { KnownDevices } from './auth/known-devices.js'
import type { LimiterStore } from './auth/limiter-store.js'
import { SecondFactors } from './auth/second-factors.js'
import type { Sessions } from './auth/sessions.js'
import { SignInLimiter } from './auth/sign-in-limiter.js'
import type { Config } from './config.js'
import type { Database } from './database/database.js'
import { ViewerResolver } from './features/access/viewer.resolver.js'
import { AccountResolver } from './features/access/account.resolver.js'
import { SecondFactorResolver } from './features/access/second-factor.resolver.js'
import { InvitationResolver, OrganisationInvitationsResolver } from './features/access/invitation.resolver.js'
import type { Writes } from './graphql/write.js'

interface Parts {
  readonly config: Config
  readonly database: Database
  readonly writes: Writes
  readonly secrets: Secrets
  readonly sessions: Sessions
  readonly limiters?: LimiterStore
  readonly clock: Clock
  readonly log: Logger
  readonly foundOrganisation: FoundOrganisation
}

/** Signing in, accounts and invitations. `start` tells the address of the console, which links begin with. */
export function composePeople(parts: Parts) {
  const { config, database, writes, secrets, sessions, limiters, clock, log } = parts
  let consoleUrl = ''
  const devices = new KnownDevices(database, clock)
  const limiter = new SignInLimiter(limiters)
  const secondFactors = new SecondFactors(database, secrets, clock, limiters)
  const mailer = mailerOf(config)
  const events = new AccountEvents(mailer, log)
  const credentials = new Credentials(database, limiter, devices, secondFactors, events, log)
  const { foundOrganisation } = parts
  const auth = new AuthService(database, sessions, limiter, credentials, devices, foundOrganisation, events, clock)
  const accounts = new AccountService(database, sessions, credentials, limiter, events)
  const invitations = new Invitations({ database, clock, auth, credentials, limiter, sessions })
  const sending = { mailer, log, url: () => consoleUrl }
  return {
    auth,
    credentials,
    forgetOver: () => devices.forgetOver(),
    resolvers: [
      new ViewerResolver(auth, sessions, database),
      new AccountResolver(accounts, auth, sessions),
      new SecondFactorResolver(secondFactors, credentials, sessions, events),
      new InvitationResolver(database, writes, invitations, sessions, sending),
      new OrganisationInvitationsResolver(),
    ],
    start(url: string): void {
      consoleUrl = url
    },
  }
}
