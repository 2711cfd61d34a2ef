import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layersOf, planDeletion, type AddressUse } from './bulk-delete.js'

const stored = (...ids: string[]) => ids.map((id) => ({ id, version: 3 }))
const seen = (...ids: string[]) => ids.map((id) => ({ id, expectedVersion: 3 }))
/** `a<b`: b refers to a. */
const uses = (...texts: string[]): AddressUse[] =>
  texts.map((text) => {
    const [addressId = '', id = ''] = text.split('<')
    return { addressId, id }
  })
const place = ({ code, path, params }: { code: string; path: readonly string[]; params: object }) =>
  [code, ...path, ...Object.values(params)].join(' ')
const refusals = (ids: string[], refers: string[]) =>
  planDeletion(seen(...ids), stored(...ids), uses(...refers)).problems.map(place)

describe('R-ADR-10 a deletion of several addresses', () => {
  it.each([
    ['what nothing refers to', ['a', 'b'], [], []],
    ['what refers to itself', ['a'], ['a<a'], []],
    ['a From of what goes too, whichever is named first', ['a', 'b'], ['a<b'], []],
    ['the same the other way round', ['b', 'a'], ['a<b'], []],
    ['a row of them', ['a', 'b', 'c'], ['a<b', 'b<c'], []],
    ['not a From of what stays', ['a', 'b'], ['a<x', 'a<b', 'a<y'], ['IN_USE addresses 0 2']],
    ['nor what that one refers to', ['a', 'b'], ['b<x', 'a<b'], ['IN_USE addresses 0 1', 'IN_USE addresses 1 1']],
    ['nor a circle', ['a', 'b', 'c'], ['a<b', 'b<a'], ['IN_USE addresses 0 1', 'IN_USE addresses 1 1']],
  ])('takes %s', (_, ids, refers, problems) => {
    expect(refusals(ids, refers)).toEqual(problems)
  })

  it('names who keeps each of them, and those that have another version', () => {
    const plan = planDeletion([...seen('a'), { id: 'b', expectedVersion: 2 }], stored('a', 'b'), uses('a<x', 'a<b'))
    expect(plan.problems.map(place)).toEqual(['IN_USE addresses 0 1', 'STALE_VERSION addresses 1 expectedVersion'])
    expect(plan.usedBy).toEqual([[{ addressId: 'a', id: 'x' }], []])
  })
})

describe('layers of what waits for one another', () => {
  const graph = fc.dictionary(fc.constantFrom(...'abcdef'), fc.array(fc.constantFrom(...'abcdefx'), { maxLength: 2 }), {
    maxKeys: 6,
    noNullPrototype: true,
  })

  it('have each after all that it waits for, and leave out only what can never come', () => {
    fc.assert(
      fc.property(graph, (waits) => {
        const ids = Object.keys(waits)
        const layers = layersOf(ids, (id) => waits[id] ?? [])
        const order = layers.flat()
        expect(new Set(order).size).toBe(order.length)
        layers.forEach((layer, index) => {
          const before = new Set(layers.slice(0, index).flat())
          for (const id of layer) expect(waits[id]!.every((other) => before.has(other))).toBe(true)
        })
        const left = ids.filter((id) => !order.includes(id))
        for (const id of left) expect(waits[id]!.some((other) => !order.includes(other))).toBe(true)
      }),
    )
  })
})
