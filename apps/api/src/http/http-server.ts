import { randomUUID } from 'node:crypto'
import type { ApolloServer } from '@apollo/server'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import fastifyCompress from '@fastify/compress'
import fastifyCookie from '@fastify/cookie'
import fastifyUnderPressure from '@fastify/under-pressure'
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Config } from '../config.js'
import type { Database } from '../database/database.js'
import { Unavailable } from '../database/unavailable.js'
import { addAddressDownload } from '../features/address-file/address-file-download.js'
import { addAuditDownload } from '../features/audit/audit-download.js'
import type { Context } from '../graphql/context.js'
import { ApiError, badInput, shown } from '../graphql/errors.js'
import { BODY_LIMIT, LARGE_BODY_LIMIT, limitBody, mayBeLarge, TooLarge } from './body-limits.js'
import { isTooDeep } from './depth.js'
import { serveConsole } from './console.js'
import type { Downloads } from './downloads.js'
import type { Metrics } from './metrics.js'
import { serveExport } from './export.js'
import { addProbes, type Health } from './probes.js'
import type { RequestContexts } from './request-context.js'
import { addSecurityHeaders } from './security-headers.js'

const SMALLEST_COMPRESSED = 1024
const BUSY_EVENT_LOOP_MS = 1_000
const REQUEST_TIMEOUT_MS = 30_000
const STATUS: Readonly<Record<string, number>> = {
  BAD_USER_INPUT: 400,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
}

export interface HttpParts {
  readonly config: Pick<Config, 'publicUrl' | 'trustedProxies' | 'metricsToken'>
  readonly log: Logger
  readonly apollo: ApolloServer<Context>
  readonly contexts: RequestContexts
  readonly database: Database
  readonly downloads: Downloads
  readonly health: Health
  readonly metrics: Metrics
  /** The schema as text. */
  readonly schemaText: string
  readonly consoleFolder: string
}

/** Everything that is answered over HTTP. */
export async function makeHttpServer(parts: HttpParts): Promise<FastifyInstance> {
  const { config, log } = parts
  const server = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    bodyLimit: LARGE_BODY_LIMIT,
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
    requestTimeout: REQUEST_TIMEOUT_MS,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  })
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = statusOf(error)
    if (status >= 500) log.error({ err: error }, error instanceof Unavailable ? error.message : 'unexpected error')
    const retryAfter = error instanceof Unavailable ? error.retryAfter : retryAfterOf(error)
    if (retryAfter !== undefined) void reply.header('retry-after', retryAfter)
    void reply.code(status).send(errorBody(error, status))
  })
  await addSecurityHeaders(server, config.publicUrl?.startsWith('https:') ?? false)
  await server.register(fastifyCookie)
  await server.register(fastifyCompress, {
    threshold: SMALLEST_COMPRESSED,
    encodings: ['gzip'],
    zlibOptions: { level: 1 },
  })
  await server.register(fastifyUnderPressure, { maxEventLoopDelay: BUSY_EVENT_LOOP_MS, pressureHandler: refuseWork })
  addProbes(server, parts.health, parts.metrics, config.metricsToken)
  addGraphql(server, parts)
  addAuditDownload(server, parts.downloads, parts.database)
  addAddressDownload(server, parts.downloads, parts.database)
  serveExport(server, parts.downloads, parts.database)
  await serveConsole(server, parts.consoleFolder)
  return server
}

function addGraphql(server: FastifyInstance, { apollo, contexts, schemaText }: HttpParts): void {
  server.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    preParsing: async (request, _reply, payload) =>
      limitBody(
        request,
        payload,
        Number(request.headers['content-length'] ?? BODY_LIMIT + 1) > BODY_LIMIT &&
          (await contexts.isSignedIn(request)),
      ),
    preHandler: async (request) => {
      if (isTooDeep(request.body)) throw badInput('The request nests too deep')
      const isLarge = Number(request.headers['content-length'] ?? BODY_LIMIT + 1) > BODY_LIMIT
      if (isLarge && JSON.stringify(request.body ?? '').length > BODY_LIMIT && !mayBeLarge(request.body)) {
        throw new TooLarge(BODY_LIMIT)
      }
    },
    handler: fastifyApolloHandler(apollo, { context: (request, reply) => contexts.ofRequest(request, reply) }),
  })
  server.get('/graphql/schema.graphql', async (request, reply) => {
    const { caller } = await contexts.ofRequest(request, reply)
    caller.required()
    return reply.type('text/plain; charset=utf-8').send(schemaText)
  })
}

/** Refuses what would only wait: the process is behind with what it has begun. */
function refuseWork(): never {
  throw new Unavailable('BUSY', undefined)
}

function retryAfterOf(error: Error): number | undefined {
  return error instanceof ApiError ? (error.extensions['retryAfter'] as number | undefined) : undefined
}

function statusOf(error: Error & { statusCode?: number }): number {
  if (error instanceof Unavailable) return 503
  if (error instanceof ApiError) return STATUS[String(error.extensions['code'])] ?? 401
  return error.statusCode ?? 500
}

/** In the shape of GraphQL errors, without internals. */
function errorBody(error: Error, status: number): object {
  if (error instanceof Unavailable) {
    const { message, reason, retryAfter } = error
    return { errors: [{ message, extensions: { code: 'UNAVAILABLE', reason, retryAfter } }] }
  }
  if (error instanceof ApiError) return { errors: [{ message: error.message, extensions: shown(error) }] }
  const isCallers = status < 500
  const code = isCallers ? 'BAD_USER_INPUT' : 'INTERNAL'
  return { errors: [{ message: isCallers ? error.message : 'Something went wrong', extensions: { code } }] }
}
