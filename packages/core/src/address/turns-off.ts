import { ADDRESS_DEFAULTS, type AddressSettings } from './types.js'

/** Whether a change only turns things off, as any edition may (R-ORG-1): whatever differs has its default afterwards. */
export function turnsOff(before: AddressSettings, after: AddressSettings): boolean {
  const keys = Object.keys(ADDRESS_DEFAULTS) as (keyof AddressSettings)[]
  const differ = (a: AddressSettings, b: AddressSettings) => (key: keyof AddressSettings) =>
    JSON.stringify(a[key]) !== JSON.stringify(b[key])
  const changed = keys.filter(differ(before, after))
  return changed.length > 0 && !changed.some(differ(after, ADDRESS_DEFAULTS))
}
