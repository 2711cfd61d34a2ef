import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** What the probes ask. */
export interface Health {
  isReady(): Promise<boolean>
}

/** `/livez`, `/readyz` without details, and `/metrics` for loopback or whoever has the token. */
export function addProbes(server: FastifyInstance, health: Health, metricsToken: string | null): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'mailroom_http_request_seconds',
    help: 'Time to answer a request.',
    labelNames: ['route', 'status'],
    registers: [registry],
  })
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    duration.observe({ route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  server.get('/livez', async () => 'ok')
  server.get('/readyz', async (_request, reply) =>
    (await health.isReady()) ? 'ok' : reply.code(503).send('not ready'),
  )
  server.get('/metrics', async (request, reply) => {
    if (!mayRead(request, metricsToken)) return reply.code(404).send({ error: 'Not found' })
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

function mayRead(request: FastifyRequest, token: string | null): boolean {
  if (/^(127\.|::1$|::ffff:127\.)/.test(request.ip)) return true
  const given = Buffer.from(request.headers.authorization ?? '')
  const expected = Buffer.from(`Bearer ${token ?? ''}`)
  return token !== null && given.length === expected.length && timingSafeEqual(given, expected)
}
