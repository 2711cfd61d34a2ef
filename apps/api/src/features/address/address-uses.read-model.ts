import { anyOf, raw, sql, unindexed, type Sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import type { Use } from '../../graphql/write.js'

/** What an address can refer to by one column. */
export type AddressReference = 'queueId' | 'languageId' | 'flowId' | 'spamFlowId' | 'responseId' | 'fromAddressId'

/** Addresses that refer to the thing (R-ADR-10). */
export function loadAddressUses(rows: TenantRows, column: AddressReference, id: string): Promise<Use[]> {
  return load(rows, sql`a.${raw(`"${column}"`)} = ${id}`)
}

/** Something that is sent from an address (R-ADR-10). */
export interface SenderUse extends Use {
  readonly addressId: string
}

/** Addresses that are sent from any of these. */
export async function loadSenderUses(rows: TenantRows, ids: readonly string[]): Promise<SenderUse[]> {
  const found = await rows.all<Omit<SenderUse, 'entityType'>>(sql`select a.id, a."fromAddressId" as "addressId",
    a."localPart" || '@' || d.name as name from address a
    join domain d on d."organisationId" = a."organisationId" and d.id = a."domainId"
    where a."organisationId" = ${rows.organisationId} and a."fromAddressId" ${anyOf(ids)} order by ${unindexed('a."addressKey"')}`)
  return found.map((use) => ({ entityType: 'EmailAddress', ...use }))
}

/** Addresses whose queue routing asks for the skill. */
export function loadAddressesWithSkill(rows: TenantRows, skillId: string): Promise<Use[]> {
  return load(
    rows,
    sql`a.id in (select "addressId" from address_skill where "organisationId" = ${rows.organisationId} and "skillId" = ${skillId})`,
  )
}

async function load(rows: TenantRows, condition: Sql): Promise<Use[]> {
  const found = await rows.all<{
    id: string
    name: string
  }>(sql`select a.id, a."localPart" || '@' || d.name as name from address a
    join domain d on d."organisationId" = a."organisationId" and d.id = a."domainId"
    where a."organisationId" = ${rows.organisationId} and ${condition} order by a."addressKey"`)
  return found.map((use) => ({ entityType: 'EmailAddress', ...use }))
}
