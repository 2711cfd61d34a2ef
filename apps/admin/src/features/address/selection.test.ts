import { ADDRESS_LIMITS } from '@mailroom/core'
import { expect, it } from 'vitest'
import { useSelection, type ChosenAddress } from './selection'

const rowsFrom = (first: number, count: number): ChosenAddress[] =>
  Array.from({ length: count }, (_, index) => ({ id: `a${first + index}`, address: `a${first + index}@x`, version: 1 }))
const idsOf = ({ list }: ReturnType<typeof useSelection>) => list.value.map(({ id }) => id)

it('keeps what was chosen on one page while another is looked at', () => {
  const selection = useSelection()
  const [one, two] = [rowsFrom(0, 3), rowsFrom(3, 3)]
  selection.toggle(one[1]!, one)
  selection.toggle(two[0]!, two)
  expect(idsOf(selection)).toEqual(['a1', 'a3'])
  selection.toggle(one[1]!, one)
  expect(idsOf(selection)).toEqual(['a3'])
})

it('chooses and drops the rows from the one before to this one', () => {
  const selection = useSelection()
  const rows = rowsFrom(0, 6)
  selection.toggle(rows[4]!, rows)
  selection.toggle(rows[1]!, rows, true)
  expect(idsOf(selection).sort()).toEqual(['a1', 'a2', 'a3', 'a4'])
  selection.toggle(rows[3]!, rows, true)
  expect(idsOf(selection)).toEqual(['a4'])
})

it('takes a row alone where the range began on another page', () => {
  const selection = useSelection()
  const [one, two] = [rowsFrom(0, 3), rowsFrom(3, 3)]
  selection.toggle(one[0]!, one)
  selection.toggle(two[2]!, two, true)
  expect(idsOf(selection)).toEqual(['a0', 'a5'])
})

it('chooses all of a page, then none of it', () => {
  const selection = useSelection()
  const rows = rowsFrom(0, 3)
  selection.toggle(rows[0]!, rows)
  selection.toggleAll(rows)
  expect(selection.count.value).toBe(3)
  selection.toggleAll(rows)
  expect(selection.count.value).toBe(0)
})

it('takes as many as may be changed at a time, and says so', () => {
  const selection = useSelection()
  expect(selection.choose(rowsFrom(0, ADDRESS_LIMITS.bulkMax))).toBe(true)
  expect(selection.choose(rowsFrom(100, ADDRESS_LIMITS.bulkMax))).toBe(false)
  expect([selection.count.value, selection.isFull.value]).toEqual([ADDRESS_LIMITS.bulkMax, true])
  selection.clear()
  expect([selection.count.value, selection.isFull.value]).toEqual([0, false])
})
