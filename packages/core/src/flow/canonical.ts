import { addressParts, canonicalDomain } from '../address/address-parts.js'
import { isNumeric, WHOLE_NUMBER } from './operators.js'
import type { FlowField } from './types.js'

/** A whole value of a field in its one form, so that all spellings compare: A-labels, numbers without leading zeros. */
export function canonical(field: FlowField, value: string): string {
  if (field === 'FROM' || field === 'RECIPIENT') return addressParts(value)?.key ?? value
  if (isNumeric(field)) return value.replace(WHOLE_NUMBER, (_, digits) => `${Number(digits)}`)
  return field === 'FROM_DOMAIN' ? canonicalDomain(value) : value
}
