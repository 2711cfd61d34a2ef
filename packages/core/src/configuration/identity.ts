import { normaliseHost } from '../domain/host.js'
import { nameKey } from '../organisation/names.js'
import type { ConfigurationSection } from './types.js'

/** What makes two names of a section the same: as R-ORG-7, R-DOM-2 and R-ADR-1 compare them. */
export function identityOf(section: ConfigurationSection, name: string): string {
  if (section === 'domains') return domainKey(name)
  if (section !== 'addresses') return nameKey(name.trim())
  const typed = name.trim()
  const at = typed.lastIndexOf('@')
  return at < 0 ? typed.toLowerCase() : `${typed.slice(0, at).toLowerCase()}@${domainKey(typed.slice(at + 1))}`
}

/** The domain that an address lies on, as `identityOf` has it. */
export function domainIdentityOf(address: string): string {
  return domainKey(address.slice(address.lastIndexOf('@') + 1))
}

/** A name that is its own key: what is stored, mostly. Punycode may be a foreign spelling. */
const PLAIN = /^(?!.*xn--)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/

function domainKey(name: string): string {
  if (PLAIN.test(name)) return name
  const host = normaliseHost(name)
  return host.ok ? host.value.ascii : name.trim().toLowerCase()
}

/** The order of names in a file: by code points. */
export function compareNames(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const [left, right] = [rankOf(a.charCodeAt(index)), rankOf(b.charCodeAt(index))]
    if (left !== right) return left - right
  }
  return a.length - b.length
}

/** Surrogates stand for code points above all others. */
function rankOf(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
