import { expect, test } from 'vitest'
import { jsonParts } from './json-parts.js'

const partsOf = (rows: readonly object[], most: { rows: number; characters: number }) => [...jsonParts(rows, most)]

test('rows come in lists of so many at most, and of so many characters', () => {
  const rows = Array.from({ length: 5 }, (_, id) => ({ id }))
  expect(partsOf([], { rows: 2, characters: 100 })).toEqual([])
  expect(partsOf(rows, { rows: 2, characters: 100 })).toEqual([
    '[{"id":0},{"id":1}]',
    '[{"id":2},{"id":3}]',
    '[{"id":4}]',
  ])
  expect(partsOf(rows, { rows: 9, characters: 25 }).map((part) => JSON.parse(part).length)).toEqual([3, 2])
})

test('a row that is longer comes alone', () => {
  const rows = [{ a: 1 }, { a: 'x'.repeat(50) }, { a: 2 }, { a: 3 }]
  expect(partsOf(rows, { rows: 9, characters: 20 }).map((part) => JSON.parse(part).length)).toEqual([1, 1, 2])
})
