import { Transform, type Readable } from 'node:stream'
import { parse, type DocumentNode } from 'graphql'
import type { FastifyRequest } from 'fastify'
import { MAX_TOKENS } from '../graphql/limits.js'

/** Bytes of a request. */
export const BODY_LIMIT = 256 * 1024
/** Bytes of a signed-in caller's request that is a single `simulateInbound`. */
export const SIMULATION_BODY_LIMIT = 15 * 1024 * 1024

/** A request that is too large, answered with 413. */
export class TooLarge extends Error {
  readonly statusCode = 413
  constructor(limit: number) {
    super(`The request is larger than ${limit} bytes`)
  }
}

/** Stops reading as soon as the caller's limit is passed. Of an announced length the HTTP parser reads no more. */
export function limitBody(request: FastifyRequest, payload: Readable, isSignedIn: boolean): Readable {
  const limit = isSignedIn ? SIMULATION_BODY_LIMIT : BODY_LIMIT
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

/** Whether a body above the common limit may pass: one operation that asks an organisation for `simulateInbound` alone. */
export function isSimulation(body: unknown): boolean {
  const query = (body as { query?: unknown } | null)?.query
  if (typeof query !== 'string' || query.length > BODY_LIMIT) return false
  try {
    return simulatesOnly(parse(query, { maxTokens: MAX_TOKENS, noLocation: true }))
  } catch {
    return false
  }
}

function simulatesOnly(document: DocumentNode): boolean {
  const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition')
  const [operation] = operations
  if (operations.length !== 1 || operation?.operation !== 'query') return false
  const fields = operation.selectionSet.selections
  const [field] = fields
  if (fields.length !== 1 || field?.kind !== 'Field' || field.name.value !== 'organization') return false
  const asked = field.selectionSet?.selections.map((each) => (each.kind === 'Field' ? each.name.value : '')) ?? []
  return asked.every((name) => name === 'simulateInbound' || name === '__typename' || name === 'id')
}
