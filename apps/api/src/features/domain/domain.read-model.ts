import type { Claim, DkimRotation } from '@mailroom/core'
import { isoTime } from '../../adapters/clock.js'
import { anyOf, raw, sql } from '../../database/sql.js'
import type { Rows, TenantRows } from '../../database/unit-of-work.js'
import type { DomainEntity, DomainRef } from './domain.entity.js'

/** A domain as it is read: without the private halves of its keys. */
export type DomainRow = Omit<DomainEntity, 'dkimKeys'> & {
  readonly dkimKeys: readonly Pick<DomainEntity['dkimKeys'][number], 'selector' | 'publicKey'>[]
  /** How other organisations stand to the name (R-DOM-3), where it was read with the row. */
  readonly claim?: Claim
}

type RawRow = Record<'dkimKeys' | 'recordStates', string> &
  Record<'dkimRotation' | 'dnsZone', string | null> &
  Record<'sendReady' | 'receiveReady', boolean | number> &
  Record<'smtpTestOk' | 'serverSigns', boolean | number | null> &
  Omit<
    DomainEntity,
    | 'dkimKeys'
    | 'dkimRotation'
    | 'dnsZone'
    | 'recordStates'
    | 'sendReady'
    | 'receiveReady'
    | 'smtpTestOk'
    | 'serverSigns'
  >

/** The domains with these ids, in any order. */
export function loadDomains(rows: TenantRows, ids: readonly string[]): Promise<DomainRow[]> {
  return load(rows, sql`d.id ${anyOf(ids)}`)
}

/** The domain of this A-label name. */
export async function findDomain(rows: TenantRows, name: string): Promise<DomainRow | undefined> {
  return (await load(rows, sql`d.name = ${name}`))[0]
}

/** All domains of the organisation, the oldest first. */
export function loadAllDomains(rows: TenantRows): Promise<DomainRow[]> {
  return load(rows, raw('1 = 1'))
}

/** The names of all domains of the organisation, in any order. */
export function loadDomainNames(rows: TenantRows): Promise<Pick<DomainRow, 'id' | 'name'>[]> {
  return rows.all(sql`select id, name from domain where "organisationId" = ${rows.organisationId}`)
}

async function load(rows: TenantRows, condition: ReturnType<typeof sql>): Promise<DomainRow[]> {
  const found = await rows.all<RawRow>(
    sql`select d.* from domain d where d."organisationId" = ${rows.organisationId} and ${condition} order by d."createdAt", d.id`,
  )
  const claims = await loadClaims(rows.everywhere, found)
  return found.map((row, index) => ({ ...toDomain(row), claim: claims[index] ?? 'NONE' }))
}

function toDomain(row: RawRow): DomainRow {
  return publicRow({
    ...row,
    dkimKeys: JSON.parse(row.dkimKeys) as DomainEntity['dkimKeys'],
    dkimRotation: row.dkimRotation === null ? null : (JSON.parse(row.dkimRotation) as DkimRotation),
    dnsZone: row.dnsZone === null ? null : (JSON.parse(row.dnsZone) as DomainEntity['dnsZone']),
    smtpTestOk: row.smtpTestOk === null ? null : Boolean(row.smtpTestOk),
    serverSigns: Boolean(row.serverSigns),
    sendReady: Boolean(row.sendReady),
    receiveReady: Boolean(row.receiveReady),
    recordStates: JSON.parse(row.recordStates) as DomainEntity['recordStates'],
  })
}

/** The row without the private halves of its keys. */
export function publicRow(domain: DomainEntity): DomainRow {
  const dkimKeys = domain.dkimKeys.map(({ selector, publicKey }) => ({ selector, publicKey }))
  // Null in a row from before the column.
  return { ...domain, serverSigns: Boolean(domain.serverSigns), dkimKeys }
}

/** A name and who asks. */
export interface Claimant {
  readonly organisationId: string
  readonly name: string
}

/**
 * How other organisations stand to the names, in the order asked (R-DOM-3). Tells nobody who they are. `rows`: those of
 * every organisation.
 */
export async function loadClaims(rows: Rows, claimants: readonly Claimant[]): Promise<Claim[]> {
  if (claimants.length === 0) return []
  const found = await rows.all<{ organisationId: string; name: string; verifiedName: string | null }>(
    sql`select "organisationId", name, "verifiedName" from domain where name ${anyOf(claimants.map(({ name }) => name))}`,
  )
  return claimants.map(({ organisationId, name }) => {
    const others = found.filter((row) => row.name === name && row.organisationId !== organisationId)
    if (others.some(({ verifiedName }) => verifiedName !== null)) return 'OWNED_ELSEWHERE'
    return others.length > 0 ? 'CONTESTED' : 'NONE'
  })
}

/** The same name in other organisations: whose state changes with an ownership. `rows`: those of every organisation. */
export function loadOtherClaimants(rows: Rows, { organisationId, name }: Claimant): Promise<DomainRef[]> {
  return rows.all<DomainRef>(
    sql`select "organisationId", id as "domainId" from domain where name = ${name} and "organisationId" <> ${organisationId}`,
  )
}

/** Verified domains of others that the name lies under: their owners are told (R-DOM-3). `rows` as above. */
export function loadParentOwners(rows: Rows, { organisationId, name }: Claimant): Promise<DomainRef[]> {
  const labels = name.split('.')
  const parents = labels.slice(1, -1).map((_, index) => labels.slice(index + 1).join('.'))
  return rows.all<DomainRef>(
    sql`select "organisationId", id as "domainId" from domain
        where "verifiedName" ${anyOf(parents)} and "organisationId" <> ${organisationId}`,
  )
}

/** Domains that DNS is to be asked about by now, of all organisations that are not suspended, the longest due first. */
export function loadDueDomains(rows: Rows, now: number, limit: number): Promise<DomainRef[]> {
  return rows.all<DomainRef>(
    sql`select d."organisationId", d.id as "domainId" from domain d where d."nextCheckAt" <= ${isoTime(now)}
        and not exists (select 1 from organisation o where o.id = d."organisationId" and o."suspendedAt" is not null)
        order by d."nextCheckAt" limit ${limit}`,
  )
}

/** Addresses outside the domain that send as one of its addresses (R-ADR-10), at most `limit`, and how many in all. */
export async function loadOutsideUsers(rows: TenantRows, domainId: string, limit: number) {
  const from = sql`from address user_
    join domain d on d."organisationId" = user_."organisationId" and d.id = user_."domainId"
    join address used
    on used."organisationId" = user_."organisationId" and used.id = user_."fromAddressId"
    where user_."organisationId" = ${rows.organisationId} and used."domainId" = ${domainId} and user_."domainId" <> ${domainId}`
  const uses = await rows.all<{ id: string; name: string }>(
    sql`select user_.id, user_."localPart" || '@' || d.name as name ${from} order by user_."addressKey" limit ${limit}`,
  )
  const counted = await rows.first<{ n: number }>(sql`select cast(count(*) as integer) as n ${from}`)
  return { count: counted?.n ?? 0, uses: uses.map((use) => ({ entityType: 'EmailAddress', ...use })) }
}
