import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const API_PATHS = /^\/(graphql|export|livez|readyz|metrics)(\/|\?|$)/
/** Files of the build: one that is not there is no page. */
const FILE = /^\/assets\//

/** What browsers read of a page alone: on scripts and styles it is a quarter of what the first visit loads. */
const OF_PAGES = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
]

/** Serves the built console: compressed beforehand, cached for ever where the name carries a hash. */
export async function serveConsole(server: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    server.log.warn({ folder }, 'the console is not built: only the API is served')
    return
  }
  await server.register(fastifyStatic, {
    root: folder,
    preCompressed: true,
    wildcard: false,
    index: ['index.html'],
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/assets/')
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      if (isHashed) for (const name of OF_PAGES) reply.removeHeader(name)
    },
  })
  server.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && /text\/html|\*\/\*/.test(request.headers.accept ?? '*/*')
    const isPage = !API_PATHS.test(request.url) && !FILE.test(request.url)
    if (wantsPage && isPage) return reply.sendFile('index.html')
    return reply.code(404).send({ error: 'Not found' })
  })
}
