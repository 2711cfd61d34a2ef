import { error, type Problem } from '../problem.js'
import type { CannedResponseKind } from '../canned-response/types.js'
import type { ReferenceFacts } from './facts.js'

/** Kinds of things that settings refer to, by their type in the contract. */
export type ReferenceType = 'Queue' | 'Skill' | 'Language' | 'Flow' | 'CannedResponse' | 'EmailAddress'

/** REQUIRED for a blank id, REFERENCE_NOT_FOUND where the fact is known and has no such id; else nothing. */
export function checkReference(
  type: ReferenceType,
  id: string,
  find: ((id: string) => unknown) | undefined,
  path: readonly string[],
): Problem[] {
  if (!id) return [error('REQUIRED', path)]
  return find && find(id) === undefined ? [error('REFERENCE_NOT_FOUND', path, { type, id })] : []
}

/** Like `checkReference`, and WRONG_KIND for a canned response of another kind (R-ADR-9, R-FLO-3). */
export function checkResponse(
  id: string,
  expected: CannedResponseKind,
  facts: ReferenceFacts,
  path: readonly string[],
): Problem[] {
  const found = facts.response?.(id)
  if (found && found.kind !== expected) return [error('WRONG_KIND', path, { expected, found: found.kind })]
  return checkReference('CannedResponse', id, facts.response, path)
}
