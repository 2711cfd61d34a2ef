import { parseAddressSpec } from '../address/mailbox.js'
import { error, type Problem } from '../problem.js'
import { excerpt } from '../text.js'
import { unguarded } from './cells.js'
import { ADDRESS_COLUMNS, ADDRESS_FILE_LIMITS, type AddressCells, type AddressColumn } from './columns.js'
import { readCsv } from './read-csv.js'

/** A line of a file of addresses: its cells, or what is wrong with it as a whole. */
export interface AddressFileLine {
  readonly line: number
  /** Without the guards of spreadsheets; null: see the problems. */
  readonly cells: AddressCells | null
  /** The address that it is about, well-formed (R-ADR-1); null: see the problems. */
  readonly address: string | null
  readonly problems: readonly Problem[]
}

/**
 * The lines of a file of addresses below its header, one at a time; lines with nothing but blanks are left out. A header
 * that is wrong is the only line. Problems, with the path `["line", "17"]`: CSV_SEPARATOR, CSV_COLUMN_UNKNOWN,
 * CSV_COLUMN_TWICE, CSV_COLUMN_MISSING, CSV_QUOTES, CSV_CELL_COUNT, TOO_LONG (of a cell); of the file: REQUIRED, TOO_LONG,
 * CSV_TOO_MANY_LINES; and those of `parseAddressSpec`.
 */
export function* readAddressFile(text: string): Generator<AddressFileLine, undefined> {
  const { lines: limit, characters } = ADDRESS_FILE_LIMITS
  if (text.length > characters)
    return yield ofFile(error('TOO_LONG', ['csv'], { limit: characters, count: text.length }))
  const records = readCsv(text)
  const header = records.next().value
  if (!header) return yield ofFile(error('REQUIRED', ['csv']))
  const columns = header.cells?.map((cell) => columnOf(cell)) ?? []
  const problems = header.cells ? checkHeader(header.cells, columns) : [error('CSV_QUOTES', atLine(header.line))]
  if (problems.length > 0) return yield { ...NOTHING, line: header.line, problems }
  let count = 0
  for (const { line, cells } of records) {
    if (cells?.every((cell) => cell.trim() === '')) continue
    if (++count <= limit) yield toLine(line, cells, columns)
    if (count === MOST_COUNTED) break
  }
  if (count > limit) yield ofFile(error('CSV_TOO_MANY_LINES', ['csv'], { limit, count }))
}

/** Where a problem of a line is, or of a cell of it: `["line", "17", "queue"]`. */
export function atLine(line: number, ...more: readonly string[]): string[] {
  return ['line', String(line), ...more]
}

/** Lines beyond the limit are counted up to here. */
const MOST_COUNTED = 10 * ADDRESS_FILE_LIMITS.lines
/** Columns of a header that are not known, told one by one. */
const MOST_UNKNOWN = 20
const NOTHING = { cells: null, address: null } as const

function ofFile(problem: Problem): AddressFileLine {
  return { ...NOTHING, line: 1, problems: [problem] }
}

function toLine(
  line: number,
  cells: readonly string[] | null,
  columns: readonly (AddressColumn | undefined)[],
): AddressFileLine {
  if (!cells) return { ...NOTHING, line, problems: [error('CSV_QUOTES', atLine(line))] }
  const [expected, found] = [columns.length, cells.length]
  if (found !== expected) {
    return { ...NOTHING, line, problems: [error('CSV_CELL_COUNT', atLine(line), { expected, found })] }
  }
  const tooLong = cells.flatMap((cell, index) => checkLength(cell, atLine(line, columns[index]!)))
  if (tooLong.length > 0) return { ...NOTHING, line, problems: tooLong }
  const byColumn = Object.fromEntries(cells.map((cell, index) => [columns[index], unguarded(cell)])) as AddressCells
  const address = parseAddressSpec(byColumn.address, atLine(line, 'address'))
  return { line, cells: byColumn, address: address.ok ? address.value : null, problems: address.problems }
}

function checkLength(cell: string, path: readonly string[]): Problem[] {
  const [limit, count] = [ADDRESS_FILE_LIMITS.cell, cell.length]
  return count > limit ? [error('TOO_LONG', path, { limit, count })] : []
}

function checkHeader(cells: readonly string[], columns: readonly (AddressColumn | undefined)[]): Problem[] {
  const path = atLine(1)
  const [only = ''] = cells
  const separator = [';', '\t'].find((each) => only.includes(each))
  if (cells.length === 1 && separator) return [error('CSV_SEPARATOR', path, { found: separator === ';' ? ';' : 'TAB' })]
  const unknown = cells.filter((_, index) => columns[index] === undefined)
  const twice = ADDRESS_COLUMNS.filter((column) => columns.indexOf(column) !== columns.lastIndexOf(column))
  const missing = ADDRESS_COLUMNS.filter((column) => !columns.includes(column))
  return [
    ...unknown.slice(0, MOST_UNKNOWN).map((cell) => error('CSV_COLUMN_UNKNOWN', path, { found: excerpt(cell.trim()) })),
    ...twice.map((column) => error('CSV_COLUMN_TWICE', path, { column })),
    ...missing.map((column) => error('CSV_COLUMN_MISSING', path, { column })),
  ]
}

function columnOf(cell: string): AddressColumn | undefined {
  const name = cell.trim().toLowerCase()
  return ADDRESS_COLUMNS.find((column) => column.toLowerCase() === name)
}
