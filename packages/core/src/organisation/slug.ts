import { error } from '../problem.js'
import { resultOf, type Result } from '../result.js'

/** Slugs that the platform needs for itself under its root (R-ORG-3). */
export const RESERVED_SLUGS: readonly string[] = ['mx', 'feedback', 'in', 'www', 'api', 'mail', 'postmaster', 'abuse']

/** Days for which a slug or platform name that was given up comes back to its organisation alone (R-ORG-3). */
export const NAME_RESERVED_DAYS = 90

const DAY = 24 * 60 * 60 * 1000

/** Until when a name that is given up at this time is reserved; both in milliseconds since 1970 (R-ORG-3). */
export function nameReservedUntil(givenUpAt: number): number {
  return givenUpAt + NAME_RESERVED_DAYS * DAY
}

const SHORTEST = 3
const LONGEST = 40
/** A slug is a DNS label too, hence no hyphen at its ends nor two at its third place. */
const SLUG = /^(?!..--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/

/**
 * A slug: a–z, 0–9 and hyphens, 3 to 40 characters, not reserved; also valid as a DNS label (R-ORG-3).
 * Surrounding blanks are taken off. Problems: REQUIRED, INVALID, TOO_SHORT, TOO_LONG, SLUG_RESERVED.
 */
export function parseSlug(value: string | null | undefined, path: readonly string[]): Result<string> {
  const slug = value?.trim() ?? ''
  if (slug === '') return { ok: false, problems: [error('REQUIRED', path)] }
  if (!SLUG.test(slug)) return { ok: false, problems: [error('INVALID', path)] }
  const count = slug.length
  if (count < SHORTEST) return { ok: false, problems: [error('TOO_SHORT', path, { limit: SHORTEST, count })] }
  if (count > LONGEST) return { ok: false, problems: [error('TOO_LONG', path, { limit: LONGEST, count })] }
  return resultOf(slug, RESERVED_SLUGS.includes(slug) ? [error('SLUG_RESERVED', path, { found: slug })] : [])
}

/** A valid slug for a name: what is left of it in a–z and 0–9, completed where that is too short or reserved. */
export function slugOf(name: string): string {
  const plain = name.toLowerCase().replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '')
  const slug = trimHyphens(trimHyphens(plain.replace(/[^a-z0-9]+/g, '-')).slice(0, LONGEST))
  if (slug === '') return 'organization'
  return slug.length < SHORTEST || RESERVED_SLUGS.includes(slug) ? `${slug}-org` : slug
}

function trimHyphens(value: string): string {
  return value.replace(/^-|-$/g, '')
}
