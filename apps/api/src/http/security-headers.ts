import type { OutgoingHttpHeaders } from 'node:http'
import fastifyHelmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** Gives every answer its security headers: they are the same for all, so they are made for the first one alone. */
export async function addSecurityHeaders(server: FastifyInstance, isSecure: boolean): Promise<void> {
  await server.register(fastifyHelmet, { ...securityHeaders(isSecure), global: false })
  let made: ReturnType<typeof headersOf> | undefined
  server.addHook('onRequest', (_request, reply, done) => {
    made ??= headersOf(reply)
    void reply.headers(made)
    done()
  })
}

function headersOf(reply: FastifyReply): OutgoingHttpHeaders {
  void reply.helmet()
  const headers = { ...reply.raw.getHeaders() }
  for (const name of Object.keys(headers)) reply.raw.removeHeader(name)
  return headers
}

/** No inline script, no eval, nothing from elsewhere; the page cannot be framed. */
function securityHeaders(isSecure: boolean): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // Positions of menus, and previews of signatures in their sandbox.
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ['vue', 'mailroom-preview'],
      },
    },
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    hsts: isSecure && { maxAge: 31_536_000 },
  }
}
