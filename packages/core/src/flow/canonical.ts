import { addressParts, canonicalDomain } from '../address/address-parts.js'
import type { FlowField } from './types.js'

/** A whole value of a field in its one form: addresses and domains as A-labels, so that both spellings compare. */
export function canonical(field: FlowField, value: string): string {
  if (field === 'FROM') return addressParts(value)?.key ?? value
  return field === 'FROM_DOMAIN' ? canonicalDomain(value) : value
}
