import { normaliseHost } from '../domain/host.js'
import { error, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { excerpt } from '../text.js'
import { parseFromName } from './from-name.js'
import { ADDRESS_LIMITS } from './limits.js'
import { parseLocalPart } from './local-part.js'
import type { Mailbox } from './types.js'

/**
 * The one grammar of an address, for Reply-To, BCC and everything else (R-ADR-1): a local part, `@`, and a domain by
 * R-DOM-2 without its refused lists; no names, comments, groups, routes or quotes. At most 254 octets. The local part
 * stays as typed, the domain becomes lower-case A-labels. Problems: REQUIRED, TOO_LONG, ADDRESS_SYNTAX, DOMAIN_….
 */
export function parseAddressSpec(value: string, path: readonly string[]): Result<string> {
  const spec = value.trim()
  if (spec === '') return { ok: false, problems: [error('REQUIRED', path)] }
  const at = spec.lastIndexOf('@')
  if (at < 1 || at === spec.length - 1) return refusedSyntax(spec, path)
  const localPart = parseLocalPart(spec.slice(0, at), path)
  if (!localPart.ok) return localPart.problems[0]?.code === 'TOO_LONG' ? localPart : refusedSyntax(spec, path)
  if (localPart.value.length !== at || spec.charAt(at + 1).trim() === '') return refusedSyntax(spec, path)
  const host = normaliseHost(spec.slice(at + 1), path)
  if (!host.ok) return host
  const address = `${localPart.value}@${host.value.ascii}`
  return resultOf(address, [...host.problems, ...checkLength(address, path)])
}

function refusedSyntax(spec: string, path: readonly string[]): Result<string> {
  return { ok: false, problems: [error('ADDRESS_SYNTAX', path, { found: excerpt(spec) })] }
}

function checkLength(address: string, path: readonly string[]): Problem[] {
  const limit = ADDRESS_LIMITS.address
  return address.length > limit ? [error('TOO_LONG', path, { limit, count: address.length })] : []
}

/**
 * An address with an optional name (R-ADR-1, R-ADR-2); a blank name is none. Problems: those of `parseAddressSpec` on
 * `path`, those of `parseFromName` on `path` + `name`.
 */
export function parseMailbox(
  value: { address: string; name?: string | null | undefined },
  path: readonly string[],
): Result<Mailbox> {
  const address = parseAddressSpec(value.address, path)
  const name = parseFromName(value.name, [...path, 'name'], address.ok ? address.value : undefined)
  const problems = [...address.problems, ...name.problems]
  return address.ok && name.ok
    ? resultOf({ address: address.value, name: name.value }, problems)
    : { ok: false, problems }
}

/** The domain of a well-formed address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/**
 * Keys of the inbound addresses that mail to an address may reach: of itself, and without the part after `+` (R-IN-1). By
 * them a hidden recipient that comes back is found (R-ADR-5).
 */
export function reachedKeys(address: string): readonly [key: string, plainKey: string] {
  const key = address.toLowerCase()
  return [key, key.replace(/(?!^)\+[^@]*/, '')]
}
