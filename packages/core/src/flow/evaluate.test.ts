import { describe, expect, it } from 'vitest'
import { aConfiguration, aFlow, aMail, aMailbox, anAddress, anInboundFlow, aRule, NOON } from '../testing.js'
import { decideInbound } from '../inbound/decide-inbound.js'
import type { ParsedMessage } from '../inbound/types.js'
import { evaluateFlow, type FlowInput } from './evaluate.js'
import { FlowMessage } from './flow-message.js'
import type { FlowComparison, FlowCondition, FlowDefinition, FlowRule } from './types.js'

const YES: FlowCondition = { all: [] }

function run(definition: FlowDefinition, message: Partial<ParsedMessage> = {}, changes: Partial<FlowInput> = {}) {
  const flowMessage = new FlowMessage(aMail({ message }), 'help@support.example.com')
  return evaluateFlow({ name: 'Sorting', definition }, { message: flowMessage, autoReplyBar: null, ...changes })
}

function matches(when: FlowCondition, message: Partial<ParsedMessage> = {}): boolean {
  const rules = [aRule('only', '', [{ disconnect: true }], when)]
  return run(aFlow({ rules }), message).result === 'DISCONNECTED'
}

const compare = (field: FlowComparison['field'], operator: FlowComparison['operator'], value: string) => ({
  compare: { field, operator, ...(operator === 'ONE_OF' ? { values: ['x', value] } : { value }) },
})

const MAIL: Partial<ParsedMessage> = {
  from: [aMailbox('Ada@Customer.example', 'invoice@hidden.example')],
  subject: 'Rechnung STRASSE',
  text: 'The ﬁle is attached',
  headers: [
    { name: 'x-kind', value: 'first' },
    { name: 'x-kind', value: 'Second' },
    { name: 'content-language', value: 'de-AT, fr' },
  ],
  attachments: [
    { name: 'notes.txt', type: 'text/plain', sizeBytes: 1 },
    { name: 'Übersicht.PDF', type: 'application/pdf', sizeBytes: 1 },
  ],
}

describe('R-FLO-2 conditions', () => {
  it.each<[FlowComparison['field'], FlowComparison['operator'], string, boolean]>([
    ['FROM', 'EQUALS', 'ada@CUSTOMER.example', true],
    ['FROM', 'CONTAINS', 'invoice', false],
    ['FROM_DOMAIN', 'EQUALS', 'customer.example', true],
    ['FROM_DOMAIN', 'ONE_OF', 'customer.example', true],
    ['FROM_DOMAIN', 'EQUALS', 'example', false],
    ['RECIPIENT', 'EQUALS', 'HELP@support.example.com', true],
    ['RECIPIENT', 'EQUALS', 'help@support.example.com.', true],
    ['ATTACHMENT_COUNT', 'EQUALS', '2', true],
    ['ATTACHMENT_COUNT', 'EQUALS', ' 02', true],
    ['ATTACHMENT_COUNT', 'ONE_OF', '3', false],
    ['ATTACHMENT_COUNT', 'LESS_THAN', '3', true],
    ['ATTACHMENT_COUNT', 'LESS_THAN', '2', false],
    ['ATTACHMENT_COUNT', 'GREATER_THAN', '1', true],
    ['ATTACHMENT_COUNT', 'GREATER_THAN', '2', false],
    ['SIZE_BYTES', 'GREATER_THAN', '999', true],
    ['SIZE_BYTES', 'LESS_THAN', ' 02001 ', true],
    ['FROM', 'STARTS_WITH', 'ADA@', true],
    ['FROM', 'ENDS_WITH', '.Example', true],
    ['FROM', 'ENDS_WITH', 'customer', false],
    ['FROM', 'MATCHES', '^ada@.*\\.example$', true],
    ['FROM', 'EXISTS', '', true],
    ['FROM_DOMAIN', 'ENDS_WITH', '.example', true],
    ['RECIPIENT', 'STARTS_WITH', 'help@', true],
    ['RECIPIENT', 'MATCHES', 'support', true],
    ['SUBJECT', 'STARTS_WITH', 'RECHNUNG', true],
    ['SUBJECT', 'STARTS_WITH', 'strasse', false],
    ['SUBJECT', 'ENDS_WITH', 'straße', true],
    ['SUBJECT', 'MATCHES', 'rechnung\\s+\\w+', true],
    ['SUBJECT', 'MATCHES', '(?-i)rechnung', false],
    ['SUBJECT', 'EXISTS', '', true],
    ['BODY', 'MATCHES', 'the file', true],
    ['BODY', 'ENDS_WITH', 'attached', true],
    ['ATTACHMENT_NAME', 'STARTS_WITH', 'übersicht', true],
    ['ATTACHMENT_NAME', 'ENDS_WITH', '.PDF', true],
    ['ATTACHMENT_NAME', 'MATCHES', '^.bersicht\\.pdf$', true],
    ['ATTACHMENT_NAME', 'MATCHES', 'u\u0308BERSICHT', true],
    ['ATTACHMENT_NAME', 'MATCHES', '\\.txt.*pdf', false],
    ['ATTACHMENT_NAME', 'EXISTS', '', true],
    ['ATTACHMENT_TYPE', 'STARTS_WITH', 'APPLICATION/', true],
    ['RECEIVED_AT', 'LESS_THAN', '2026-06-01T12:00:00.001Z', true],
    ['RECEIVED_AT', 'LESS_THAN', '2026-06-01T12:00:00Z', false],
    ['RECEIVED_AT', 'GREATER_THAN', '2026-06-01T13:59:59+02:00', true],
    ['RECEIVED_AT', 'GREATER_THAN', '2026-06-01', true],
    ['RECEIVED_AT', 'GREATER_THAN', '2026-06-02', false],
    ['LANGUAGE', 'STARTS_WITH', 'de-', true],
    ['LANGUAGE', 'MATCHES', '^(de|fr)$', true],
    ['LANGUAGE', 'EXISTS', '', true],
    ['SIZE_BYTES', 'EQUALS', '2000', true],
    ['SIZE_BYTES', 'ONE_OF', '1999', false],
    ['SUBJECT', 'CONTAINS', 'rechnung', true],
    ['SUBJECT', 'CONTAINS', 'straße', true],
    ['SUBJECT', 'EQUALS', 'rechnung', false],
    ['SUBJECT', 'ONE_OF', 'RECHNUNG strasse', true],
    ['BODY', 'CONTAINS', 'the file', true],
    ['ATTACHMENT_NAME', 'CONTAINS', 'u\u0308bersicht.pdf', true],
    ['ATTACHMENT_TYPE', 'EQUALS', 'application/PDF', true],
    ['ATTACHMENT_TYPE', 'EQUALS', 'image/png', false],
    ['SPAM_VERDICT', 'EQUALS', 'PASS', true],
    ['SPAM_VERDICT', 'ONE_OF', 'FAIL', false],
    ['LANGUAGE', 'EQUALS', 'fr', true],
    ['LANGUAGE', 'EQUALS', 'de-at', true],
    ['LANGUAGE', 'EQUALS', 'de', false],
  ])('%s %s %j: %s', (field, operator, value, expected) => {
    expect(matches(compare(field, operator, value), MAIL)).toBe(expected)
  })

  it('HEADER is any occurrence, without regard to the case of its name', () => {
    const header = (value: string): FlowCondition => ({
      compare: { field: 'HEADER', header: 'X-Kind', operator: 'EQUALS', value },
    })
    expect(matches(header('first'), MAIL)).toBe(true)
    expect(matches(header('second'), MAIL)).toBe(true)
    expect(matches(header('third'), MAIL)).toBe(false)
  })

  it.each(['bücher.example', 'BÜCHER.example', 'xn--bcher-kva.example'])(
    'domains compare in both spellings: %s',
    (name) => {
      for (const domain of ['bücher.example', 'xn--bcher-kva.example']) {
        const message = { from: [aMailbox(`ada@${domain}`)] }
        expect(matches(compare('FROM_DOMAIN', 'EQUALS', name), message)).toBe(true)
        expect(matches(compare('FROM', 'ONE_OF', `ada@${name}`), message)).toBe(true)
      }
    },
  )

  it('HEADER is present also where it is empty, a text only where it is not', () => {
    const exists = (field: FlowComparison['field']): FlowCondition => ({
      compare: { field, header: 'x-empty', operator: 'EXISTS' },
    })
    const empty = { subject: '', text: '', headers: [{ name: 'x-empty', value: '' }] }
    const given = (['HEADER', 'SUBJECT', 'BODY', 'ATTACHMENT_NAME'] as const).map((field) =>
      matches(exists(field), empty),
    )
    expect(given).toEqual([true, false, false, false])
    expect(matches(exists('HEADER'))).toBe(false)
  })

  it('only comparisons that are needed are tried, and each says what it found', () => {
    const [yes, no] = [compare('SUBJECT', 'CONTAINS', 'rechnung'), compare('FROM', 'EQUALS', 'x@y.example')]
    const other = { compare: { field: 'HEADER', header: 'x-none', operator: 'EXISTS' } } as const
    const when = { all: [{ any: [other, yes, no] }, { not: no }, compare('LANGUAGE', 'EQUALS', 'it'), yes] }
    const { trace } = run(aFlow({ rules: [aRule('only', '', [{ disconnect: true }], when)] }), MAIL)
    const tried = trace.filter(({ rule }) => rule === 'R-FLO-2')
    expect(tried.map(({ code, params }) => [code, params['field'], params['found']])).toEqual([
      ['FLOW_COMPARISON_UNKNOWN', 'x-none', undefined],
      ['FLOW_COMPARISON_TRUE', 'SUBJECT', 'Rechnung STRASSE'],
      ['FLOW_COMPARISON_FALSE', 'FROM', 'Ada@Customer.example'],
      ['FLOW_COMPARISON_FALSE', 'LANGUAGE', 'de-AT, fr'],
    ])
  })

  it('a header does not get in the way of a field of the same name', () => {
    const header: FlowCondition = { compare: { field: 'HEADER', header: 'SUBJECT', operator: 'CONTAINS', value: 'a' } }
    expect(matches({ all: [{ not: header }, compare('SUBJECT', 'CONTAINS', 'rechnung')] }, MAIL)).toBe(true)
  })

  it.each<[FlowComparison['field'], Partial<ParsedMessage>]>([
    ['FROM', { from: [] }],
    ['FROM_DOMAIN', { from: [] }],
    ['LANGUAGE', {}],
    ['HEADER', {}],
    ['ATTACHMENT_NAME', {}],
    ['ATTACHMENT_TYPE', {}],
  ])('%s unknown compares false, also with nothing, and its negation true', (field, message) => {
    const comparison: FlowCondition = { compare: { field, header: 'x-kind', operator: 'EQUALS', value: '' } }
    expect(matches(comparison, message)).toBe(false)
    expect(matches({ not: comparison }, message)).toBe(true)
  })

  const [yes, no] = [compare('SUBJECT', 'CONTAINS', 'order'), compare('SUBJECT', 'CONTAINS', 'invoice')]

  it.each<[string, FlowCondition, boolean]>([
    ['all of both', { all: [yes, no] }, false],
    ['all of the true', { all: [yes, yes] }, true],
    ['any of both', { any: [yes, no] }, true],
    ['any of the false', { any: [no, no] }, false],
    ['not', { not: no }, true],
    ['nested', { all: [{ any: [no, { not: no }] }, { not: { all: [yes, no] } }] }, true],
    ['all of none', { all: [] }, true],
  ])('%s', (_name, condition, expected) => {
    expect(matches(condition)).toBe(expected)
  })
})

describe('R-FLO-1 order', () => {
  it('goes on after a rule that does not end, and stops at the first that does', () => {
    const rules: FlowRule[] = [
      aRule('one', 'invoice', [{ disconnect: true }]),
      aRule('two', 'order', [{ addLabel: 'order' }]),
      aRule('three', 'order', [{ transferToQueue: { queueId: 'orders' } }, { addLabel: 'never' }]),
      aRule('four', 'order', [{ disconnect: true }]),
    ]
    const outcome = run(aFlow({ rules }), {}, { nameOf: (id) => ({ orders: 'Orders' })[id] })
    expect(outcome).toMatchObject({ result: 'QUEUED', queueId: 'orders', labels: ['order'] })
    expect(outcome.trace).toEqual([
      {
        rule: 'R-FLO-2',
        code: 'FLOW_COMPARISON_FALSE',
        params: { rule: 'one', field: 'SUBJECT', operator: 'CONTAINS', value: 'invoice', found: 'Where is my order?' },
        effect: false,
      },
      { rule: 'R-FLO-1', code: 'FLOW_RULE_NOT_MATCHED', params: { flow: 'Sorting', rule: 'one' }, effect: false },
      {
        rule: 'R-FLO-2',
        code: 'FLOW_COMPARISON_TRUE',
        params: { rule: 'two', field: 'SUBJECT', operator: 'CONTAINS', value: 'order', found: 'Where is my order?' },
        effect: false,
      },
      { rule: 'R-FLO-1', code: 'FLOW_RULE_MATCHED', params: { flow: 'Sorting', rule: 'two' }, effect: true },
      {
        rule: 'R-FLO-3',
        code: 'FLOW_ACTION',
        params: { flow: 'Sorting', action: 'addLabel', value: 'order' },
        effect: true,
      },
      {
        rule: 'R-FLO-2',
        code: 'FLOW_COMPARISON_TRUE',
        params: { rule: 'three', field: 'SUBJECT', operator: 'CONTAINS', value: 'order', found: 'Where is my order?' },
        effect: false,
      },
      { rule: 'R-FLO-1', code: 'FLOW_RULE_MATCHED', params: { flow: 'Sorting', rule: 'three' }, effect: true },
      {
        rule: 'R-FLO-3',
        code: 'FLOW_TO_QUEUE',
        params: { flow: 'Sorting', queue: 'Orders', priority: 0 },
        effect: true,
      },
    ])
  })

  it('ends with the last action where nothing else does', () => {
    const { trace } = run(aFlow({ otherwise: { disconnect: true } }))
    expect(trace.map((taken) => taken.code)).toEqual(['FLOW_OTHERWISE', 'FLOW_DISCONNECTED'])
  })
})

describe('R-FLO-3 actions', () => {
  const setting = (then: FlowRule['then']) => aRule('set', '', then, YES)

  it('a queue keeps what earlier rules set and it leaves out', () => {
    const rules = [
      setting([{ setPriority: 5 }, { addSkillIds: ['a', 'b', 'a'] }, { setLanguageId: 'fr' }]),
      setting([{ removeSkillIds: ['b', 'unknown'] }, { addLabel: 'x' }, { addLabel: 'x' }, { setPriority: 0 }]),
    ]
    expect(run(aFlow({ rules }))).toMatchObject({ skillIds: ['a'], languageId: 'fr', priority: 0, labels: ['x'] })
  })

  it('a queue puts what it says in place of what earlier rules set', () => {
    const rules = [setting([{ setPriority: 5 }, { addSkillIds: ['a'] }, { setLanguageId: 'fr' }])]
    const transferToQueue = { queueId: 'support', skillIds: [], languageId: 'de', priority: -1 }
    expect(run(aFlow({ rules, otherwise: { transferToQueue } }))).toMatchObject({
      skillIds: [],
      languageId: 'de',
      priority: -1,
    })
  })

  it('a disconnect keeps labels and the automatic reply alone', () => {
    const rules = [setting([{ setPriority: 5 }, { addSkillIds: ['a'] }, { addLabel: 'x' }, { autoReplyId: 'thanks' }])]
    expect(run(aFlow({ rules, otherwise: { disconnect: true } }))).toMatchObject({
      result: 'DISCONNECTED',
      queueId: null,
      skillIds: [],
      priority: null,
      labels: ['x'],
      autoReplyId: 'thanks',
    })
  })

  it('the name of a flow in the trace follows a rename', () => {
    const definition = aFlow()
    const message = new FlowMessage(aMail(), 'help@support.example.com')
    const flowNameFor = (name: string) =>
      evaluateFlow({ name, definition }, { message, autoReplyBar: null }).trace[0]?.params['flow']
    expect([flowNameFor('Before'), flowNameFor('After')]).toEqual(['Before', 'After'])
  })
})

describe('R-FLO-3 automatic replies', () => {
  const definition = aFlow({ rules: [aRule('reply', '', [{ autoReplyId: 'thanks' }], YES)] })
  const help = anAddress('help@support.example.com', {
    routing: { kind: 'FLOW', flowId: 'sort' },
    spamRouting: { kind: 'FLOW', flowId: 'sort' },
  })
  const configuration = aConfiguration({
    addresses: [help, anAddress('sales@support.example.com')],
    flows: [anInboundFlow('sort', definition)],
    settings: { acceptAutoGenerated: true },
    names: { thanks: 'Thank you' },
  })
  const DAY = 86_400_000

  it.each<[string | null, Parameters<typeof aMail>[0]]>([
    [null, {}],
    ['SPAM', { spam: 'FAIL' }],
    ['AUTO_GENERATED', { envelopeFrom: '' }],
    ['AUTO_GENERATED', { message: { headers: [{ name: 'precedence', value: 'list' }] } }],
    ['OWN_ADDRESS', { message: { from: [aMailbox('SALES@support.example.com')] } }],
    ['OWN_ADDRESS', { message: { replyTo: [aMailbox('sales@support.example.com')] } }],
    ['RECENT', { autoRepliedAt: { [help.id]: NOON - DAY + 1 } }],
    [null, { autoRepliedAt: { [help.id]: NOON - DAY } }],
    ['NO_SENDER', { message: { from: [] } }],
  ])('withheld because of %s: %j', (why, mail) => {
    const { outcomes, trace } = decideInbound(configuration, aMail(mail))
    expect(outcomes[0]?.autoReplyId).toBe(why ? null : 'thanks')
    const code = why ? 'AUTO_REPLY_WITHHELD' : 'AUTO_REPLY'
    const params = why ? { response: 'Thank you', why } : { response: 'Thank you' }
    expect(trace).toContainEqual({ rule: 'R-FLO-3', code, params, effect: !why })
  })
})
