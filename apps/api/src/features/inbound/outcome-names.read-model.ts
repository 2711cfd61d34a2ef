import type { OutcomeDifference } from '@mailroom/core'
import { anyOf, sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'

const ID = /^[a-z]{3}_/

/** Names of what differences speak of, by id, in one statement. */
export async function loadOutcomeNames(
  rows: TenantRows,
  differences: readonly OutcomeDifference[],
): Promise<ReadonlyMap<string, string>> {
  const values = differences.flatMap(({ field, first, second }) => (field === 'LABELS' ? [] : [first, second].flat()))
  const ids = [...new Set(values.filter((value) => typeof value === 'string'))].filter((value) => ID.test(value))
  if (ids.length === 0) return new Map()
  const own = sql`where "organisationId" = ${rows.organisationId} and id ${anyOf(ids)}`
  const found = await rows.all<{ id: string; name: string }>(
    sql`select id, name from queue ${own} union all select id, name from flow ${own}
        union all select id, name from skill ${own} union all select id, name from language ${own}
        union all select id, name from canned_response ${own}`,
  )
  return new Map(found.map(({ id, name }) => [id, name]))
}
