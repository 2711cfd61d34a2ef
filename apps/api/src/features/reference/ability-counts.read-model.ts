import { anyOf, raw, sql, type Sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'

/** What agents have and addresses ask for. */
export type AbilityKind = 'skill' | 'language'
type Counts = ReadonlyMap<string, number>

/** How many members have each of the skills, or speak each of the languages; those that nobody has are left out. */
export function countMembers(rows: TenantRows, kind: AbilityKind, ids: readonly string[]): Promise<Counts> {
  return count(rows, kind, sql`${raw(`member_${kind}`)} t`, ids)
}

/** How many addresses are routed to a queue with each of the skills or languages; others are left out. */
export function countAddresses(rows: TenantRows, kind: AbilityKind, ids: readonly string[]): Promise<Counts> {
  return count(rows, kind, raw(kind === 'skill' ? 'address_skill t' : 'address t'), ids)
}

async function count(rows: TenantRows, kind: AbilityKind, from: Sql, ids: readonly string[]): Promise<Counts> {
  const column = raw(`t."${kind}Id"`)
  const found = await rows.all<{ id: string; n: number }>(sql`
    select ${column} as id, cast(count(*) as integer) as n from ${from}
    where t."organisationId" = ${rows.organisationId} and ${column} ${anyOf(ids)} group by ${column}`)
  return new Map(found.map(({ id, n }) => [id, n]))
}
