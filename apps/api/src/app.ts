import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Platform } from '@mailroom/core'
import type { Logger } from 'pino'
import type { FastifyInstance } from 'fastify'
import { systemClock, type Clock } from './adapters/clock.js'
import { makeLog, withoutContents } from './adapters/log.js'
import { HtmlCleaner } from './adapters/html/html-cleaner.js'
import { Secrets } from './adapters/secrets.js'
import { ConfigurationReader } from './adapters/yaml/configuration-reader.js'
import { ApiKeys } from './auth/api-keys.js'
import type { AuthService } from './auth/auth.service.js'
import { CostBudget, type CostLimits } from './auth/cost-budget.js'
import { KeyLimiter } from './auth/key-limiter.js'
import { limiterStore } from './auth/limiter-store.js'
import { SessionCookie } from './auth/session-cookie.js'
import { Sessions } from './auth/sessions.js'
import { scopeOfNewOrganisation } from './auth/tenant-scope.js'
import { ConfigError, type Config } from './config.js'
import { Database, type StatementLogger } from './database/database.js'
import { hasPeople } from './database/directory.js'
import { checkKeyring, loadKeyringCheck } from './database/keyring-check.js'
import { schemaText } from './emit-schema.js'
import { AccessService } from './features/access/access.service.js'
import { MemberResolver, OrganisationMembersResolver } from './features/access/member.resolver.js'
import { RoleResolver } from './features/access/role.resolver.js'
import { ApiKeyResolver } from './features/api-key/api-key.resolver.js'
import { AuditResolver } from './features/audit/audit.resolver.js'
import { addPlatformDomain } from './features/domain/new-domain.js'
import { OrganisationResolver } from './features/organisation/organisation.resolver.js'
import { OrganisationService } from './features/organisation/organisation.service.js'
import { OrganisationsBySlug } from './features/organisation/organisations-by-slug.js'
import { DomainResolver } from './features/domain/domain.resolver.js'
import { OrganisationDomainsResolver } from './features/domain/organisation-domains.resolver.js'
import { inboundResolvers } from './inbound.js'
import { ResolveRecipientResolver } from './features/inbound/resolve-recipient.resolver.js'
import { InboundDecider } from './features/inbound/inbound-decider.js'
import { MessageReader } from './features/inbound/message-reader.js'
import { OutboundResolver } from './features/outbound/outbound.resolver.js'
import { OutboundService } from './features/outbound/outbound.service.js'
import { DeletedItemPurge } from './jobs/deleted-item-purge.js'
import { KeyRotation } from './jobs/key-rotation.js'
import { configurationResolvers } from './configuration.js'
import { composeDomains } from './domains.js'
import { composePeople } from './people.js'
import { smtpServerResolvers } from './smtp-servers.js'
import { makeSchema } from './graphql/schema.js'
import { makeServer } from './graphql/server.js'
import { Refused, Writes } from './graphql/write.js'
import { Metrics } from './http/metrics.js'
import { Downloads } from './http/downloads.js'
import { makeHttpServer } from './http/http-server.js'
import { serveLive } from './http/live.js'
import { isReady } from './http/readiness.js'
import { RequestContexts } from './http/request-context.js'
import { RESOLVERS } from './resolvers.js'
import { routingResolvers } from './routing.js'

/** How long requests that are under way may take when the server stops. */
const LONGEST_REQUEST_MS = 5_000
const CONSOLE_FOLDER = fileURLToPath(new URL('../../admin/dist', import.meta.url))

export interface AppOptions {
  readonly clock?: Clock
  /** Sees every SQL statement. */
  readonly statements?: StatementLogger
  readonly log?: Logger
  /** Cost points of ten minutes. */
  readonly costs?: CostLimits
}

/** A running Mailroom. */
export interface App {
  readonly url: string
  /** Where the set-up page opens; null: the installation is set up. */
  readonly setUpUrl: string | null
  /** The web server and the rows, for tests. */
  readonly server: FastifyInstance
  readonly database: Database
  /**
   * Readiness falls; for `grace` milliseconds everything is answered still, so that a proxy can see it and send requests
   * elsewhere. Then requests under way end, and writes are flushed.
   */
  stop(grace?: number): Promise<void>
}

/** What a running Mailroom is made of. */
type Parts = Awaited<ReturnType<typeof compose>>

/** Puts everything together and listens. */
export async function startApp(config: Config, options: AppOptions = {}): Promise<App> {
  const parts = await compose(config, options)
  const { database, secrets, clock, log, domains, people } = parts
  const running = await listen(parts)
  const { port } = running.server.server.address() as AddressInfo
  const url = config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  domains.start(url)
  people.start(url)
  const purge = new DeletedItemPurge(database, clock, log).start()
  const rotation = new KeyRotation(database, secrets, log).start()
  const token = await people.auth.issueSetUpToken()
  return {
    url,
    setUpUrl: token === null ? null : `${url}/set-up#token=${token}`,
    server: running.server,
    database,
    async stop(grace = 0) {
      running.refuse()
      await delay(grace)
      const jobsStopped = Promise.all([domains.stop(), purge.stop(), rotation.stop()])
      await running.end(jobsStopped)
      await parts.close()
    },
  }
}

/** The only place that makes services and resolvers. */
async function compose(config: Config, options: AppOptions) {
  const clock = options.clock ?? systemClock
  const log = withoutContents(options.log ?? makeLog(config.logLevel))
  const database = await Database.open(config.database, clock, options.statements)
  const secrets = await database.shared.alone('first start', () => openSecrets(config, database, log))
  const metrics = new Metrics(() => database.waitingWrites)
  const limiters = limiterStore(database.pool, metrics.refused)
  const budget = new CostBudget(limiters, options.costs)
  const sessions = new Sessions(database, clock)
  const keys = new ApiKeys(database, clock, new KeyLimiter(limiters))
  const writes = new Writes(database, secrets)
  const { platform } = config
  const cleaner = new HtmlCleaner()
  const reader = new MessageReader()
  const decider = new InboundDecider()
  const files = new ConfigurationReader()
  const bySlug = new OrganisationsBySlug(database, clock)
  const common = { config, database, writes, secrets, clock, log, limiters, bySlug }
  const domains = composeDomains({ ...common, asked: metrics.checked })
  const organisations = new OrganisationService({
    platformRoot: platform.root,
    issueScope: scopeOfNewOrganisation,
    addPlatformDomain: (uow, name) => addPlatformDomain(uow, name, platform),
  })
  const people = composePeople({
    ...common,
    sessions,
    foundOrganisation: (unit, wanted, ownerId, actor) => organisations.found(unit, wanted, ownerId, actor),
  })
  await database.shared.alone('first start', () => foundByConfiguration(config, people.auth, database))
  await Promise.all([sessions.forgetOver(), people.forgetOver(), writes.forgetOldKeys(clock.now())])

  const schema = makeSchema(RESOLVERS, [
    ...people.resolvers,
    ...organisationResolvers({ ...common, sessions, keys, organisations, platform, people }),
    new DomainResolver({ service: domains.service, platform, database, clock }),
    new OrganisationDomainsResolver(),
    domains.shareResolver,
    ...smtpServerResolvers({ ...common, changed: domains.changed }),
    ...inboundResolvers({ ...common, reader, decider, platform }),
    new OutboundResolver(new OutboundService(cleaner, platform, clock)),
    new ResolveRecipientResolver(database, platform.root),
    ...routingResolvers(database, writes, cleaner, platform, clock),
    ...configurationResolvers({ ...common, platform, cleaner, files, reader, decider, organisations, domains }),
  ])
  const close = async () => {
    await Promise.all([cleaner, reader, decider, files].map((each) => each.close()))
    await keys.idle()
    await database.close()
  }
  return { ...common, sessions, keys, budget, metrics, domains, people, schema, close }
}

/** Serves requests and live updates until `end`; after `refuse` a proxy is told to go elsewhere. */
async function listen(parts: Parts) {
  const { config, log, database, secrets, sessions, keys, metrics, domains, schema } = parts
  const apollo = makeServer(schema, log, parts.budget)
  await apollo.start()
  let isStopping = false
  const cookie = new SessionCookie(config.publicUrl?.startsWith('https:') ?? false)
  const contexts = new RequestContexts(database, sessions, keys, cookie, config.publicUrl)
  const server = await makeHttpServer({
    config,
    log,
    apollo,
    contexts,
    database,
    downloads: new Downloads(contexts, parts.bySlug, parts.budget),
    health: { isReady: async () => !isStopping && (await isReady({ database, secrets, target: config.database })) },
    metrics,
    schemaText: schemaText(),
    consoleFolder: CONSOLE_FOLDER,
  })
  server.addHook('onSend', async (_request, reply) => {
    if (isStopping) reply.header('connection', 'close')
  })
  const endLive = serveLive(server, {
    schema,
    contexts,
    budget: parts.budget,
    log,
    feeds: { domainFeed: domains.feed },
  })
  await server.listen({ host: config.host, port: config.port })
  return {
    server,
    refuse: () => (isStopping = true),
    async end(jobsStopped: Promise<unknown>): Promise<void> {
      await endLive()
      await jobsStopped
      const cut = setTimeout(() => server.server.closeAllConnections(), LONGEST_REQUEST_MS)
      await server.close()
      clearTimeout(cut)
      await apollo.stop()
    },
  }
}

interface OrganisationParts extends Pick<Parts, 'database' | 'writes' | 'sessions' | 'keys' | 'log' | 'people'> {
  readonly organisations: OrganisationService
  readonly bySlug: OrganisationsBySlug
  readonly platform: Platform
}

/** Resolvers of organisations and of who may do what in them; a change is felt at once. */
function organisationResolvers(parts: OrganisationParts) {
  const { database, bySlug, writes, sessions, keys, log, organisations, platform, people } = parts
  const forgetCallers = () => [sessions, keys].forEach((each) => each.forget())
  return [
    new OrganisationResolver(organisations, database, bySlug, writes, platform.root, forgetCallers, (what) => {
      log.info(what, 'An organisation was deleted')
      database.scrub().catch((err: unknown) => log.error({ err }, 'What was deleted may still be in the files'))
    }),
    new MemberResolver(new AccessService(), database, writes, forgetCallers),
    new OrganisationMembersResolver(),
    new RoleResolver(database, writes, forgetCallers),
    new ApiKeyResolver(database, writes, () => keys.forget(), people.credentials),
    new AuditResolver(),
  ]
}

/** The keyring, proven to be the one of this database, which keeps its promises. */
async function openSecrets({ secretKeyFile }: Config, database: Database, log: Logger): Promise<Secrets> {
  try {
    const check = await loadKeyringCheck(database)
    const secrets = Secrets.open(secretKeyFile, { mustOpen: check !== null })
    await checkKeyring(database, secrets, check)
    log.info({ ...(await database.facts()), key: secrets.keyIds().current }, 'Database and keyring are checked')
    return secrets
  } catch (reason) {
    await database.close()
    throw reason
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
