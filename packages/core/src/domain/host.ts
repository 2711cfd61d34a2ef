import tr46 from 'tr46'
import { error, type Problem } from '../problem.js'
import type { Result } from '../result.js'
import { excerpt } from '../text.js'
import { checkNotation } from './notation.js'
import { findMixedScripts } from './scripts.js'

/** A domain name in its two forms (R-DOM-2). */
export interface DomainName {
  /** A-labels, lower case, without trailing dot: what is stored and compared. */
  readonly ascii: string
  /** What people see. */
  readonly unicode: string
}

const NAME_OCTETS = 253
const LABEL_OCTETS = 63
/** No name of 253 octets is longer than this when typed: the guard before any costly work. */
const TYPED_CHARACTERS = 1000

const UTS46 = {
  checkHyphens: true,
  checkBidi: true,
  checkJoiners: true,
  useSTD3ASCIIRules: true,
  verifyDNSLength: false,
  transitionalProcessing: false,
} as const

const NUMERIC_LABEL = /^(?:\p{Nd}+|0x[0-9a-f]*)$/u
/** Letters, marks, digits and hyphens: no symbols, no emoji. */
const LABEL = /^[\p{L}\p{M}\p{Nd}-]+$/u

/**
 * A fully qualified domain name, normalised (R-DOM-2 without its lists of refused names; R-ADR-1).
 * Problems: REQUIRED, DOMAIN_URL, _AT, _PORT, _IP, _WILDCARD, _UNDERSCORE, _SYNTAX, _TOO_LONG, _SINGLE_LABEL, and the
 * warning DOMAIN_MIXED_SCRIPTS. `found` of a problem is what was typed, at most 100 characters of it.
 */
export function normaliseHost(input: string | null | undefined, path: readonly string[] = []): Result<DomainName> {
  const typed = input?.trim() ?? ''
  if (typed === '') return { ok: false, problems: [error('REQUIRED', path)] }
  const found = excerpt(typed)
  if (typed.length > TYPED_CHARACTERS) return tooLong(path, NAME_OCTETS, typed.length)
  const notation = checkNotation(typed, path, proposeHost)
  if (notation) return { ok: false, problems: [notation] }

  const name = typed.replace(/[.。．｡]$/u, '')
  const { unicode, ascii } = formsOf(name)
  const refused = checkCharacters(unicode, found, path)
  if (refused) return { ok: false, problems: [refused] }
  if (ascii === null) return { ok: false, problems: [error('DOMAIN_SYNTAX', path, { found })] }

  const labels = ascii.split('.')
  const longest = Math.max(...labels.map((label) => label.length))
  if (longest > LABEL_OCTETS) return tooLong(path, LABEL_OCTETS, longest)
  if (ascii.length > NAME_OCTETS) return tooLong(path, NAME_OCTETS, ascii.length)
  if (labels.length < 2) return { ok: false, problems: [error('DOMAIN_SINGLE_LABEL', path, { found })] }
  return { ok: true, value: { ascii, unicode }, problems: findMixedScripts(unicode, path) }
}

interface Forms {
  readonly unicode: string
  readonly ascii: string | null
}

/** Forms of names that were asked for lately: thousands of lines of a file speak of the same few. */
const known = new Map<string, Forms>()
const KNOWN_AT_MOST = 1000

function formsOf(name: string): Forms {
  const found = known.get(name)
  if (found) return found
  const forms = { unicode: tr46.toUnicode(name, UTS46).domain, ascii: tr46.toASCII(name, UTS46) }
  if (known.size >= KNOWN_AT_MOST) known.clear()
  known.set(name, forms)
  return forms
}

function checkCharacters(unicode: string, found: string, path: readonly string[]): Problem | undefined {
  const labels = unicode.split('.')
  if (NUMERIC_LABEL.test(labels.at(-1) ?? '')) return error('DOMAIN_IP', path, { found })
  if (unicode.includes('*')) return error('DOMAIN_WILDCARD', path, { found })
  if (unicode.includes('_')) return error('DOMAIN_UNDERSCORE', path, { found })
  return labels.every((label) => LABEL.test(label)) ? undefined : error('DOMAIN_SYNTAX', path, { found })
}

function proposeHost(host: string): string {
  const result = normaliseHost(host)
  return result.ok ? result.value.unicode : host
}

function tooLong(path: readonly string[], limit: number, count: number): Result<DomainName> {
  return { ok: false, problems: [error('DOMAIN_TOO_LONG', path, { limit, count })] }
}
