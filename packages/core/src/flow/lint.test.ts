import { describe, expect, it } from 'vitest'
import { aFlow, aRule } from '../testing.js'
import { lintFlow } from './lint.js'
import type { FlowAction, FlowComparison, FlowCondition } from './types.js'

const end: readonly FlowAction[] = [{ disconnect: true }]
const ALWAYS: FlowCondition = { all: [] }
const is = (field: FlowComparison['field'], operator: FlowComparison['operator'], value = ''): FlowCondition => ({
  compare: operator === 'ONE_OF' ? { field, operator, values: value.split(' ') } : { field, operator, value },
})
const order = is('SUBJECT', 'CONTAINS', 'order')
const customer = is('FROM_DOMAIN', 'EQUALS', 'customer.example')

describe('R-FLO-5 a rule that can never match because an earlier one catches it', () => {
  it.each<[string, FlowCondition, FlowCondition, boolean]>([
    ['all of none', ALWAYS, order, true],
    ['all of what is always true', { all: [ALWAYS, { any: [order, ALWAYS] }] }, customer, true],
    ['not of what is never true', { not: { not: ALWAYS } }, customer, true],
    ['another comparison', order, customer, false],
    ['all with another comparison', { all: [ALWAYS, order] }, customer, false],
    ['the opposite', { not: order }, order, false],
    ['the same', order, order, true],
    ['the same but for its case', order, is('SUBJECT', 'CONTAINS', 'ORDER'), true],
    ['a part of it', order, is('SUBJECT', 'CONTAINS', 'my order'), true],
    ['more than it', is('SUBJECT', 'CONTAINS', 'my order'), order, false],
    ['one of its alternatives', { any: [order, customer] }, customer, true],
    ['one of its conditions', order, { all: [customer, order] }, true],
    ['more conditions than it has', { all: [order, customer] }, order, false],
    ['all of its alternatives', { any: [order, customer] }, { any: [customer, order] }, true],
    ['a list with its value', is('FROM_DOMAIN', 'ONE_OF', 'b.example customer.example'), customer, true],
    ['a list without one of its values', customer, is('FROM_DOMAIN', 'ONE_OF', 'customer.example b.example'), false],
    ['an ending of its value', is('FROM_DOMAIN', 'ENDS_WITH', '.example'), customer, true],
    ['a wider bound', is('SIZE_BYTES', 'LESS_THAN', '100'), is('SIZE_BYTES', 'LESS_THAN', '99'), true],
    ['a narrower bound', is('SIZE_BYTES', 'LESS_THAN', '99'), is('SIZE_BYTES', 'LESS_THAN', '100'), false],
    ['a bound around its value', is('SIZE_BYTES', 'GREATER_THAN', '9'), is('SIZE_BYTES', 'EQUALS', '10'), true],
    [
      'an earlier time',
      is('RECEIVED_AT', 'GREATER_THAN', '2026-01-01'),
      is('RECEIVED_AT', 'GREATER_THAN', '2026-06-01'),
      true,
    ],
    ['its presence', is('SUBJECT', 'EXISTS'), order, true],
    ['its presence, of an empty one', is('SUBJECT', 'EXISTS'), is('SUBJECT', 'EQUALS', ''), false],
    ['the other verdicts', { not: is('SPAM_VERDICT', 'EQUALS', 'FAIL') }, is('SPAM_VERDICT', 'EQUALS', 'PASS'), true],
    ['another name', { not: is('ATTACHMENT_NAME', 'EQUALS', 'a') }, is('ATTACHMENT_NAME', 'EQUALS', 'b'), false],
    ['a text of which the end is not seen', is('BODY', 'CONTAINS', 'x'), is('BODY', 'ENDS_WITH', 'x'), false],
  ])('behind %s', (_name, first, second, isUnreachable) => {
    const rules = [aRule('first', '', end, first), aRule('second', '', end, second)]
    const expected = { code: 'FLOW_RULE_UNREACHABLE', severity: 'WARNING', path: ['rules', '1'] }
    const params = { rule: 'second', by: 'first' }
    expect(lintFlow(aFlow({ rules }))).toEqual(isUnreachable ? [{ ...expected, params }] : [])
  })

  it('a rule that catches all and does not end lets others follow', () => {
    const rules = [aRule('first', '', [{ addLabel: 'x' }], ALWAYS), aRule('second', '', end, order)]
    expect(lintFlow(aFlow({ rules }))).toEqual([])
  })

  it('a header is another one of another name', () => {
    const header = (name: string): FlowCondition => ({ compare: { field: 'HEADER', header: name, operator: 'EXISTS' } })
    const codes = (second: string) =>
      lintFlow(aFlow({ rules: [aRule('1', '', end, header('x-a')), aRule('2', '', end, header(second))] })).length
    expect([codes('X-A'), codes('x-b')]).toEqual([1, 0])
  })
})

describe('R-FLO-5 a rule whose conditions contradict each other', () => {
  const pass = is('SPAM_VERDICT', 'EQUALS', 'PASS')
  it.each<[string, FlowCondition, boolean]>([
    ['a condition and its opposite', { all: [order, { not: order }] }, true],
    ['a condition and the opposite of a wider one', { all: [customer, { not: is('FROM_DOMAIN', 'EXISTS') }] }, true],
    ['two verdicts', { all: [pass, is('SPAM_VERDICT', 'ONE_OF', 'FAIL INCONCLUSIVE')] }, true],
    ['two subjects', { all: [is('SUBJECT', 'EQUALS', 'a'), is('SUBJECT', 'STARTS_WITH', 'b')] }, true],
    ['two attachments', { all: [is('ATTACHMENT_NAME', 'EQUALS', 'a'), is('ATTACHMENT_NAME', 'EQUALS', 'b')] }, false],
    [
      'bounds without a number between',
      { all: [is('SIZE_BYTES', 'GREATER_THAN', '4'), is('SIZE_BYTES', 'LESS_THAN', '5')] },
      true,
    ],
    ['bounds with one', { all: [is('SIZE_BYTES', 'GREATER_THAN', '4'), is('SIZE_BYTES', 'LESS_THAN', '6')] }, false],
    ['not of what is always true', { not: ALWAYS }, true],
    ['alternatives that are all so', { any: [{ not: ALWAYS }, { all: [pass, { not: pass }] }] }, true],
    ['alternatives of which one is not', { any: [{ not: ALWAYS }, pass] }, false],
    ['a pattern that may match', { all: [is('SUBJECT', 'EQUALS', 'a'), is('SUBJECT', 'MATCHES', 'b')] }, false],
  ])('%s', (_name, when, isContradiction) => {
    const codes = lintFlow(aFlow({ rules: [aRule('r', '', end, when)] })).map(({ code }) => code)
    expect(codes).toEqual(isContradiction ? ['FLOW_RULE_NEVER_MATCHES'] : [])
  })

  it('a flow of the largest size is judged in no time', () => {
    const many = (of: (index: number) => FlowCondition) =>
      aFlow({ rules: Array.from({ length: 100 }, (_, index) => aRule(`${index}`, '', end, of(index))) })
    const five = (index: number) => Array.from({ length: 5 }, (_, at) => is('SUBJECT', 'CONTAINS', `q${index}${at}`))
    const hosts = (index: number) => Array.from({ length: 200 }, (_, at) => `d${index}-${at}.example`).join(' ')
    const flows = [
      many((index) => ({ all: five(index).map((not) => ({ not: { any: [not] } })) })),
      many((index) => ({ any: [{ all: five(index) }, { not: { any: five(index + 1) } }] })),
      many((index) => is('FROM_DOMAIN', 'ONE_OF', hosts(index))),
    ]
    const started = process.cpuUsage()
    flows.forEach((flow) => lintFlow(flow))
    expect(process.cpuUsage(started).user).toBeLessThan(2_000_000)
  })
})

describe('R-FLO-5 a queue without members', () => {
  it('is named wherever the flow leads to it', () => {
    const then = [{ transferToQueue: { queueId: 'support' } }]
    const queue = { name: 'Support', skillEvaluation: 'ALL', members: [] } as const
    const problems = lintFlow(aFlow({ rules: [aRule('first', 'x', then)] }), { queue: () => queue })
    expect(problems.map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['QUEUE_WITHOUT_MEMBERS', 'rules.0.then.0.transferToQueue.queueId'],
      ['QUEUE_WITHOUT_MEMBERS', 'otherwise.transferToQueue.queueId'],
    ])
  })
})
