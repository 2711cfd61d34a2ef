import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AddressSettings } from '../address/types.js'
import type { FlowAction, FlowDefinition } from '../flow/types.js'
import { flowReferences } from '../flow/flow-references.js'
import {
  replaceSkillOfAbilities,
  replaceSkillOfExpected,
  replaceSkillOfFlow,
  replaceSkillOfSettings,
} from './replace-skill.js'

const REPLACEMENT = { from: 'old', into: 'new' }
const IDS = fc.array(fc.constantFrom('old', 'new', 'c', 'd'), { minLength: 1, maxLength: 5 })

describe('R-QUE-3 abilities', () => {
  test.each([
    ['only the old one', { old: 3 }, { new: 3 }],
    ['the old one is higher', { old: 4, new: 2 }, { new: 4 }],
    ['the new one is higher', { new: 5, old: 1 }, { new: 5 }],
    ['0 is a proficiency, too', { old: 0 }, { new: 0 }],
    ['others stay', { c: 2, old: 1 }, { c: 2, new: 1 }],
  ])('%s', (_, before, after) => {
    const list = (of: object) =>
      Object.entries(of).map(([id, proficiency]) => ({ id, proficiency: Number(proficiency) }))
    expect(replaceSkillOfAbilities(list(before), REPLACEMENT)).toEqual(list(after))
  })
})

describe('R-ADR-7 settings', () => {
  const withRouting = (routing: object) => ({ routing }) as AddressSettings
  const queue = (skillIds: string[]) => withRouting({ kind: 'QUEUE', queueId: 'q', skillIds, languageId: null })

  test('a queue routing asks for the other one, once', () => {
    const after = replaceSkillOfSettings(queue(['c', 'old', 'new']), REPLACEMENT)
    expect(after).toEqual(queue(['c', 'new']))
  })
  test('any other routing stays', () => {
    const flow = withRouting({ kind: 'FLOW', flowId: 'f' })
    expect(replaceSkillOfSettings(flow, REPLACEMENT)).toBe(flow)
  })
})

describe('R-FLO-3 flows', () => {
  const flow = (then: FlowAction[], otherwise: FlowAction = { disconnect: true }): FlowDefinition => ({
    rules: [{ name: 'One', when: { compare: { field: 'SUBJECT', operator: 'EXISTS' } }, then }],
    otherwise,
  })

  test.each<[string, FlowAction, FlowAction]>([
    ['added', { addSkillIds: ['old', 'new'] }, { addSkillIds: ['new'] }],
    ['removed', { removeSkillIds: ['c', 'old'] }, { removeSkillIds: ['c', 'new'] }],
    [
      'asked for by a queue',
      { transferToQueue: { queueId: 'q', skillIds: ['old'], priority: 3 } },
      { transferToQueue: { queueId: 'q', skillIds: ['new'], priority: 3 } },
    ],
  ])('a skill that is %s', (_, before, after) => {
    expect(replaceSkillOfFlow(flow([before], before), REPLACEMENT)).toEqual(flow([after], after))
  })

  test('the same object where nothing names it', () => {
    const untouched = flow([{ setPriority: 1 }, { addSkillIds: ['c'] }], { transferToQueue: { queueId: 'old' } })
    expect(replaceSkillOfFlow(untouched, REPLACEMENT)).toBe(untouched)
  })

  test('afterwards nothing refers to the first one, and a second time nothing is left to replace', () => {
    const action: fc.Arbitrary<FlowAction> = fc.oneof(
      IDS.map((addSkillIds) => ({ addSkillIds })),
      IDS.map((removeSkillIds) => ({ removeSkillIds })),
      fc.constant({ addLabel: 'old' }),
    )
    fc.assert(
      fc.property(fc.array(action, { maxLength: 4 }), IDS, (then, skillIds) => {
        const after = replaceSkillOfFlow(flow(then, { transferToQueue: { queueId: 'q', skillIds } }), REPLACEMENT)
        expect(flowReferences(after).skillIds).not.toContain('old')
        expect(after.rules[0]!.then.map((each) => Object.keys(each))).toEqual(then.map((each) => Object.keys(each)))
        expect(replaceSkillOfFlow(after, REPLACEMENT)).toBe(after)
      }),
    )
  })
})

test('what tests expect names the other one; the same array where it is not expected', () => {
  const others = [{ recipient: 'a@b.example', labels: ['old'] }]
  expect(replaceSkillOfExpected(others, REPLACEMENT)).toBe(others)
  const expected = [...others, { recipient: 'c@b.example', skillIds: ['new', 'old'] }]
  expect(replaceSkillOfExpected(expected, REPLACEMENT)).toEqual([
    others[0],
    { recipient: 'c@b.example', skillIds: ['new'] },
  ])
})
