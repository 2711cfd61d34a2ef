import { beforeAll, expect, it } from 'vitest'
import { error, type FlowCondition } from '@mailroom/core'
import type { FlowContentFragment } from '@/gql/graphql'
import { emptyComparison, emptyGroup, toCondition, toConditionForm } from './condition-form'
import { atField, checkFlow, loadEngine } from './flow-check'
import { emptyRule, toDefinition, toFlowForm } from './flow-form'

const nested = { not: { compare: { field: 'SUBJECT', operator: 'MATCHES', value: 'x' } } }
const schedule = {
  timeZone: 'Europe/Vienna',
  open: [{ weekday: 1, from: '09:00', to: '24:00' }],
  closedOn: ['2026-12-24'],
}
const source = {
  rules: [
    {
      name: 'Invoices',
      when: { any: [{ compare: { field: 'FROM_DOMAIN', operator: 'ONE_OF', values: ['a.example', 'b.example'] } }] },
      then: [{ setPriority: 20 }, { transferToQueue: { queueId: 'que_1', priority: 5 } }],
    },
    { name: 'Night', when: nested, then: [{ autoReplyId: 'rsp_1' }] },
    {
      name: 'Everything',
      when: {
        all: [
          { compare: { field: 'RECEIVED_AT', operator: 'WITHIN_SCHEDULE', schedule } },
          {
            not: {
              any: [{ compare: { field: 'HEADER', header: 'x-a', operator: 'EXISTS' } }, { not: { not: nested } }],
            },
          },
          { all: [] },
        ],
      },
      then: [{ disconnect: true }],
    },
  ],
  otherwise: { disconnect: true },
}
const flow = (definition: object) =>
  ({ name: 'F', draft: { source: definition, rules: [], otherwise: {} } }) as unknown as FlowContentFragment

beforeAll(() => loadEngine)

it('says of a stored flow exactly what is stored', () => {
  expect(toDefinition(toFlowForm(flow(source)))).toEqual(source)
})

/** Every condition up to a depth, of a comparison, `not`, and lists of none to two. */
function conditions(depth: number): FlowCondition[] {
  const compare: FlowCondition = { compare: { field: 'SUBJECT', operator: 'EQUALS', value: 'x' } }
  if (depth === 0) return [compare]
  const parts = conditions(depth - 1)
  const lists = [
    [],
    ...parts.map((part) => [part]),
    ...parts.map((part, at) => [part, parts[(at * 7 + 3) % parts.length]!]),
  ]
  return [compare, ...parts.map((not) => ({ not })), ...lists.map((all) => ({ all })), ...lists.map((any) => ({ any }))]
}

it('shows any condition and says it again', () => {
  const all = conditions(3)
  expect(all.length).toBeGreaterThan(200)
  expect(all.map((when) => toCondition(toConditionForm(when)))).toEqual(all)
})

it('a condition that is added stands in a group with the one that was there', () => {
  const form = toConditionForm(nested as FlowCondition)
  form.parts.push(emptyGroup())
  const empty = toCondition(emptyComparison())
  expect(toCondition(form)).toEqual({ all: [nested, { any: [empty] }] })
})

it('two forms that say the same are the same, so that a save is no conflict', () => {
  expect(toFlowForm(flow(source))).toEqual(toFlowForm(flow(source)))
  expect(emptyRule()).toEqual(emptyRule())
})

it('leaves out what a transfer leaves to earlier rules (R-FLO-3)', () => {
  const otherwise = { transferToQueue: { queueId: 'que_1' } }
  expect(toDefinition(toFlowForm(flow({ rules: [], otherwise }))).otherwise).toEqual(otherwise)
})

it('finds an unnamed rule without queue, at its fields', () => {
  const form = { ...toFlowForm(flow({ rules: [], otherwise: { disconnect: true } })), rules: [emptyRule()] }
  const paths = checkFlow(form).map((problem) => problem.path.join('.'))
  expect(paths).toContain('rules.0.name')
  expect(paths).toContain('rules.0.when.parts.0.comparison.value')
  expect(paths).toContain('rules.0.actions.0.queue')
})

it('names rules that never apply while they are made (R-FLO-5)', () => {
  const rule = { name: 'All', when: { all: [] }, then: [{ disconnect: true }] }
  const form = toFlowForm(flow({ rules: [rule, { ...rule, name: 'Never' }], otherwise: { disconnect: true } }))
  expect(checkFlow(form).map(({ code, path }) => [code, path.join('.')])).toEqual([
    ['FLOW_RULE_UNREACHABLE', 'rules.1.name'],
  ])
})

it.each([
  ['definition.rules.0.when.all.1.compare.value', 'rules.0.when.parts.1.comparison.value'],
  ['rules.0.when.compare.values.3', 'rules.0.when.parts.0.comparison.value'],
  ['rules.0.when.not.compare.header', 'rules.0.when.parts.0.comparison.header'],
  ['rules.2.when.any.1.not.all.0.compare.operator', 'rules.2.when.parts.1.parts.0.comparison.operator'],
  ['rules.0.when.any.0.compare.schedule.open.1.to', 'rules.0.when.parts.0.comparison.schedule.open.1.to'],
  ['rules.0.when.any.0.compare.schedule.closedOn.1', 'rules.0.when.parts.0.comparison.schedule.closedOn.1'],
  ['rules.0.when.all.0.any', 'rules.0.when.parts.0.match'],
  ['rules.0.when', 'rules.0.when.match'],
  ['rules.1', 'rules.1.name'],
  ['rules.2.then.1.transferToQueue.queueId', 'rules.2.actions.1.queue'],
  ['otherwise.transferToQueue.queueId', 'otherwise.queue'],
  ['name', 'name'],
])('shows a problem of %s at %s', (path, field) => {
  expect(atField(error('REQUIRED', path.split('.'))).path).toEqual(field.split('.'))
})
