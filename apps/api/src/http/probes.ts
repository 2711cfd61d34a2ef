import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Metrics } from './metrics.js'

/** What the probes ask. */
export interface Health {
  isReady(): Promise<boolean>
}

/** `/livez`, `/readyz` without details, and `/metrics` for loopback or whoever has the token. */
export function addProbes(server: FastifyInstance, health: Health, metrics: Metrics, token: string | null): void {
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.requests.observe({ route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  server.get('/livez', async () => 'ok')
  server.get('/readyz', async (_request, reply) =>
    (await health.isReady()) ? 'ok' : reply.code(503).send('not ready'),
  )
  server.get('/metrics', async (request, reply) => {
    if (!mayRead(request, token)) return reply.code(404).send({ error: 'Not found' })
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
}

function mayRead(request: FastifyRequest, token: string | null): boolean {
  if (isLoopback(request)) return true
  const given = Buffer.from(request.headers.authorization ?? '')
  const expected = Buffer.from(`Bearer ${token ?? ''}`)
  return token !== null && given.length === expected.length && timingSafeEqual(given, expected)
}

/** What a proxy on this machine passes on is not from here. */
function isLoopback({ ip, headers }: FastifyRequest): boolean {
  const isPassedOn = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined
  return !isPassedOn && /^(127\.|::1$|::ffff:127\.)/.test(ip)
}
