import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import {
  createSourceEventStream,
  execute,
  GraphQLError,
  parse,
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
import { ApiError, errorFormatter, unauthenticated } from '../graphql/errors.js'
import { MAX_TOKENS, VALIDATION_RULES } from '../graphql/limits.js'
import type { RequestContexts } from './request-context.js'

const LARGEST_MESSAGE = 64 * 1024
/** Rights are looked at this often: whoever loses a session or a right loses the socket within about a second. */
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
  const formatted = (errors: readonly GraphQLError[]): GraphQLFormattedError[] =>
    errors.map((error) => formatError(isRefusedRequest(error) ? refusal(error) : error.toJSON(), error))
  server.server.on('upgrade', (request, socket, head) => {
    if (request.url?.split('?')[0] !== '/graphql' || !contexts.isOwnOrigin(request)) return socket.destroy()
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request))
  })
  const live = useServer<Record<string, never>, { request: IncomingMessage }>(
    {
      schema,
      validate: (ofSchema, document) =>
        validate(ofSchema, document, [...specifiedRules, ...VALIDATION_RULES, subscriptionsOnly]),
      onSubscribe: (_context, _id, { query }) => syntaxErrors(query),
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
    let before: ReadonlySet<string> = new Set()
    const recheck = async () => {
      const now = rightsOf(await contextOf(request).catch(() => null))
      if (now === null || [...before].some((right) => !now.has(right)))
        socket.close(CloseCode.Forbidden, 'No longer allowed')
      before = now ?? before
    }
    void recheck()
    const timer = setInterval(() => void recheck(), RECHECK_MS)
    socket.on('close', () => clearInterval(timer))
  })
  return async () => {
    await live.dispose()
    sockets.close()
  }
}

/** What the caller may do, by organisation: who loses something asks anew. Null: not signed in. */
function rightsOf(context: SocketContext | null): ReadonlySet<string> | null {
  const grants = context?.caller.principal?.grants.values()
  if (!grants) return null
  const effective = [...grants].filter(({ isSuspended }) => !isSuspended)
  return new Set(
    effective.flatMap(({ organisationId, permissions }) => [
      organisationId,
      ...[...permissions].map((permission) => `${organisationId} ${permission}`),
    ]),
  )
}

/** What the library would take for its own failure. */
function syntaxErrors(query: string): GraphQLError[] | undefined {
  try {
    parse(query, { maxTokens: MAX_TOKENS, noLocation: true })
    return undefined
  } catch (error) {
    return [error as GraphQLError]
  }
}

/** Errors that no field made are about the request. */
const isRefusedRequest = (error: GraphQLError): boolean => error.path === undefined && !(error instanceof ApiError)

/** As the endpoint words it: without hints at the schema. */
const refusal = (error: GraphQLError): GraphQLFormattedError => ({
  message: error.message.replace(/ ?Did you mean(.+?)\?$/, ''),
  extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
})

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
