import { markOf } from '../adapters/secrets.js'
import type { SealedColumn } from './sealed-column.js'
import { join, perDialect, raw, sql, type Sql } from './sql.js'
import type { Rows } from './unit-of-work.js'

/** A row with envelopes. */
export interface SealedRow {
  /** Values of its primary key. */
  readonly key: readonly string[]
  readonly text: string
}

/** Rows with an envelope by one of the keys, after the row of that key and in its order. */
export async function loadSealedRows(
  rows: Rows,
  { table, column, key }: SealedColumn,
  kids: readonly string[],
  after: readonly string[] | null,
  limit: number,
): Promise<SealedRow[]> {
  const keys = list(key.map(name))
  const later = after ? sql`(${keys}) > (${list(after.map((value) => sql`${value}`))}) and ` : sql``
  const found = await rows.all<Record<string, string>>(
    sql`select ${keys}, ${name(column)} as text from ${name(table)} where ${later}${sealedBy(column, kids)} order by ${keys} limit ${limit}`,
  )
  return found.map((row) => ({ key: key.map((each) => row[each]!), text: row['text']! }))
}

/** How many rows have an envelope by one of the keys. */
export async function countSealedRows(
  rows: Rows,
  { table, column }: SealedColumn,
  kids: readonly string[],
): Promise<number> {
  const counted = await rows.first<{ n: number }>(
    sql`select cast(count(*) as integer) as n from ${name(table)} where ${sealedBy(column, kids)}`,
  )
  return counted?.n ?? 0
}

/** Compare-and-set: a row that was changed meanwhile stays as it is. */
export async function replaceSealed(rows: Rows, { table, column, key }: SealedColumn, row: SealedRow, by: string) {
  const own = join(
    key.map((each, index) => sql`${name(each)} = ${row.key[index]}`),
    ' and ',
  )
  await rows.all(sql`update ${name(table)} set ${name(column)} = ${by} where ${own} and ${name(column)} = ${row.text}`)
}

function sealedBy(column: string, kids: readonly string[]): Sql {
  const one = (kid: string) => {
    const mark = sql`${markOf(kid)}`
    return perDialect(sql`instr(${name(column)}, ${mark}) > 0`, sql`strpos(${name(column)}, ${mark}) > 0`)
  }
  return sql`(${join(kids.map(one), ' or ')})`
}

function name(identifier: string): Sql {
  return raw(`"${identifier}"`)
}

function list(pieces: readonly Sql[]): Sql {
  return join(pieces, ', ')
}
