import { expect, it } from 'vitest'
import { error } from '@mailroom/core'
import type { FlowContentFragment } from '@/gql/graphql'
import { atField, checkFlow } from './flow-check'
import { emptyRule, toDefinition, toFlowForm } from './flow-form'

const nested = { not: { compare: { field: 'SUBJECT', operator: 'MATCHES', value: 'x' } } }
const source = {
  rules: [
    {
      name: 'Invoices',
      when: { any: [{ compare: { field: 'FROM_DOMAIN', operator: 'ONE_OF', values: ['a.example', 'b.example'] } }] },
      then: [{ setPriority: 20 }, { transferToQueue: { queueId: 'que_1', priority: 5 } }],
    },
    { name: 'Night', when: nested, then: [{ autoReplyId: 'rsp_1' }] },
  ],
  otherwise: { disconnect: true },
}
const flow = (definition: object) =>
  ({ name: 'F', draft: { source: definition, rules: [], otherwise: {} } }) as unknown as FlowContentFragment

it('says of a stored flow exactly what is stored, also of what it cannot show', () => {
  const form = toFlowForm(flow(source))
  expect(form.rules.map((rule) => rule.source)).toEqual([null, nested])
  expect(toDefinition(form)).toEqual(source)
})

it('leaves out what a transfer leaves to earlier rules (R-FLO-3)', () => {
  const otherwise = { transferToQueue: { queueId: 'que_1' } }
  expect(toDefinition(toFlowForm(flow({ rules: [], otherwise }))).otherwise).toEqual(otherwise)
})

it('finds an unnamed rule without queue, at its fields', () => {
  const form = { ...toFlowForm(flow({ rules: [], otherwise: { disconnect: true } })), rules: [emptyRule()] }
  const paths = checkFlow(form).map((problem) => problem.path.join('.'))
  expect(paths).toContain('rules.0.name')
  expect(paths).toContain('rules.0.actions.0.queue')
})

it.each([
  [
    ['definition', 'rules', '0', 'when', 'all', '1', 'compare', 'value'],
    ['rules', '0', 'comparisons', '1'],
  ],
  [
    ['rules', '2', 'then', '1', 'transferToQueue', 'queueId'],
    ['rules', '2', 'actions', '1', 'queue'],
  ],
  [
    ['otherwise', 'transferToQueue', 'queueId'],
    ['otherwise', 'queue'],
  ],
  [['name'], ['name']],
])('shows a problem of %j at %j', (path, field) => {
  expect(atField(error('REQUIRED', path)).path).toEqual(field)
})
