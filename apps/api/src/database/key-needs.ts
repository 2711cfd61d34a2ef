import { isoTime } from '../adapters/clock.js'
import { countSealedRows } from './sealed-rows.js'
import type { SealedColumn } from './sealed-column.js'
import { sql } from './sql.js'
import type { Rows } from './unit-of-work.js'

const KEPT = 24 * 60 * 60_000

/** What former keys are still needed for, in words; none: they can go. */
export async function loadKeyNeeds(
  rows: Rows,
  columns: readonly SealedColumn[],
  { current, former }: { readonly current: string; readonly former: readonly string[] },
  now: number,
): Promise<string[]> {
  const needs: string[] = []
  for (const column of columns) {
    const count = await countSealedRows(rows, column, former)
    if (count > 0) needs.push(`${count} rows of ${column.table}.${column.column} (start Mailroom to seal them anew)`)
  }
  const own = `${current}.`
  const kept = await rows.first<{ n: number }>(
    sql`select cast(count(*) as integer) as n from idempotency_key
      where substr(fingerprint, 1, ${own.length}) <> ${own} and "createdAt" > ${isoTime(now - KEPT)}`,
  )
  if (kept && kept.n > 0) needs.push(`${kept.n} idempotency keys, for 24 hours after their use`)
  return needs
}
