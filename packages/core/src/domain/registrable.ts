import { getDomain, getPublicSuffix } from 'tldts'

const OPTIONS = { allowPrivateDomains: true, extractHostname: false } as const

/** The registrable domain by the public suffix list (ICANN and private), or the name itself where it has none. */
export function registrableDomain(name: string): string {
  return getDomain(name, OPTIONS) ?? name
}

/** Whether the name is what somebody registers, not a name below it: `example.co.uk`, not `support.example.co.uk`. */
export function isRegistrableDomain(name: string): boolean {
  return getDomain(name, OPTIONS) === name
}

/** Whether the name is a public suffix, ICANN or private: `co.uk`, `github.io`. */
export function isPublicSuffix(name: string): boolean {
  return getPublicSuffix(name, OPTIONS) === name
}

/** Whether `name` is `parent` or a name under it, label by label. */
export function isWithin(name: string, parent: string): boolean {
  return name === parent || name.endsWith(`.${parent}`)
}
