/** What a spreadsheet takes for a formula, also in wide forms; any number of `'` before it counts as guarded already. */
const FORMULA = /^'*[=+\-@＝＋－＠\t\r\n]/
const GUARDED = /^'+[=+\-@＝＋－＠\t\r\n]/
/** Also what separates cells elsewhere: opened so, no rest of a cell may start another. */
const NEEDS_QUOTES = /[",;\t\r\n]/

/**
 * A line of a CSV file by RFC 4180, with its line break. A text that a spreadsheet would run gets a `'` before it, which
 * `unguarded` takes away again; a number is written as it is.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(toCell).join(',')}\r\n`
}

/** The text that was written as this cell. */
export function unguarded(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell
}

function toCell(value: string | number | null): string {
  if (typeof value === 'number') return String(value)
  const text = value ?? ''
  const guarded = FORMULA.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
