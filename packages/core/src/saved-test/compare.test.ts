import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainOutcome } from '../inbound/outcome.js'
import type { InboundDecision, InboundOutcome } from '../inbound/types.js'
import { changesOfDecision, chosenIn, tellChange, tellUnmet, unmetBy } from './compare.js'
import type { ExpectedOutcome } from './types.js'

const HELP = 'help@support.example.com'
const outcome = (changes: Partial<InboundOutcome> = {}): InboundOutcome => ({
  ...plainOutcome(HELP, 'a', 'QUEUED', null),
  ...{ queueId: 'billing', skillIds: ['de', 'invoices'], priority: 20 },
  ...changes,
})
const decision = (...outcomes: InboundOutcome[]): InboundDecision => ({ outcomes, trace: [], replyTo: null })
const nameOf = (id: string) => ({ billing: 'Billing', support: 'Support', de: 'German' })[id]

describe('what a test expects and what is decided', () => {
  const unmet = (expected: Partial<ExpectedOutcome>, found = outcome()) =>
    unmetBy([{ recipient: HELP, ...expected }], decision(found)).map(({ field }) => field)

  test.each<[string, Partial<ExpectedOutcome>, string[]]>([
    ['nothing but the recipient', {}, []],
    ['what is found', { result: 'QUEUED', queueId: 'billing', priority: 20, reason: null }, []],
    ['skills in another order, one twice', { skillIds: ['invoices', 'de', 'de'] }, []],
    ['fewer skills', { skillIds: ['de'] }, ['SKILLS']],
    ['another queue and priority', { queueId: 'support', priority: 10 }, ['QUEUE', 'PRIORITY']],
    ['no queue', { queueId: null }, ['QUEUE']],
    ['an answer that is not made', { autoReplyId: 'hello' }, ['AUTO_REPLY']],
    ['a result and its reason', { result: 'DISCONNECTED', reason: 'SPAM' }, ['RESULT', 'REASON']],
    ['an interaction that goes on', { continues: true, labels: ['vip'] }, ['CONTINUES', 'LABELS']],
  ])('%s', (_, expected, fields) => {
    expect(unmet(expected)).toEqual(fields)
  })

  test('recipients are the same without regard to case, and one that is not there fails', () => {
    expect(unmetBy([{ recipient: HELP.toUpperCase(), priority: 20 }], decision(outcome()))).toEqual([])
    const gone = unmetBy([{ recipient: 'sales@support.example.com' }], decision(outcome()))
    expect(gone).toMatchObject([{ field: 'RECIPIENT', recipient: 'sales@support.example.com' }])
    expect(tellUnmet(gone[0]!, nameOf)).toEqual({
      code: 'OUTCOME_MISSING',
      params: { recipient: 'sales@support.example.com' },
    })
  })

  test('it is told by names, with codes as codes and nothing as a dash', () => {
    const expected = { recipient: HELP, result: 'DISCONNECTED', queueId: null, languageId: 'xx', skillIds: [] } as const
    const found = decision(outcome({ skillIds: ['de', 'unnamed'] }))
    expect(unmetBy([expected], found).map((each) => tellUnmet(each, nameOf))).toEqual([
      {
        code: 'OUTCOME_EXPECTED',
        params: { recipient: HELP, field: 'RESULT', expected: 'DISCONNECTED', found: 'QUEUED' },
      },
      { code: 'OUTCOME_VALUE_EXPECTED', params: { recipient: HELP, field: 'QUEUE', expected: '–', found: 'Billing' } },
      {
        code: 'OUTCOME_VALUE_EXPECTED',
        params: { recipient: HELP, field: 'SKILLS', expected: '–', found: 'German, unnamed' },
      },
      { code: 'OUTCOME_VALUE_EXPECTED', params: { recipient: HELP, field: 'LANGUAGE', expected: 'xx', found: '–' } },
    ])
  })
})

describe('two decisions about one mail', () => {
  test('differ by what comes otherwise, goes and is added', () => {
    const after = [outcome({ queueId: 'support', continues: true }), outcome({ recipient: 'new@support.example.com' })]
    const before = [outcome(), outcome({ recipient: 'old@support.example.com' })]
    const changes = changesOfDecision(decision(...before), decision(...after))
    expect(changes.map((each) => tellChange(each, nameOf))).toEqual([
      { code: 'OUTCOME_CHANGES', params: { recipient: HELP, field: 'CONTINUES', before: 'NO', after: 'YES' } },
      {
        code: 'OUTCOME_VALUE_CHANGES',
        params: { recipient: HELP, field: 'QUEUE', before: 'Billing', after: 'Support' },
      },
      { code: 'OUTCOME_MISSING', params: { recipient: 'old@support.example.com' } },
      { code: 'OUTCOME_ADDED', params: { recipient: 'new@support.example.com' } },
    ])
  })
})

const id = fc.constantFrom('a', 'b', 'c')
const anyOutcome: fc.Arbitrary<InboundOutcome> = fc.record({
  recipient: fc.constant(HELP),
  addressId: fc.option(id),
  result: fc.constantFrom('QUEUED', 'DISCONNECTED', 'NOT_ROUTED'),
  reason: fc.option(fc.constantFrom('SPAM', 'FLOW')),
  continues: fc.boolean(),
  labels: fc.uniqueArray(id),
  autoReplyId: fc.option(id),
  queueId: fc.option(id),
  flowId: fc.option(id),
  skillIds: fc.uniqueArray(id),
  languageId: fc.option(id),
  priority: fc.option(fc.integer()),
})

describe('for all outcomes', () => {
  test('a test that expects all that was decided passes, and no decision differs from itself', () => {
    fc.assert(
      fc.property(anyOutcome, (found) => {
        const { addressId: _, ...expected } = found
        expect(unmetBy([expected], decision(found))).toEqual([])
        expect(changesOfDecision(decision(found), decision(found))).toEqual([])
      }),
    )
  })

  test('a change is unmet by whoever expects what was before, and by nobody else', () => {
    fc.assert(
      fc.property(anyOutcome, anyOutcome, (before, after) => {
        const { addressId: _, ...expected } = before
        const changed = changesOfDecision(decision(before), decision(after)).map(({ field }) => field)
        expect(unmetBy([expected], decision(after)).map(({ field }) => field)).toEqual(changed)
        const back = changesOfDecision(decision(after), decision(before)).map(({ field }) => field)
        expect(back).toEqual(changed)
        expect(chosenIn(expected)).toEqual(expect.arrayContaining(changed))
      }),
    )
  })
})
