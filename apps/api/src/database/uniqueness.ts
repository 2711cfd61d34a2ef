import { error, nameKey, parseName, resultOf, type Problem, type Result } from '@mailroom/core'
import { raw, sql } from './sql.js'
import type { TenantRows } from './unit-of-work.js'

/** NOT_UNIQUE where another row of the kind has the name, without regard to case (R-ORG-7). */
async function checkUniqueName(rows: TenantRows, table: string, name: string, ownId = ''): Promise<Problem[]> {
  const other = await rows.first(
    sql`select 1 from ${raw(`"${table}"`)} where "organisationId" = ${rows.organisationId} and "nameKey" = ${nameKey(name)} and id <> ${ownId}`,
  )
  return other ? [error('NOT_UNIQUE', ['name'])] : []
}

/** The name of a thing, checked whole (R-ORG-7): trimmed, allowed, and its own in its kind and organisation. */
export async function checkName(
  rows: TenantRows,
  table: string,
  value: string | null | undefined,
  ownId?: string,
): Promise<Result<{ readonly name: string; readonly nameKey: string }>> {
  const parsed = parseName(value, ['name'])
  if (!parsed.ok) return parsed
  const problems = [...parsed.problems, ...(await checkUniqueName(rows, table, parsed.value, ownId))]
  return resultOf({ name: parsed.value, nameKey: nameKey(parsed.value) }, problems)
}
