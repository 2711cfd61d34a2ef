import { error, nameKey, type Problem } from '@mailroom/core'
import { raw, sql } from './sql.js'
import type { TenantRows } from './unit-of-work.js'

/** NOT_UNIQUE where another row of the kind has the name, without regard to case (R-ORG-7). */
export async function checkUniqueName(
  rows: TenantRows,
  table: string,
  name: string | undefined,
  ownId = '',
): Promise<Problem[]> {
  if (name === undefined) return []
  const other = await rows.first(
    sql`select 1 from ${raw(`"${table}"`)} where "organisationId" = ${rows.organisationId} and "nameKey" = ${nameKey(name)} and id <> ${ownId}`,
  )
  return other ? [error('NOT_UNIQUE', ['name'])] : []
}
