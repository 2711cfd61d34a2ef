import type { DnsProviderFieldsFragment, DnsPurpose, DnsStatus, ProblemFieldsFragment } from '@/gql/graphql'
import type { Tone } from '@/shared/ui'

/** A record of a domain, as the console and the page of a link show it. */
export interface ShownRecord {
  readonly key: string
  readonly purpose: DnsPurpose
  readonly type: string
  readonly host: string
  readonly hostInZone: string
  readonly value: string
  readonly valueToType: string
  readonly priority: number | null
  readonly priorityToType: number | null
  readonly ttl: number
  readonly status: DnsStatus
  readonly found: readonly string[]
  readonly hint: ProblemFieldsFragment | null
  readonly checkedAt: string | null
  /** Who answered; not shown to strangers. */
  readonly source?: string | null
  readonly signs?: boolean
}

/** Who serves the zone, and how they want records typed. */
export type ShownProvider = DnsProviderFieldsFragment

export const STATUS_TONES: Readonly<Record<DnsStatus, Tone>> = {
  VERIFIED: 'ok',
  PENDING: 'waiting',
  NOT_STARTED: 'neutral',
  NOT_REQUIRED: 'neutral',
  UNKNOWN: 'waiting',
  AT_RISK: 'warn',
  FAILED: 'error',
}

/** The key of a record as texts have it: `DKIM:mr1` → `DKIM_mr1`. */
export const textKeyOf = (record: Pick<ShownRecord, 'key'>) => record.key.replace(':', '_')

/** The value as DNS answers it: an MX with its preference. */
export const valueOf = ({ type, value, priority }: Pick<ShownRecord, 'type' | 'value' | 'priority'>) =>
  type === 'MX' ? `${priority ?? 10} ${value}` : value

/** A record of a kind that matters now: others are shown muted, at the end. */
export const matters = (record: Pick<ShownRecord, 'status'>) => record.status !== 'NOT_REQUIRED'

/** All records as a plain-text table, for a ticket to whoever has access to DNS. */
export function recordsAsText(records: readonly ShownRecord[]): string {
  const rows = records.filter(matters).map((record) => [record.type, record.host, valueOf(record), `TTL ${record.ttl}`])
  return rows.map((row) => row.join('\t')).join('\n')
}
