import { randomBytes } from 'node:crypto'
import { unwrapResolverError } from '@apollo/server/errors'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import type { Logger } from 'pino'
import { Unavailable } from '../database/unavailable.js'

/** What a caller cannot mend in a form (with `Unavailable`); everything else is a problem in a payload. */
export type ErrorCode = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'RATE_LIMITED' | 'BAD_USER_INPUT' | 'INTERNAL'

/** An error whose message may be shown. */
export class ApiError extends GraphQLError {
  constructor(code: ErrorCode, message: string, extensions: Readonly<Record<string, unknown>> = {}) {
    super(message, { extensions: { ...extensions, code } })
  }
}

export const unauthenticated = (): ApiError => new ApiError('UNAUTHENTICATED', 'Sign in first')
/** As `unauthenticated`, of a whole request: answered with status 401. */
export const refusedCaller = (): ApiError => new ApiError('UNAUTHENTICATED', 'Sign in first', { http: { status: 401 } })
export const forbidden = (): ApiError => new ApiError('FORBIDDEN', 'You may not do this here')
/** To members and API keys of an organisation that the operator has suspended. */
export const suspended = (): ApiError =>
  new ApiError('FORBIDDEN', 'The operator has suspended this organisation', { reason: 'ORGANIZATION_SUSPENDED' })
export const notFound = (): ApiError => new ApiError('NOT_FOUND', 'There is no such thing')
export const badInput = (message: string): ApiError => new ApiError('BAD_USER_INPUT', message)
/** `retryAfter` in seconds. */
export const rateLimited = (retryAfter: number): ApiError =>
  new ApiError('RATE_LIMITED', `Too many attempts. Try again in ${retryAfter} s`, { retryAfter })

/** As `rateLimited`, of a whole request: answered with status 429. */
export const tooManyRequests = (retryAfter: number): ApiError =>
  new ApiError('RATE_LIMITED', `Too many attempts. Try again in ${retryAfter} s`, { retryAfter, http: { status: 429 } })

/** Points of a key or organisation are spent (`CostBudget`); `retryAfter` in seconds. */
export const overBudget = (retryAfter: number): ApiError =>
  new ApiError('RATE_LIMITED', `Too much was asked for lately. Try again in ${retryAfter} s`, {
    retryAfter,
    http: { status: 429, headers: new Map([['retry-after', String(retryAfter)]]) },
  })

/** Refusals by the server library, before any resolver ran. */
const REQUEST_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
])
const LONGEST_MESSAGE = 500

/** Lets our own errors and refusals of the request pass; of anything else the caller gets the id of a log entry. */
export function errorFormatter(log: Logger) {
  return (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(thrown)
    const position = {
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
    }
    if (original instanceof Unavailable) {
      log[original.reason === 'BUSY' ? 'warn' : 'error']({ err: original.cause }, original.message)
    }
    if (original instanceof ApiError || original instanceof Unavailable) {
      return { message: original.message, ...position, extensions: shown(original) }
    }
    const code = String(formatted.extensions?.['code'] ?? '')
    if (REQUEST_CODES.has(code) && isRefusal(original)) {
      const message = formatted.message.slice(0, LONGEST_MESSAGE)
      return { message, ...position, extensions: { code: 'BAD_USER_INPUT' } }
    }
    const incident = randomBytes(6).toString('hex')
    log.error({ err: original, incident, path: formatted.path }, 'unexpected error')
    return {
      message: `Something went wrong (incident ${incident})`,
      ...position,
      extensions: { code: 'INTERNAL', incident },
    }
  }
}

/** Extensions without those that speak to the server library alone. */
export function shown({ extensions }: ApiError | Unavailable): Record<string, unknown> {
  return Object.fromEntries(Object.entries(extensions).filter(([name]) => name !== 'http'))
}

/** Whether the library made the error about the request, not a resolver by accident. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error instanceof GraphQLError || error.name === 'GraphQLError' || error.name === 'BadRequestError')
  )
}
