import { ADDRESS_LIMITS } from '@mailroom/core'
import { computed, shallowReactive, shallowRef } from 'vue'

/** What a change of several addresses needs to know of one that is chosen. */
export interface ChosenAddress {
  readonly id: string
  readonly address: string
  readonly version: number
}

/** The rows of a list that are chosen: they stay so while pages and filters change. At most 200 at a time. */
export function useSelection() {
  const chosen = shallowReactive(new Map<string, ChosenAddress>())
  const limit = ADDRESS_LIMITS.bulkMax
  const isFull = shallowRef(false)
  /** Where a range begins: the row that was toggled last. */
  let anchor: string | undefined

  /** Chooses rows, as many as may be; whether there was room for all. */
  function choose(rows: readonly ChosenAddress[]): boolean {
    for (const { id, address, version } of rows)
      if (chosen.size < limit || chosen.has(id)) chosen.set(id, { id, address, version })
    isFull.value = rows.some(({ id }) => !chosen.has(id))
    return !isFull.value
  }

  function drop(rows: readonly Pick<ChosenAddress, 'id'>[]): void {
    for (const { id } of rows) chosen.delete(id)
    isFull.value = false
  }

  /** Toggles a row; with `range` all rows from the one toggled before to this one become as this one. */
  function toggle(row: ChosenAddress, rows: readonly ChosenAddress[], range = false): void {
    const from = range ? rows.findIndex(({ id }) => id === anchor) : -1
    const to = rows.findIndex(({ id }) => id === row.id)
    const touched = from < 0 ? [row] : rows.slice(Math.min(from, to), Math.max(from, to) + 1)
    if (chosen.has(row.id)) drop(touched)
    else choose(touched)
    anchor = row.id
  }

  /** All of these rows, or none of them where all are chosen already. */
  function toggleAll(rows: readonly ChosenAddress[]): void {
    if (rows.every(({ id }) => chosen.has(id))) drop(rows)
    else choose(rows)
  }

  function clear(): void {
    chosen.clear()
    isFull.value = false
    anchor = undefined
  }

  return {
    chosen,
    limit,
    /** Whether the last rows did not all find room. */
    isFull,
    count: computed(() => chosen.size),
    list: computed(() => [...chosen.values()]),
    choose,
    drop,
    toggle,
    toggleAll,
    clear,
  }
}

export type Selection = ReturnType<typeof useSelection>
