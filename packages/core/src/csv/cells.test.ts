import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine, unguarded } from './cells.js'
import { fromListCell, toListCell } from './list-cell.js'
import { readCsv } from './read-csv.js'

/** Texts of the characters that matter. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '＝', '\t', '\r', '\n', '"', ',', ';', '\\', 'a', ' ') }),
  fc.string({ unit: 'grapheme' }),
)

describe('cells of CSV files', () => {
  it.each([
    ['=1+1', `'=1+1`],
    ['＝1+1', `'＝1+1`],
    [`'=1`, `''=1`],
    [`'s-Hertogenbosch`, `'s-Hertogenbosch`],
    ['-5', `'-5`],
    ['a;=1', `"a;=1"`],
    ['say "hi", all', `"say ""hi"", all"`],
  ])('%j is written as %j', (value, written) => {
    expect(csvLine([value])).toBe(`${written}\r\n`)
  })

  it('numbers are written as they are', () => {
    expect(csvLine([-5, null, 7])).toBe('-5,,7\r\n')
  })

  it('come back as they were, and none begins as a formula does', () => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
        const file = rows.map((row) => csvLine(row)).join('')
        const read = [...readCsv(file)].map(({ cells }) => cells)
        expect(read.map((cells) => cells?.map(unguarded))).toEqual(rows)
        expect(read.flat().filter((cell) => /^[=+\-@＝＋－＠\t\r\n]/.test(cell ?? ''))).toEqual([])
      }),
    )
  })

  it('lists come back as they were', () => {
    const item = text.map((each) => each.trim()).filter((each) => each !== '')
    fc.assert(
      fc.property(fc.array(item), (items) => {
        expect(fromListCell(toListCell(items))).toEqual(items)
      }),
    )
    expect(fromListCell(' Billing ;; Chess\\; fast;a\\b ')).toEqual(['Billing', 'Chess; fast', 'a\\b'])
  })
})

describe('records of CSV files', () => {
  it.each([
    [
      'line breaks of all systems',
      'a,b\r\nc,d\ne,f\rg,h',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
        [3, 'e', 'f'],
        [4, 'g', 'h'],
      ],
    ],
    ['a byte order mark', '\u{feff}a,b\n', [[1, 'a', 'b']]],
    [
      'lines left empty',
      '\n\na,b\n\nc,d\n',
      [
        [3, 'a', 'b'],
        [5, 'c', 'd'],
      ],
    ],
    [
      'cells over several lines',
      'a,"b\r\nb\nb"\nc,d\n',
      [
        [1, 'a', 'b\r\nb\nb'],
        [4, 'c', 'd'],
      ],
    ],
    [
      'an empty last cell',
      'a,\n,\n',
      [
        [1, 'a', ''],
        [2, '', ''],
      ],
    ],
    ['quotes that are not closed', 'a,b\n"c,d\ne,f\n', [[1, 'a', 'b'], [2], [3, 'e', 'f']]],
    ['quotes inside a plain cell', 'a"b,c\nd,e\n', [[1], [2, 'd', 'e']]],
    ['text after the closing quote', '"a"b,c\nd,e\n', [[1], [2, 'd', 'e']]],
  ])('%s', (_, file, expected) => {
    expect([...readCsv(file)].map(({ line, cells }) => [line, ...(cells ?? [])])).toEqual(expected)
  })

  it('are read in time proportional to the file', () => {
    const hostile = ['"'.repeat(400_000), '"a""'.repeat(100_000), 'a"\n'.repeat(100_000), '"\n'.repeat(100_000)]
    const started = performance.now()
    for (const file of hostile) for (const record of readCsv(file)) void record
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
