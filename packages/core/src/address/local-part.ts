import { error, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { excerpt } from '../text.js'
import { ADDRESS_LIMITS } from './limits.js'

/** RFC 5322 atext without `% ! | /`, which mail systems read as routes and commands. */
const ATOM = "[A-Za-z0-9#$&'*+=?^_`{}~-]+"
const DOT_ATOM = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`)

/**
 * The part before the `@` as typed, without surrounding blanks (R-ADR-1): an ASCII dot-atom of at most 64 characters,
 * no `% ! | /`, no leading hyphen, and nothing that reads as an encoded word. With the domain (as A-labels) the whole
 * address has at most 254 octets. Problems: REQUIRED, TOO_LONG, ADDRESS_SYNTAX.
 */
export function parseLocalPart(
  value: string,
  path: readonly string[] = ['localPart'],
  domain?: string,
): Result<string> {
  const localPart = value.trim()
  if (localPart === '') return { ok: false, problems: [error('REQUIRED', path)] }
  const tooLong = checkLength(localPart, ADDRESS_LIMITS.localPart, path)
  if (tooLong) return { ok: false, problems: [tooLong] }
  const wellFormed = DOT_ATOM.test(localPart) && !localPart.startsWith('-') && !localPart.includes('=?')
  if (!wellFormed) return { ok: false, problems: [error('ADDRESS_SYNTAX', path, { found: excerpt(localPart) })] }
  const wholeTooLong = domain && checkLength(`${localPart}@${domain}`, ADDRESS_LIMITS.address, path)
  return resultOf(localPart, wholeTooLong ? [wholeTooLong] : [])
}

function checkLength(text: string, limit: number, path: readonly string[]): Problem | undefined {
  return text.length > limit ? error('TOO_LONG', path, { limit, count: text.length }) : undefined
}

/** The key by which an address is unique and found: `local@domain` in lower case (R-ADR-1). `domain` as A-labels. */
export function addressKey(localPart: string, domain: string): string {
  return `${localPart}@${domain}`.toLowerCase()
}
