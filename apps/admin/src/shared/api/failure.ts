import { ApolloError, type ServerError } from '@apollo/client/core'
import type { Problem } from '@mailroom/core'

/** Why a request failed as a whole; problems of the input are not failures. */
export type Failure =
  | { readonly kind: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'OFFLINE' }
  | { readonly kind: 'RATE_LIMITED'; readonly retryAfter: number }
  /** A question that the server cannot answer, and why. */
  | { readonly kind: 'REFUSED'; readonly problem: Problem }
  /** The server can store nothing at present, or has lost its database. */
  | { readonly kind: 'UNAVAILABLE'; readonly reason: 'STORAGE_FULL' | 'NO_DATABASE' }
  | { readonly kind: 'UNKNOWN'; readonly incidentId: string | null }

interface WireError {
  readonly extensions?: Record<string, unknown> | undefined
}

interface Failed {
  readonly graphQLErrors?: readonly WireError[] | undefined
  readonly networkError?: unknown
}

/** GraphQL errors of a failed operation, wherever the transport put them. */
export function wireErrors({ graphQLErrors, networkError }: Failed): readonly WireError[] {
  if (graphQLErrors?.length) return graphQLErrors
  const result = (networkError as ServerError | null | undefined)?.result
  return typeof result === 'object' && Array.isArray(result['errors']) ? result['errors'] : []
}

/** What kind of failure an error thrown by Apollo is. */
export function toFailure(error: unknown): Failure {
  const extensions = error instanceof ApolloError ? wireErrors(error)[0]?.extensions : undefined
  const code = extensions?.['code']
  if (code === 'UNAUTHENTICATED' || code === 'FORBIDDEN' || code === 'NOT_FOUND') return { kind: code }
  if (code === 'RATE_LIMITED') return { kind: code, retryAfter: Number(extensions?.['retryAfter'] ?? 10) }
  if (code === 'UNAVAILABLE') {
    return { kind: code, reason: extensions?.['reason'] === 'STORAGE_FULL' ? 'STORAGE_FULL' : 'NO_DATABASE' }
  }
  const problem = extensions?.['problem'] as Pick<Problem, 'code' | 'params'> | undefined
  if (problem) return { kind: 'REFUSED', problem: { severity: 'ERROR', path: [], ...problem } }
  const offline = error instanceof ApolloError && error.networkError !== null && !('statusCode' in error.networkError)
  if (offline) return { kind: 'OFFLINE' }
  return { kind: 'UNKNOWN', incidentId: extensions?.['incident'] ? String(extensions['incident']) : null }
}
