import { error } from '../problem.js'
import type { Result } from '../result.js'

/** Longest language tag, in characters. */
const LONGEST = 35

/** A BCP 47 language tag in its canonical form: `DE-ch` is `de-CH`. Problems: REQUIRED, TOO_LONG, INVALID. */
export function parseLanguageTag(value: string | null | undefined, path: readonly string[]): Result<string> {
  const tag = value?.trim() ?? ''
  if (tag === '') return { ok: false, problems: [error('REQUIRED', path)] }
  if (tag.length > LONGEST)
    return { ok: false, problems: [error('TOO_LONG', path, { limit: LONGEST, count: tag.length })] }
  const canonical = canonicalTag(tag)
  if (canonical === undefined) return { ok: false, problems: [error('INVALID', path)] }
  return { ok: true, value: canonical, problems: [] }
}

function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}
