import type { DnsEntry } from './dns-provider.js'
import type { ExpectedRecord } from './types.js'
import { quotedStrings } from './zone-file.js'

/** What of a record is typed where: `priority` null: it has none, or stands in the value. */
export interface TypedRecord {
  readonly value: string
  readonly priority: number | null
}

/** A record as it is typed at a provider; null: one that nobody knows, where an MX is shown with its preference. */
export function typedRecord(
  { type, value, priority }: Pick<ExpectedRecord, 'type' | 'value' | 'priority'>,
  provider: DnsEntry | null,
): TypedRecord {
  if (type === 'TXT') return { value: provider?.quotes ? quotedStrings(value) : value, priority: null }
  const target = provider?.targetDot ? `${value}.` : value
  const isApart = provider !== null && !provider.priorityInValue
  return priority === null || isApart ? { value: target, priority } : { value: `${priority} ${target}`, priority: null }
}
