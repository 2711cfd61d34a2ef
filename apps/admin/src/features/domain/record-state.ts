import type { DnsStatus } from '@/gql/graphql'
import type { Tone } from '@/shared/ui'
import type { DnsRecord } from './domain'

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
export const textKeyOf = (record: Pick<DnsRecord, 'key'>) => record.key.replace(':', '_')

/** The value as it is typed at a provider: an MX with its preference. */
export const valueOf = ({ type, value, priority }: DnsRecord) => (type === 'MX' ? `${priority ?? 10} ${value}` : value)

/** A record of a kind that matters now: others are shown muted, at the end. */
export const matters = (record: DnsRecord) => record.status !== 'NOT_REQUIRED'

/** All records as a plain-text table, for a ticket to whoever has access to DNS. */
export function recordsAsText(records: readonly DnsRecord[]): string {
  const rows = records.filter(matters).map((record) => [record.type, record.host, valueOf(record), `TTL ${record.ttl}`])
  return rows.map((row) => row.join('\t')).join('\n')
}
