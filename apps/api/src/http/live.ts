import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import {
  createSourceEventStream,
  execute,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql'
import { CloseCode, type SubscribePayload } from 'graphql-ws'
import { useServer } from 'graphql-ws/use/ws'
import type { Logger } from 'pino'
import { WebSocketServer } from 'ws'
import type { CostBudget } from '../auth/cost-budget.js'
import type { Context } from '../graphql/context.js'
import { ApiError, errorFormatter, rateLimited, unauthenticated } from '../graphql/errors.js'
import { costOf, MAX_TOKENS, VALIDATION_RULES } from '../graphql/limits.js'
import { OpenSockets } from './open-sockets.js'
import type { RequestContexts } from './request-context.js'

const LARGEST_MESSAGE = 64 * 1024
/** Rights are looked at this often: whoever loses a session or a right loses the socket within about a second. */
const RECHECK_MS = 1_000

/** A page has one or two. */
const SUBSCRIPTIONS_AT_MOST = 20
/** What opening a socket costs: its rights are looked at again and again. */
const SOCKET_COST = 100
/** Seconds after which a socket may have been closed. */
const SOCKETS_FULL_SECONDS = 5

export interface LiveParts {
  readonly schema: GraphQLSchema
  readonly contexts: RequestContexts
  readonly budget: CostBudget
  readonly log: Logger
  /** What subscriptions have in their context beside that of a request. */
  readonly feeds: object
}

type SocketContext = Context & { readonly request: IncomingMessage }
type LiveArgs = ExecutionArgs & { readonly contextValue: SocketContext }

/**
 * Subscriptions by graphql-ws at `/graphql`: own origin only, signed in only. Each event is answered as a request of its
 * own, with the rights and rows of that moment, and paid for as one. Returns what ends them.
 */
export function serveLive(server: FastifyInstance, parts: LiveParts): () => Promise<void> {
  const { contexts, budget } = parts
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE })
  const contextOf = async (request: IncomingMessage): Promise<SocketContext | null> => {
    const context = await contexts.ofSocket(request, server.parseCookie(request.headers.cookie ?? ''))
    return context && Object.assign(context, parts.feeds, { request })
  }
  const formatError = errorFormatter(parts.log)
  const formatted = (errors: readonly GraphQLError[]): GraphQLFormattedError[] =>
    errors.map((error) => formatError(isRefusedRequest(error) ? refusal(error) : error.toJSON(), error))
  const opened = new OpenSockets()
  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const context = await contextOf(request).catch(() => null)
    const leave = enter(context, opened, budget)
    if (leave instanceof ApiError) return refuse(socket, leave)
    socket.once('close', leave)
    if (socket.destroyed) return leave()
    sockets.handleUpgrade(request, socket, head, (ready) => sockets.emit('connection', ready, request))
  }
  server.server.on('upgrade', (request, socket, head) => {
    if (request.url?.split('?')[0] !== '/graphql' || !contexts.isOwnOrigin(request)) return socket.destroy()
    socket.on('error', () => socket.destroy())
    void upgrade(request, socket, head)
  })
  const live = useServer<Record<string, never>, { request: IncomingMessage }>(
    {
      onConnect: async ({ extra }) => (await contextOf(extra.request)) !== null,
      onSubscribe: async ({ extra, subscriptions }, _id, payload) => {
        if (Object.keys(subscriptions).length > SUBSCRIPTIONS_AT_MOST) return [rateLimited(SOCKETS_FULL_SECONDS)]
        const contextValue = await contextOf(extra.request)
        return contextValue ? operationOf(parts, payload, contextValue) : [unauthenticated()]
      },
      subscribe: (args) => subscribe(args as LiveArgs, contextOf, budget),
      onError: (_context, _id, _payload, errors) => formatted(errors.map(ownOf)),
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

/** What leaves again when a socket closes; why none is opened. Who is not signed in is told so by the protocol. */
function enter(context: SocketContext | null, opened: OpenSockets, budget: CostBudget): (() => void) | ApiError {
  const principal = context?.caller.principal
  if (!principal) return () => undefined
  return orRefusal(() => {
    budget.charge(context.caller, SOCKET_COST)
    return opened.enter(principal) ?? rateLimited(SOCKETS_FULL_SECONDS)
  })
}

function orRefusal<T>(work: () => T): T | ApiError {
  try {
    return work()
  } catch (reason) {
    if (reason instanceof ApiError) return reason
    throw reason
  }
}

/** Browsers show no more of it than that the socket did not open. Nobody reads from it: it ends with what it was told. */
function refuse(socket: Duplex, { extensions }: ApiError): void {
  socket.once('finish', () => socket.destroy())
  const lines = ['HTTP/1.1 429 Too Many Requests', `retry-after: ${String(extensions['retryAfter'])}`]
  socket.end([...lines, 'connection: close', 'content-length: 0', '', ''].join('\r\n'))
}

/** What is to run, or what is wrong with it. */
function operationOf(
  { schema }: LiveParts,
  { query, operationName, variables }: SubscribePayload,
  contextValue: SocketContext,
): LiveArgs | GraphQLError[] {
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS, noLocation: true })
    const errors = validate(schema, document, [...specifiedRules, ...VALIDATION_RULES, subscriptionsOnly])
    if (errors.length > 0) return [...errors]
    return { schema, document, operationName, variableValues: variables, contextValue }
  } catch (error) {
    return [error as GraphQLError]
  }
}

/** The error that ended a subscription, as it was thrown. */
const ownOf = (error: GraphQLError): GraphQLError =>
  error.originalError instanceof ApiError ? error.originalError : error

/** Errors that no field made are about the request. */
const isRefusedRequest = (error: GraphQLError): boolean => error.path === undefined && !(error instanceof ApiError)

/** As the endpoint words it: without hints at the schema. */
const refusal = (error: GraphQLError): GraphQLFormattedError => ({
  message: error.message.replace(/ ?Did you mean(.+?)\?$/, ''),
  extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
})

/** The results of a subscription's events; the iterator can be left while it waits for one. */
async function subscribe(
  args: LiveArgs,
  contextOf: (request: IncomingMessage) => Promise<SocketContext | null>,
  budget: CostBudget,
) {
  const cost = paidFor(args, budget)
  if (typeof cost !== 'number') return onlyResult({ errors: [cost] })
  const source = await createSourceEventStream(args)
  if (!(Symbol.asyncIterator in source)) return onlyResult(source)
  const events = source[Symbol.asyncIterator]()
  const answer = async (event: unknown) => {
    const contextValue = await contextOf(args.contextValue.request)
    if (!contextValue) return { errors: [unauthenticated()] }
    budget.charge(contextValue.caller, cost)
    return unlessLimited(await execute({ ...args, contextValue, rootValue: event }))
  }
  return {
    async next() {
      const { done, value } = await events.next()
      if (done) return { done, value: undefined }
      try {
        return { done: false as const, value: await answer(value) }
      } catch (reason) {
        await events.return?.()
        throw reason
      }
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

/** What the operation costs, and each of its events will; why it does not begin. */
function paidFor(args: LiveArgs, budget: CostBudget): number | ApiError {
  return orRefusal(() => {
    const cost = costOf(args.schema, args.document, args.operationName ?? null, args.variableValues ?? {})
    budget.charge(args.contextValue.caller, cost)
    return cost
  })
}

/** A result as it is, or thrown where points are spent: that ends the subscription with an error of its own. */
function unlessLimited(result: ExecutionResult): ExecutionResult {
  const limited = result.errors?.map(ownOf).find(({ extensions }) => extensions['code'] === 'RATE_LIMITED')
  if (limited) throw limited
  return result
}

/** What a subscription comes to that does not begin. */
async function* onlyResult(result: ExecutionResult): AsyncGenerator<ExecutionResult, undefined> {
  yield unlessLimited(result)
  return undefined
}

/** Queries and mutations come over HTTP, where the limits of the endpoint are. */
const subscriptionsOnly: ValidationRule = (context) => ({
  OperationDefinition({ operation }) {
    if (operation !== 'subscription') context.reportError(new GraphQLError('Subscriptions only'))
  },
})
