import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import {
  createSourceEventStream,
  execute,
  GraphQLError,
  specifiedRules,
  validate,
  type ExecutionArgs,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql'
import { CloseCode } from 'graphql-ws'
import { useServer } from 'graphql-ws/use/ws'
import type { Logger } from 'pino'
import { WebSocketServer } from 'ws'
import type { Context } from '../graphql/context.js'
import { errorFormatter, unauthenticated } from '../graphql/errors.js'
import { VALIDATION_RULES } from '../graphql/limits.js'
import type { RequestContexts } from './request-context.js'

const LARGEST_MESSAGE = 64 * 1024
/** Sign-in state is looked at this often: a revoked session loses its socket within about a second. */
const RECHECK_MS = 1_000

type SocketContext = Context & { readonly request: IncomingMessage }

/**
 * Subscriptions by graphql-ws at `/graphql`: own origin only, signed in only. Each event is answered as a request of its
 * own, with the rights and rows of that moment. `feeds`: what subscriptions have in their context beside that of a
 * request. Returns what ends them.
 */
export function serveLive(
  server: FastifyInstance,
  schema: GraphQLSchema,
  contexts: RequestContexts,
  feeds: object,
  log: Logger,
): () => Promise<void> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE })
  const contextOf = async (request: IncomingMessage): Promise<SocketContext | null> => {
    const context = await contexts.ofSocket(request, server.parseCookie(request.headers.cookie ?? ''))
    return context && Object.assign(context, feeds, { request })
  }
  const formatError = errorFormatter(log)
  const formatted = (errors: readonly GraphQLError[] | undefined): GraphQLFormattedError[] =>
    (errors ?? []).map((error) => formatError(error.toJSON(), error))
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
      subscribe: (args) => subscribe(args, contextOf),
      onError: (_context, _id, _payload, errors) => formatted(errors),
      onNext: (_context, _id, _payload, _args, { data, errors }) =>
        errors ? { data: data ?? null, errors: formatted(errors) } : { data: data ?? null },
    },
    sockets,
  )
  sockets.on('connection', (socket, request) => {
    const recheck = async () => {
      const isSignedIn = (await contextOf(request).catch(() => null)) !== null
      if (!isSignedIn) socket.close(CloseCode.Forbidden, 'Signed out')
    }
    const timer = setInterval(() => void recheck(), RECHECK_MS)
    socket.on('close', () => clearInterval(timer))
  })
  return async () => {
    await live.dispose()
    sockets.close()
  }
}

/** The results of a subscription's events; the iterator can be left while it waits for one. */
async function subscribe(args: ExecutionArgs, contextOf: (request: IncomingMessage) => Promise<SocketContext | null>) {
  const { request } = args.contextValue as SocketContext
  const source = await createSourceEventStream(args)
  if (!(Symbol.asyncIterator in source)) return source
  const events = source[Symbol.asyncIterator]()
  const answer = async (event: unknown) => {
    const contextValue = await contextOf(request)
    return contextValue ? execute({ ...args, contextValue, rootValue: event }) : { errors: [unauthenticated()] }
  }
  return {
    async next() {
      const { done, value } = await events.next()
      return done ? { done, value: undefined } : { done: false as const, value: await answer(value) }
    },
    async return() {
      await events.return?.()
      return { done: true as const, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

/** Queries and mutations come over HTTP, where the limits of the endpoint are. */
const subscriptionsOnly: ValidationRule = (context) => ({
  OperationDefinition({ operation }) {
    if (operation !== 'subscription') context.reportError(new GraphQLError('Subscriptions only'))
  },
})
