import { error, warning, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { countCodePoints, excerpt, findForbiddenCharacter } from '../text.js'
import { ADDRESS_LIMITS } from './limits.js'

const ADDRESS_IN_TEXT = /[^\s@<>"'(),;:[\]]{1,64}@[^\s@<>"'(),;:[\]]{1,253}/g

/**
 * The name shown before an address (R-ADR-2): trimmed, blank is none, at most 120 code points. Problems: TOO_LONG,
 * FORBIDDEN_CHARACTERS for control and bidirectional characters; the warning FROM_NAME_HAS_ADDRESS for an e-mail address
 * in it other than `own`.
 */
export function parseFromName(
  value: string | null | undefined,
  path: readonly string[],
  own?: string,
): Result<string | null> {
  const name = value?.trim() ?? ''
  const forbidden = findForbiddenCharacter(value ?? '')
  if (name === '' && !forbidden) return { ok: true, value: null, problems: [] }
  const problems: Problem[] = []
  const count = countCodePoints(name)
  if (count > ADDRESS_LIMITS.fromName) problems.push(error('TOO_LONG', path, { limit: ADDRESS_LIMITS.fromName, count }))
  if (forbidden) problems.push(error('FORBIDDEN_CHARACTERS', path, { found: forbidden }))
  const foreign = foreignAddress(name, own)
  if (foreign) problems.push(warning('FROM_NAME_HAS_ADDRESS', path, { found: excerpt(foreign) }))
  return resultOf(name, problems)
}

function foreignAddress(name: string, own: string | undefined): string | undefined {
  return name.match(ADDRESS_IN_TEXT)?.find((found) => found.toLowerCase() !== own?.toLowerCase())
}
