import type { Option } from '@/shared/ui'
import type { AddressForm } from './address-form'

type Translate = (key: string) => string

/** Fields whose values are words of the form, with the namespace of those words. */
const WORDS: Partial<Record<keyof AddressForm, string>> = {
  routing: 'address.routing',
  spamRouting: 'address.spam',
  frequency: 'address.signature',
  history: 'address.history',
}

/** A value of the form in words, for the choice between two. */
export function fieldText(field: string, value: unknown, t: Translate): string {
  const words = WORDS[field as keyof AddressForm]
  if (words) return t(`${words}.${String(value)}`)
  if (field === 'placement') return t(value === 'IN_EDITOR' ? 'address.signature.inEditor' : 'address.conflict.onSend')
  if (typeof value === 'boolean') return t(value ? 'address.conflict.on' : 'address.conflict.off')
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return textOf(value)
}

function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) return (value as Option).label
  return value === null || value === undefined ? '' : String(value)
}
