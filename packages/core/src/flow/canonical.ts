import { addressParts, canonicalDomain } from '../address/address-parts.js'
import type { FlowField } from './types.js'

/** A whole number as a flow may give it. */
export const WHOLE_NUMBER = /^\s*(\d{1,15})\s*$/

/** Whether values of the field are whole numbers. */
export function isNumeric(field: FlowField): boolean {
  return field === 'ATTACHMENT_COUNT' || field === 'SIZE_BYTES'
}

/** A whole value of a field in its one form, so that all spellings compare: A-labels, numbers without leading zeros. */
export function canonical(field: FlowField, value: string): string {
  if (field === 'FROM' || field === 'RECIPIENT') return addressParts(value)?.key ?? value
  if (isNumeric(field)) return value.replace(WHOLE_NUMBER, (_, digits) => `${Number(digits)}`)
  return field === 'FROM_DOMAIN' ? canonicalDomain(value) : value
}
