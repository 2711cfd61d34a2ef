import type { DnsPurpose, DnsStatus, DomainEvent, RecordKey } from '@mailroom/core'
import { countOf, pageOf, toConnection, type Connection, type Page, type PageArgs } from '../../graphql/connection.js'
import { anyOf, raw, sql, type Sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import type { RecordChangeType } from './record-change.type.js'

interface RawRow {
  readonly id: string
  readonly event: DomainEvent | null
  readonly key: RecordKey
  readonly host: string | null
  readonly from: DnsStatus
  readonly to: DnsStatus
  readonly found: string
  readonly foundAt: string | null
  readonly source: string | null
  readonly at: string
  readonly domainId: string
  readonly domainName: string
}

/** Which lines: of one domain, else of all; of one purpose, else of all. */
export interface TimelineFilter {
  readonly domainId?: string
  readonly purpose?: DnsPurpose | null
}

/** A page of the organisation's timeline, the latest first. */
export async function loadTimeline(
  rows: TenantRows,
  args: PageArgs,
  filter: TimelineFilter,
): Promise<Connection<RecordChangeType>> {
  const page = pageOf(args)
  const from = sql`from domain_record_change t
    join domain d on d."organisationId" = t."organisationId" and d.id = t."domainId"
    where t."organisationId" = ${rows.organisationId}${matching(filter)}`
  const found = await rows.all<RawRow>(
    sql`select t.*, d.name as "domainName" ${from}${before(page)} order by t."at" desc, t.id desc limit ${page.first + 1}`,
  )
  return toConnection(
    page,
    found.map(toChange),
    ({ at }) => at.toISOString(),
    () => countOf(rows, from),
  )
}

function matching({ domainId, purpose }: TimelineFilter): Sql {
  const ofDomain = domainId === undefined ? raw('') : sql` and t."domainId" = ${domainId}`
  return purpose ? sql`${ofDomain} and t.key ${anyOf(keysOf(purpose))}` : ofDomain
}

function before({ after }: Page): Sql {
  return after ? sql` and (t."at", t.id) < (${after[0]}, ${after[1]})` : raw('')
}

function keysOf(purpose: DnsPurpose): RecordKey[] {
  return purpose === 'DKIM' ? ['DKIM:mr1', 'DKIM:mr2'] : [purpose]
}

function toChange(row: RawRow): RecordChangeType {
  const { id, key, from, to, foundAt, source, domainId, domainName } = row
  return {
    ...{ id, key, from, to, foundAt, source, domainId, domainName },
    event: row.event ?? 'STATE',
    purpose: key === 'DKIM:mr1' || key === 'DKIM:mr2' ? 'DKIM' : key,
    host: row.host ?? row.foundAt ?? domainName,
    found: JSON.parse(row.found) as string[],
    at: new Date(row.at),
  }
}
