import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffFlows } from './diff.js'
import type { FlowDefinition, FlowRule } from './types.js'

const rule = (name: string, subject = name, queueId = 'que_1'): FlowRule => ({
  name,
  when: { compare: { field: 'SUBJECT', operator: 'CONTAINS', value: subject } },
  then: [{ transferToQueue: { queueId } }],
})
const flow = (...rules: FlowRule[]): FlowDefinition => ({ rules, otherwise: { disconnect: true } })
const [a, b, c, d] = [rule('a'), rule('b'), rule('c'), rule('d')]
const diff = (before: FlowDefinition, after: FlowDefinition) =>
  diffFlows(before, after).rules.map((one) => [one.before, one.after, one.moved, ...one.changed])

describe('R-FLO-4 what a draft has that what is published has not', () => {
  it.each<[string, FlowDefinition, FlowDefinition, unknown[]]>([
    ['nothing', flow(a, b), flow(a, b), []],
    ['an added rule', flow(a, b), flow(a, c, b), [[null, 1, false]]],
    ['a removed rule', flow(a, b, c), flow(a, c), [[1, null, false]]],
    ['a rule put first: it alone moved', flow(a, b, c), flow(c, a, b), [[2, 0, true]]],
    ['two rules swapped: one of them moved', flow(a, b), flow(b, a), [[1, 0, true]]],
    ['another condition', flow(a), flow(rule('a', 'x')), [[0, 0, false, 'when']]],
    ['other actions', flow(a), flow(rule('a', 'a', 'que_2')), [[0, 0, false, 'then']]],
    ['another name', flow(a, b), flow(rule('x', 'a'), b), [[0, 0, false, 'name']]],
    ['another name and other actions', flow(a), flow(rule('x', 'a', 'que_2')), [[0, 0, false, 'name', 'then']]],
    [
      'another rule that does the same',
      flow(a),
      flow(rule('x', 'y')),
      [
        [0, null, false],
        [null, 0, false],
      ],
    ],
    [
      'nothing left of it',
      flow(a),
      flow(rule('x', 'y', 'que_2')),
      [
        [0, null, false],
        [null, 0, false],
      ],
    ],
    ['moved and changed', flow(a, b, c), flow(b, c, rule('a', 'x')), [[0, 2, true, 'when']]],
    ['one of two that are the same is gone', flow(a, a, b), flow(a, b), [[1, null, false]]],
    [
      'removed rules where they stood',
      flow(a, b, c, d),
      flow(b, rule('e', 'e', 'que_2'), d),
      [
        [0, null, false],
        [2, null, false],
        [null, 1, false],
      ],
    ],
  ])('%s', (_, before, after, expected) => expect(diff(before, after)).toEqual(expected))

  it('the action that ends it', () => {
    const other = { ...flow(a), otherwise: { transferToQueue: { queueId: 'que_1' } } }
    expect(diffFlows(flow(a), other)).toEqual({ rules: [], otherwise: true })
  })

  it('takes what is null or in another order for what it means', () => {
    const stored = { ...a!, then: [{ setPriority: null, transferToQueue: { priority: null, queueId: 'que_1' } }] }
    expect(diffFlows(flow(a!), { otherwise: { disconnect: true, addLabel: null }, rules: [stored] })).toEqual({
      rules: [],
      otherwise: false,
    })
  })

  const rules = fc.array(
    fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('x', 'y', 'z'), fc.constantFrom('q', 'r')),
    { maxLength: 8 },
  )
  const definition = rules.map((list) => flow(...list.map((each) => rule(...each))))

  it('says what makes the one the other, and the same backwards', () => {
    fc.assert(
      fc.property(definition, definition, (before, after) => {
        const { rules: differences } = diffFlows(before, after)
        const removed = new Set(differences.filter((one) => one.after === null).map((one) => one.before))
        const added = new Set(differences.filter((one) => one.before === null).map((one) => one.after))
        const stays = before.rules.map((_, index) => index).filter((index) => !removed.has(index))
        expect(stays).toHaveLength(after.rules.length - added.size)
        const steady = stays.filter((index) => !differences.some((one) => one.before === index && one.moved))
        const moved = differences.filter((one) => one.moved)
        const holes = after.rules.map((_, index) => index)
        const free = holes.filter((index) => !added.has(index) && !moved.some((one) => one.after === index))
        free.forEach((at, n) => {
          const changed = differences.find((one) => one.after === at)?.changed ?? []
          if (changed.length === 0) expect(after.rules[at]).toEqual(before.rules[steady[n]!])
        })
        expect(diffFlows(before, before)).toEqual({ rules: [], otherwise: false })
        const backwards = diffFlows(after, before).rules
        expect(backwards.filter((one) => one.after === null)).toHaveLength(added.size)
      }),
    )
  })

  it('of rules that only changed their order it says of as few as possible that they moved', () => {
    const orders = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 7, maxLength: 7 })
    fc.assert(
      fc.property(orders, (order) => {
        const named = order.map((_, index) => rule(`r${index}`))
        const { rules: differences } = diffFlows(flow(...named), flow(...order.map((index) => named[index]!)))
        const longest = Math.max(...subsequences(order).map((one) => one.length))
        expect(differences).toHaveLength(7 - longest)
      }),
    )
  })
})

/** Every rising subsequence. */
function subsequences(order: readonly number[]): number[][] {
  return order.reduce<number[][]>(
    (found, value) => [...found, ...found.filter((one) => (one.at(-1) ?? -1) < value).map((one) => [...one, value])],
    [[]],
  )
}
