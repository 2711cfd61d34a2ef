import { ADDRESS_DEFAULTS, type AddressSettings } from './types.js'

/** A setting of an address by name. */
export type AddressSetting = keyof AddressSettings

const SETTINGS = Object.keys(ADDRESS_DEFAULTS) as AddressSetting[]

/** The settings in which the two differ, in the order of the defaults. */
export function changedSettings(before: AddressSettings, after: AddressSettings): AddressSetting[] {
  return SETTINGS.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
}

/** Whether a change only turns things off, as any edition may (R-ORG-1): whatever differs has its default afterwards. */
export function turnsOff(before: AddressSettings, after: AddressSettings): boolean {
  const changed = changedSettings(before, after)
  const beyondDefaults = new Set(changedSettings(after, ADDRESS_DEFAULTS))
  return changed.length > 0 && !changed.some((key) => beyondDefaults.has(key))
}
