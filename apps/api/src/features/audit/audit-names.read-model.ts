import { join, sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'

const ID = /^[a-z]{3}_[0-9a-z_]{8,60}$/
const MOST = 2_000

/** What things and people are called, by id. */
export type Names = ReadonlyMap<string, string>

/**
 * Names of everything whose id stands in what is said: as it is called now, or was called last. Things by the audit log itself,
 * which has also what was deleted; members and people by their persons.
 */
export async function loadNames(rows: TenantRows, said: unknown): Promise<Names> {
  const ids = [...new Set(idsIn(said))].slice(0, MOST)
  if (ids.length === 0) return new Map()
  const wanted = join(
    ids.map((id) => sql`${id}`),
    ', ',
  )
  const found = await rows.all<{ id: string; name: string }>(
    sql`select t."entityId" as id, t."entityName" as name from audit_entry t join (
          select "entityId", max(sequence) as last from audit_entry
          where "organisationId" = ${rows.organisationId} and "entityId" in (${wanted}) and "entityName" is not null
          group by "entityId") l on l.last = t.sequence where t."organisationId" = ${rows.organisationId}
        union all select m.id, u.name from member m join "user" u on u.id = m."userId"
          where m."organisationId" = ${rows.organisationId} and m.id in (${wanted})
        union all select u.id, u.name from "user" u where u.id in (${wanted})`,
  )
  return new Map(found.map(({ id, name }) => [id, name]))
}

/** A value with names instead of ids; what is not known stays. */
export function withNames(value: unknown, names: Names): unknown {
  if (typeof value === 'string') return names.get(value) ?? value
  if (Array.isArray(value)) return value.map((each) => withNames(each, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withNames(member, names)]))
}

function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return ID.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : []
}
