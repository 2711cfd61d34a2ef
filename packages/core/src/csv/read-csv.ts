/** A record of a CSV file. */
export interface CsvRecord {
  /** Where it starts in the file, from 1; a cell may go over several lines. */
  readonly line: number
  /** As written, guards of spreadsheets included; null: the double quotes are wrong. */
  readonly cells: readonly string[] | null
}

const BYTE_ORDER_MARK = '\u{feff}'
const QUOTED = /"([^"]*(?:""[^"]*)*)"/y
const PLAIN = /[^",\r\n]*/y
const LINE_BREAK = /\r\n|\r|\n/y
const REST_OF_LINE = /[^\r\n]*/y
/** More than any file of ours has: the rest of such a line is not read. */
const MOST_CELLS = 1000

/**
 * The records of a file by RFC 4180, separated by commas; a byte order mark and any line breaks are accepted, lines
 * without anything are left out. After wrong quotes, and after more than a thousand cells, it goes on with the next line.
 * One at a time, so that a long file can be read in pieces.
 */
export function* readCsv(text: string): Generator<CsvRecord, undefined> {
  let at = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0
  let line = 1
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at += found[0].length
    return found
  }
  const takeCell = (): string => {
    const quoted = text[at] === '"' ? take(QUOTED) : null
    return quoted ? quoted[1]!.replaceAll('""', '"') : take(PLAIN)![0]
  }
  while (at < text.length) {
    const start = at
    const cells = [takeCell()]
    while (text[at] === ',' && cells.length <= MOST_CELLS) {
      at++
      cells.push(takeCell())
    }
    const isEnded = at === text.length || text[at] === '\r' || text[at] === '\n'
    const isWhole = isEnded || cells.length > MOST_CELLS
    if (!isEnded) take(REST_OF_LINE)
    const isEmpty = at === start
    take(LINE_BREAK)
    if (!isEmpty) yield { line, cells: isWhole ? cells : null }
    line += countLineBreaks(text.slice(start, at))
  }
}

function countLineBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0
}
