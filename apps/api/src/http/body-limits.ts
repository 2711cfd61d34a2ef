import { Transform, type Readable } from 'node:stream'
import { parse, type DocumentNode, type FieldNode } from 'graphql'
import type { FastifyRequest } from 'fastify'
import { MAX_TOKENS } from '../graphql/limits.js'

/** Bytes of a request. */
export const BODY_LIMIT = 256 * 1024
/** Bytes of a signed-in caller's request that brings a file: a single `simulateInbound` or one of `FILE_MUTATIONS`. */
export const LARGE_BODY_LIMIT = 15 * 1024 * 1024

/** Mutations that take a file. */
const FILE_MUTATIONS = new Set(['importEmailAddresses', 'planConfiguration', 'applyConfiguration'])

/** A request that is too large, answered with 413. */
export class TooLarge extends Error {
  readonly statusCode = 413
  constructor(limit: number) {
    super(`The request is larger than ${limit} bytes`)
  }
}

/** Stops reading as soon as the caller's limit is passed. Of an announced length the HTTP parser reads no more. */
export function limitBody(request: FastifyRequest, payload: Readable, isSignedIn: boolean): Readable {
  const limit = isSignedIn ? LARGE_BODY_LIMIT : BODY_LIMIT
  const announced = request.headers['content-length']
  if (Number(announced ?? 0) > limit) throw new TooLarge(limit)
  if (announced !== undefined) return payload
  let received = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length
      done(received > limit ? new TooLarge(limit) : null, chunk)
    },
  })
  return payload.pipe(counted)
}

/** Whether a body above the common limit may pass: one operation with a file and nothing else. */
export function mayBeLarge(body: unknown): boolean {
  const query = (body as { query?: unknown } | null)?.query
  if (typeof query !== 'string' || query.length > BODY_LIMIT) return false
  try {
    return takesFileOnly(parse(query, { maxTokens: MAX_TOKENS, noLocation: true }))
  } catch {
    return false
  }
}

function takesFileOnly(document: DocumentNode): boolean {
  const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition')
  const [operation] = operations
  if (operations.length !== 1 || !operation) return false
  const [field, ...others] = operation.selectionSet.selections
  if (others.length > 0 || field?.kind !== 'Field') return false
  return operation.operation === 'mutation' ? FILE_MUTATIONS.has(field.name.value) : simulatesOnly(field)
}

function simulatesOnly(field: FieldNode): boolean {
  if (field.name.value !== 'organization') return false
  const asked = field.selectionSet?.selections.map((each) => (each.kind === 'Field' ? each.name.value : '')) ?? []
  return asked.every((name) => name === 'simulateInbound' || name === '__typename' || name === 'id')
}
