import { error } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { countCodePoints, findForbiddenCharacter } from '../text.js'

/** Longest name of a queue, skill, flow, role, organisation and the like, in code points (R-ORG-7). */
export const NAME_LIMIT = 100

/**
 * A name of a thing: trimmed, 1 to 100 code points, no control or bidirectional characters (R-ORG-7).
 * Problems: REQUIRED, FORBIDDEN_CHARACTERS, TOO_LONG. Uniqueness is the caller's, by `nameKey`.
 */
export function parseName(value: string | null | undefined, path: readonly string[]): Result<string> {
  const name = value?.trim() ?? ''
  if (name === '') return { ok: false, problems: [error('REQUIRED', path)] }
  const found = findForbiddenCharacter(name)
  if (found !== undefined) return { ok: false, problems: [error('FORBIDDEN_CHARACTERS', path, { found })] }
  const count = countCodePoints(name)
  return resultOf(name, count > NAME_LIMIT ? [error('TOO_LONG', path, { limit: NAME_LIMIT, count })] : [])
}

/** What two names of one kind must differ in: the name without regard to case and composition (R-ORG-7). */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase().normalize('NFC')
}
