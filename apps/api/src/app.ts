import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { pino, type Logger } from 'pino'
import type { FastifyInstance } from 'fastify'
import { systemClock, type Clock } from './adapters/clock.js'
import { DnsClient } from './adapters/dns/dns-client.js'
import { Secrets } from './adapters/secrets.js'
import { AuthService } from './auth/auth.service.js'
import { SessionCookie } from './auth/session-cookie.js'
import { Sessions } from './auth/sessions.js'
import { SignInLimiter } from './auth/sign-in-limiter.js'
import { scopeOfNewOrganisation } from './auth/tenant-scope.js'
import { ConfigError, type Config } from './config.js'
import { Database, type StatementLogger } from './database/database.js'
import { hasPeople } from './database/directory.js'
import { schemaText } from './emit-schema.js'
import { AccessService } from './features/access/access.service.js'
import { MemberResolver, OrganisationMembersResolver } from './features/access/member.resolver.js'
import { ViewerResolver } from './features/access/viewer.resolver.js'
import { CheckLimits } from './features/domain/check-limits.js'
import { DkimKeys } from './features/domain/dkim-keys.js'
import { DomainCheck } from './features/domain/domain-check.js'
import { DomainEvents } from './features/domain/domain-events.js'
import { DomainFeed } from './features/domain/domain-feed.js'
import { DomainResolver } from './features/domain/domain.resolver.js'
import { DomainService } from './features/domain/domain.service.js'
import { LookAhead } from './features/domain/domain-warnings.js'
import { addPlatformDomain } from './features/domain/new-domain.js'
import { OrganisationDomainsResolver } from './features/domain/organisation-domains.resolver.js'
import { OrganisationResolver } from './features/organisation/organisation.resolver.js'
import { OrganisationService } from './features/organisation/organisation.service.js'
import { makeSchema } from './graphql/schema.js'
import { makeServer } from './graphql/server.js'
import { Refused, Writes } from './graphql/write.js'
import { checkingOf } from './jobs/checking.js'
import { DomainChecks } from './jobs/domain-checks.js'
import { makeHttpServer } from './http/http-server.js'
import { serveLive } from './http/live.js'
import { RequestContexts } from './http/request-context.js'
import { RESOLVERS } from './resolvers.js'

const CONSOLE_FOLDER = fileURLToPath(new URL('../../admin/dist', import.meta.url))

export interface AppOptions {
  readonly clock?: Clock
  /** Sees every SQL statement. */
  readonly statements?: StatementLogger
  readonly log?: Logger
}

/** A running Mailroom. */
export interface App {
  readonly url: string
  /** Where the set-up page opens; null: the installation is set up. */
  readonly setUpUrl: string | null
  /** The web server, for tests that inject requests. */
  readonly server: FastifyInstance
  /** Readiness falls, requests under way end, writes are flushed. */
  stop(): Promise<void>
}

/** Puts everything together and listens. The only place that makes services and resolvers. */
export async function startApp(config: Config, options: AppOptions = {}): Promise<App> {
  const clock = options.clock ?? systemClock
  const log = options.log ?? pino({ level: config.logLevel, redact: ['*.password', '*.token', 'req.headers.cookie'] })
  const database = await Database.open(config.database, clock, options.statements)
  const secrets = Secrets.open(config.secretKeyFile)
  const sessions = new Sessions(database, clock)
  const writes = new Writes(database, secrets)
  const forgetSessions = () => sessions.forget()

  const organisations = new OrganisationService({
    platformRoot: config.platform.root,
    issueScope: scopeOfNewOrganisation,
    addPlatformDomain: (uow, name) => addPlatformDomain(uow, name, config.platform),
  })
  const auth = new AuthService(database, sessions, new SignInLimiter(), (unit, wanted, ownerId) =>
    organisations.found(unit, wanted, ownerId),
  )
  await foundByConfiguration(config, auth, database)

  const { platform } = config
  const dns = new DnsClient({ servers: config.dnsServers, allowedNetworks: config.allowedNetworks })
  const events = new DomainEvents()
  const keys = new DkimKeys()
  const check = new DomainCheck({ database, dns, platform, clock, events })
  const checks = new DomainChecks(checkingOf(database, check, log), clock)
  const lookAhead = new LookAhead(dns, platform, clock)
  const domains = new DomainService({
    ...{ database, writes, secrets, platform, keys, events, lookAhead },
    limits: new CheckLimits(),
    schedule: checks,
  })

  const schema = makeSchema(RESOLVERS, [
    new ViewerResolver(auth, sessions, database),
    new OrganisationResolver(organisations, database, writes, config.platform.root, forgetSessions),
    new MemberResolver(new AccessService(), writes, forgetSessions),
    new OrganisationMembersResolver(),
    new DomainResolver({ service: domains, database, platform, clock }),
    new OrganisationDomainsResolver(),
  ])
  const apollo = makeServer(schema, log)
  await apollo.start()

  let isStopping = false
  const cookie = new SessionCookie(config.publicUrl?.startsWith('https:') ?? false)
  const contexts = new RequestContexts(database, sessions, cookie, config.publicUrl)
  const server = await makeHttpServer({
    config,
    log,
    apollo,
    contexts,
    health: { isReady: async () => !isStopping && (await database.isReady()) },
    schemaText: schemaText(),
    consoleFolder: CONSOLE_FOLDER,
  })
  const endLive = serveLive(server, schema, contexts, { domainFeed: new DomainFeed(events, checks) }, log)
  await server.listen({ host: config.host, port: config.port })

  checks.start()
  keys.prepare()

  const { port } = server.server.address() as AddressInfo
  const url = config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  const token = await auth.issueSetUpToken()
  return {
    url,
    setUpUrl: token === null ? null : `${url}/set-up#token=${token}`,
    server,
    async stop() {
      isStopping = true
      dns.close()
      await endLive()
      await checks.stop()
      await server.close()
      await apollo.stop()
      await database.close()
    },
  }
}

/** The operator and the first organisation that the configuration names, on an installation without people. */
async function foundByConfiguration({ admin }: Config, auth: AuthService, database: Database): Promise<void> {
  if (!admin || (await hasPeople(database.readInstallation()))) return
  const { email, password, organisation } = admin
  try {
    await auth.found({ name: email, email, password, organizationName: organisation })
  } catch (reason) {
    if (!(reason instanceof Refused)) throw reason
    const found = reason.problems.map((problem) => `${problem.path.join('.')}: ${problem.code}`).join(', ')
    throw new ConfigError(`MAILROOM_ADMIN_… or MAILROOM_ORGANIZATION is refused (${found})`)
  }
}
