import {
  alignStates,
  expectedRecords,
  relativeHost,
  toZoneFile,
  typedRecord,
  zoneOf,
  type DnsProvider,
  type DnsStatus,
  type ExpectedRecord,
  type MailDomain,
  type Platform,
  type Problem,
  type RecordState,
} from '@mailroom/core'
import type { TenantRows } from '../../database/unit-of-work.js'
import { loadDomains, type DomainRow } from './domain.read-model.js'
import { toMailDomain } from './mail-domain.js'

/** A record to publish or to watch, with what DNS said of it. */
export interface ShownRecord extends ExpectedRecord {
  readonly hostInZone: string
  readonly valueToType: string
  readonly priorityToType: number | null
  readonly status: DnsStatus
  readonly found: readonly string[]
  readonly hint: Problem | null
  readonly source: string | null
  readonly checkedAt: Date | null
}

/** The records of a domain as people see them, with the states that fit its settings. */
export function shownRecords(
  domain: MailDomain,
  platform: Platform,
  states: readonly RecordState[],
  { dnsZone }: Pick<DomainRow, 'dnsZone'>,
): ShownRecord[] {
  const { zone, provider } = zoneOf(domain.name, dnsZone)
  return expectedRecords(domain, platform, states).map((record) => {
    const state = states.find(({ key }) => key === record.key)
    const typed = typedRecord(record, provider)
    return {
      ...record,
      valueToType: typed.value,
      priorityToType: typed.priority,
      hostInZone: relativeHost(record.host, zone, provider?.apex),
      status: state?.status ?? 'PENDING',
      found: state?.found ?? [],
      hint: state?.hint ?? null,
      source: state?.source ?? null,
      checkedAt: state?.checkedAt ? new Date(state.checkedAt) : null,
    }
  })
}

/** What of a domain may be shown to whoever keeps its DNS, and nothing else. */
export interface ShownDomain extends Pick<DomainRow, 'name' | 'displayName' | 'lastCheckedAt'> {
  readonly records: readonly ShownRecord[]
  readonly zoneFile: string
  readonly zone: string
  readonly provider: DnsProvider | null
}

/** A domain with its records; null: it is gone. */
export async function loadShownDomain(
  rows: TenantRows,
  id: string,
  platform: Platform,
  now: number,
): Promise<ShownDomain | null> {
  const [row] = await loadDomains(rows, [id])
  if (!row) return null
  const domain = toMailDomain(row, row.claim ?? 'NONE')
  const states = alignStates(domain, platform, row.recordStates, now)
  const { name, displayName, lastCheckedAt } = row
  return {
    ...{ name, displayName, lastCheckedAt },
    records: shownRecords(domain, platform, states, row),
    zoneFile: toZoneFile(expectedRecords(domain, platform, states), states),
    ...zoneOf(name, row.dnsZone),
  }
}
