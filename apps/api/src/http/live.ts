import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { GraphQLError, specifiedRules, validate, type GraphQLSchema, type ValidationRule } from 'graphql'
import { CloseCode } from 'graphql-ws'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { VALIDATION_RULES } from '../graphql/limits.js'
import type { RequestContexts } from './request-context.js'

const LARGEST_MESSAGE = 64 * 1024
/** Sign-in state is looked at this often: a revoked session loses its socket within about a second. */
const RECHECK_MS = 1_000

/** Subscriptions by graphql-ws at `/graphql`: own origin only, signed in only. Returns what ends them. */
export function serveLive(
  server: FastifyInstance,
  schema: GraphQLSchema,
  contexts: RequestContexts,
): () => Promise<void> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE })
  const contextOf = (request: IncomingMessage) =>
    contexts.ofSocket(request, server.parseCookie(request.headers.cookie ?? ''))
  server.server.on('upgrade', (request, socket, head) => {
    if (request.url?.split('?')[0] !== '/graphql' || !contexts.isOwnOrigin(request)) return socket.destroy()
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request))
  })
  const live = useServer<Record<string, never>, { request: IncomingMessage }>(
    {
      schema,
      validate: (ofSchema, document) =>
        validate(ofSchema, document, [...specifiedRules, ...VALIDATION_RULES, subscriptionsOnly]),
      onConnect: async ({ extra }) => (await contextOf(extra.request)) !== null,
      context: async ({ extra }) => (await contextOf(extra.request)) ?? undefined,
    },
    sockets,
  )
  sockets.on('connection', (socket, request) => {
    const timer = setInterval(async () => {
      if ((await contextOf(request)) === null) socket.close(CloseCode.Forbidden, 'Signed out')
    }, RECHECK_MS)
    socket.on('close', () => clearInterval(timer))
  })
  return async () => {
    await live.dispose()
    sockets.close()
  }
}

/** Queries and mutations come over HTTP, where the limits of the endpoint are. */
const subscriptionsOnly: ValidationRule = (context) => ({
  OperationDefinition({ operation }) {
    if (operation !== 'subscription') context.reportError(new GraphQLError('Subscriptions only'))
  },
})
