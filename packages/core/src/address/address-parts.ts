import { normaliseHost } from '../domain/host.js'

/** An address as it stood in a mail, taken apart for look-ups and comparisons: lower case, the domain as A-labels. */
export interface AddressParts {
  readonly local: string
  readonly domain: string
  /** `local@domain` (R-ADR-1). */
  readonly key: string
}

const NEEDS_NORMALISING = /[^\x20-\x7e]|\.$/

/** Tolerant: whatever has an `@` has parts; undefined: it is no address at all. */
export function addressParts(address: string): AddressParts | undefined {
  const key = address.toLowerCase()
  const at = key.lastIndexOf('@')
  if (at < 1) return undefined
  const local = key.slice(0, at)
  const typed = key.slice(at + 1)
  const domain = canonicalDomain(typed)
  return { local, domain, key: domain === typed ? key : `${local}@${domain}` }
}

/** A domain in lower case as A-labels; as it is where it is none. */
export function canonicalDomain(typed: string): string {
  const domain = typed.toLowerCase()
  if (!NEEDS_NORMALISING.test(domain)) return domain
  const host = normaliseHost(domain)
  return host.ok ? host.value.ascii : domain
}
