import { isoTime } from '../../adapters/clock.js'
import { anyOf, sql } from '../../database/sql.js'
import type { Rows, TenantRows } from '../../database/unit-of-work.js'
import type { DnsShareLinkEntity } from './dns-share-link.entity.js'

/** What the code of a link opens. */
export interface FoundShare extends Pick<
  DnsShareLinkEntity,
  'organisationId' | 'id' | 'domainId' | 'expiresAt' | 'openedAt'
> {
  readonly organizationName: string
}

/**
 * The link of a code that works at `now`, of an organisation that is not suspended. `rows`: those of every organisation.
 * The code is looked for by its hash, so that the time that it takes tells nothing about the code.
 */
export function findShare(rows: Rows, codeHash: string, now: number): Promise<FoundShare | undefined> {
  return rows.first<FoundShare>(
    sql`select l."organisationId", l.id, l."domainId", l."expiresAt", l."openedAt", o.name as "organizationName"
        from dns_share_link l join organisation o on o.id = l."organisationId"
        where l."codeHash" = ${codeHash} and l."expiresAt" > ${isoTime(now)} and o."suspendedAt" is null`,
  )
}

/** Links of these domains that work at `now`, the newest first, by domain. */
export async function loadShareLinks(
  rows: TenantRows,
  domainIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, DnsShareLinkEntity[]>> {
  const found = await rows.all<DnsShareLinkEntity>(
    sql`select * from dns_share_link where "organisationId" = ${rows.organisationId} and "domainId" ${anyOf(domainIds)}
        and "expiresAt" > ${isoTime(now)} order by "createdAt" desc, id desc`,
  )
  return new Map(domainIds.map((id) => [id, found.filter(({ domainId }) => domainId === id)]))
}
