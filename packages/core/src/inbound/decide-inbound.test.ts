import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EDITIONS } from '../organisation/editions.js'
import { RULES } from '../rules.js'
import { aConfiguration, aFlow, aMail, anAddress, anInboundFlow } from '../testing.js'
import { TRACE_PARAMS } from '../trace.js'
import { decideInbound } from './decide-inbound.js'
import type { InboundMail, Verdict } from './types.js'
import { HELP, SALES, SILENT, TARGET, PARTS, decide, outcomesOf, codesOf, header, type MailChanges } from './testing.js'

const withHeader = (name: string, value: string): MailChanges => ({ message: { headers: [header(name, value)] } })

describe('R-IN-8 order and trace', () => {
  it('names every step of an ordinary mail, also those that did nothing', () => {
    const { trace } = decide({}, { names: { support: 'Support' } })
    expect(trace).toEqual([
      { rule: 'R-IN-10', code: 'SIZE_ACCEPTED', params: { size: 2_000, limit: 41_943_040 }, effect: false },
      {
        rule: 'R-IN-1',
        code: 'RECIPIENT_MATCHED',
        params: { recipient: 'help@support.example.com', address: 'help@support.example.com', source: 'ENVELOPE' },
        effect: true,
      },
      { rule: 'R-IN-2', code: 'VIRUS_PASSED', params: {}, effect: false },
      { rule: 'R-IN-3', code: 'SPAM_PASSED', params: {}, effect: false },
      { rule: 'R-IN-4', code: 'NOT_AUTO_GENERATED', params: {}, effect: false },
      { rule: 'R-IN-5', code: 'THREAD_NONE', params: {}, effect: false },
      { rule: 'R-IN-6', code: 'ROUTED_TO_QUEUE', params: { queue: 'Support', priority: 0 }, effect: true },
      {
        rule: 'R-IN-9',
        code: 'REPLY_GOES_TO',
        params: { address: 'ada@customer.example', source: 'FROM' },
        effect: false,
      },
    ])
  })

  it('lets size win over recipient, recipient over virus, virus over spam, spam over auto-generated', () => {
    const everything: MailChanges = {
      virus: 'FAIL',
      spam: 'FAIL',
      message: { sizeBytes: 50_000_000, headers: [header('auto-submitted', 'auto-replied')] },
    }
    const small = { ...everything, message: { headers: [header('auto-submitted', 'auto-replied')] } }
    const reasons = [
      everything,
      { ...small, envelopeTo: ['postmaster@support.example.com'] },
      small,
      { ...small, virus: 'PASS' as const },
      { ...small, virus: 'PASS' as const, spam: 'PASS' as const },
    ].map((mail) => decide(mail).outcomes[0]?.reason)
    expect(reasons).toEqual(['TOO_LARGE', 'POSTMASTER', 'VIRUS', 'SPAM', 'AUTO_GENERATED'])
  })

  it('gives every step exactly the parameters of its code, whatever the mail', () => {
    const verdict = fc.constantFrom<Verdict>('PASS', 'FAIL', 'INCONCLUSIVE')
    const recipients = fc.constantFrom(
      'help@support.example.com',
      'SALES+x@Support.Example.com.',
      'no-reply@support.example.com',
      'postmaster@support.example.com',
      'nobody@support.example.com',
      'x@elsewhere.example',
      TARGET,
      'nonsense',
      '@',
      '',
    )
    const mail = fc.record({
      envelopeTo: fc.array(recipients, { maxLength: 4 }),
      spam: verdict,
      virus: verdict,
      each: fc.boolean(),
      to: fc.array(recipients, { maxLength: 3 }),
      headers: fc.array(
        fc.record({
          name: fc.constantFrom('auto-submitted', 'precedence', 'delivered-to', 'x-mailroom-loop', 'subject'),
          value: fc.oneof(recipients, fc.constantFrom('no', 'list', 'auto-replied'), fc.string()),
        }),
        { maxLength: 3 },
      ),
    })
    fc.assert(
      fc.property(mail, ({ envelopeTo, spam, virus, each, to, headers }) => {
        const { outcomes, trace } = decide(
          { envelopeTo, spam, virus, message: { headers, to: to.map((address) => ({ address, name: null })) } },
          { settings: { oneInteractionPerAddress: each } },
        )
        for (const { rule, code, params } of trace) {
          expect(RULES).toHaveProperty([rule])
          expect(Object.keys(params).sort()).toEqual([...TRACE_PARAMS[code]].sort())
        }
        const own = outcomes.map((outcome) => outcome.addressId).filter((id) => id !== null)
        expect(new Set(own).size).toBe(own.length)
        const interactions = outcomes.filter((outcome) => outcome.result === 'QUEUED')
        if (!each) expect(interactions.length).toBeLessThanOrEqual(1)
        if (virus !== 'PASS' || spam === 'FAIL') expect(interactions).toEqual([])
      }),
    )
  })

  it('decides the same again and changes nothing that it was given', () => {
    const mail = freeze(aMail({ message: { headers: [header('x-mailroom-loop', 'a@b.example')] } }))
    const configuration = aConfiguration(PARTS)
    expect(decideInbound(configuration, mail)).toEqual(decideInbound(configuration, mail))
  })
})

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze)
  return value
}

describe('R-ORG-1 edition', () => {
  it.each(EDITIONS)('%s', (edition) => {
    const { outcomes, trace } = decide({}, { edition })
    const isRejected = edition === 'CX_1'
    expect(outcomes[0]?.result).toBe(isRejected ? 'REJECTED' : 'QUEUED')
    expect(outcomes[0]?.reason).toBe(isRejected ? 'EDITION_WITHOUT_EMAIL' : null)
    expect(trace.length).toBe(isRejected ? 1 : 8)
  })
})

describe('R-IN-10 size', () => {
  it('rejects more than the limit for each recipient and tries nothing after', () => {
    const envelopeTo = ['help@support.example.com', 'nobody@elsewhere.example']
    const { outcomes, trace } = decide(
      { envelopeTo, message: { sizeBytes: 1_001 } },
      { limits: { messageBytes: 1_000 } },
    )
    expect(outcomes.map(({ recipient, result, reason }) => [recipient, result, reason])).toEqual([
      ['help@support.example.com', 'REJECTED', 'TOO_LARGE'],
      ['nobody@elsewhere.example', 'REJECTED', 'TOO_LARGE'],
    ])
    expect(trace.map((taken) => taken.code)).toEqual(['SIZE_TOO_LARGE'])
  })

  it('accepts exactly the limit', () => {
    expect(codesOf({ message: { sizeBytes: 1_000 } }, { limits: { messageBytes: 1_000 } })[0]).toBe('SIZE_ACCEPTED')
  })
})

describe('R-IN-2 virus', () => {
  it.each<[Verdict, string | null]>([
    ['PASS', null],
    ['FAIL', 'VIRUS'],
    ['INCONCLUSIVE', 'VIRUS'],
  ])('%s', (virus, reason) => {
    expect(decide({ virus, spam: 'INCONCLUSIVE' }).outcomes[0]?.reason).toBe(reason)
  })

  it('disconnects always: whatever the routing, the spam verdict, the thread and the settings', () => {
    const flow = { kind: 'FLOW' as const, flowId: 'any' }
    const routed = [HELP, SALES, SILENT, anAddress('flow@support.example.com', { routing: flow, spamRouting: flow })]
    const thread = { messageIds: ['<a>'], subject: null, open: true, disconnectedAt: null, queueId: 'orders' }
    const parts = { addresses: routed, flows: [anInboundFlow('any')], settings: { acceptAutoGenerated: true } }
    for (const { address } of routed)
      for (const virus of ['FAIL', 'INCONCLUSIVE'] as const)
        for (const spam of ['PASS', 'FAIL', 'INCONCLUSIVE'] as const) {
          const reply = { threads: [thread], message: { inReplyTo: ['<a>'] } }
          const { outcomes } = decide({ virus, spam, envelopeTo: [address], ...reply }, parts)
          expect(outcomes).toMatchObject([{ result: 'DISCONNECTED', reason: 'VIRUS', continues: false, queueId: null }])
        }
  })
})

describe('R-IN-3 spam', () => {
  const toFlow = { spamRouting: { kind: 'FLOW' as const, flowId: 'spam' } }

  it('disconnects by default, also for an address that is not routed', () => {
    for (const recipient of [HELP.id, SILENT.id]) {
      expect(outcomesOf({ spam: 'FAIL', envelopeTo: [recipient] })).toEqual([[recipient, 'DISCONNECTED', 'SPAM']])
    }
  })

  it("gives the spam flow's result alone, also for an address that is not routed", () => {
    const address = anAddress(HELP.id, { routing: { kind: 'NONE' }, ...toFlow })
    const { outcomes, trace } = decide(
      { spam: 'FAIL', message: { headers: [header('precedence', 'bulk')] } },
      { addresses: [address], flows: [anInboundFlow('spam')] },
    )
    expect(outcomes).toMatchObject([{ result: 'QUEUED', queueId: 'support', flowId: 'spam', priority: 0 }])
    expect(trace.map((taken) => taken.code).slice(2)).toEqual([
      'VIRUS_PASSED',
      'SPAM_TO_FLOW',
      'FLOW_OTHERWISE',
      'FLOW_TO_QUEUE',
      'REPLY_GOES_TO',
    ])
  })

  it('counts inconclusive as not spam, and says so', () => {
    expect(outcomesOf({ spam: 'INCONCLUSIVE' })).toEqual([[HELP.id, 'QUEUED', null]])
    expect(codesOf({ spam: 'INCONCLUSIVE' })).toContain('SPAM_INCONCLUSIVE')
  })
})

describe('R-IN-4 auto-generated', () => {
  it.each<[string, MailChanges]>([
    ['auto-replied', withHeader('auto-submitted', 'auto-replied')],
    ['auto-generated with parameters', withHeader('auto-submitted', ' Auto-Generated; owner-email="a@b.example"')],
    ['an extension', withHeader('auto-submitted', 'auto-notified')],
    ['after a comment', withHeader('auto-submitted', '(really) auto-replied (yes)')],
    ['bulk', withHeader('precedence', 'bulk')],
    ['junk', withHeader('precedence', ' Junk ')],
    ['list', withHeader('precedence', 'LIST')],
    ['autoreply', withHeader('x-autoreply', 'Yes')],
    ['an empty envelope sender', { envelopeFrom: '' }],
    ['a null path', { envelopeFrom: '<>' }],
  ])('disconnects %s, unless the setting is on', (_name, mail) => {
    expect(outcomesOf(mail)).toEqual([[HELP.id, 'DISCONNECTED', 'AUTO_GENERATED']])
    const settings = { acceptAutoGenerated: true }
    expect(outcomesOf(mail, { settings })).toEqual([[HELP.id, 'QUEUED', null]])
    expect(codesOf(mail, { settings })).toContain('AUTO_GENERATED_ACCEPTED')
  })

  it.each<[string, MailChanges]>([
    ['no', withHeader('auto-submitted', 'no')],
    ['no with a comment', withHeader('auto-submitted', 'No (a person wrote this)')],
    ['no with parameters', withHeader('auto-submitted', 'no;x=y')],
    ['an empty field', withHeader('auto-submitted', ' ')],
    ['first-class', withHeader('precedence', 'first-class')],
    ['another word', withHeader('precedence', 'listing')],
    ['autoreply no', withHeader('x-autoreply', 'no')],
    ['an unknown envelope sender', { envelopeFrom: undefined }],
    ['a loop header of others', withHeader('x-mailroom-loop', 'sales@support.example.com')],
    ['a loop header of a longer name', withHeader('x-mailroom-loop', 'xhelp@support.example.com')],
  ])('lets %s through', (_name, mail) => {
    expect(outcomesOf(mail)).toEqual([[HELP.id, 'QUEUED', null]])
  })

  it('disconnects a loop in any case', () => {
    const mail = withHeader('x-mailroom-loop', 'sales@support.example.com, <HELP@support.example.com>')
    const settings = { acceptAutoGenerated: true }
    expect(outcomesOf(mail, { settings })).toEqual([[HELP.id, 'DISCONNECTED', 'AUTO_GENERATED']])
    expect(codesOf(mail, { settings })).toContain('LOOP_FOUND')
  })
})

describe('R-IN-6 routing', () => {
  it('goes to the queue with skills, language and priority', () => {
    expect(decide({ envelopeTo: ['sales@support.example.com'] }).outcomes).toMatchObject([
      { result: 'QUEUED', queueId: 'sales', skillIds: ['french'], languageId: 'fr', priority: 20, flowId: null },
    ])
  })

  it('accepts for an address that is outbound only, without an interaction', () => {
    expect(decide({ envelopeTo: [SILENT.id] }).outcomes).toMatchObject([
      { result: 'NOT_ROUTED', reason: 'OUTBOUND_ONLY', addressId: SILENT.id, queueId: null },
    ])
  })

  const routed = anAddress(HELP.id, { routing: { kind: 'FLOW', flowId: 'sort' } })

  it("is the flow's result, with the flow named", () => {
    const disconnecting = anInboundFlow('sort', aFlow({ otherwise: { disconnect: true } }))
    expect(decide({}, { addresses: [routed], flows: [anInboundFlow('sort')] }).outcomes).toMatchObject([
      { result: 'QUEUED', reason: null, flowId: 'sort', queueId: 'support' },
    ])
    expect(decide({}, { addresses: [routed], flows: [disconnecting] }).outcomes).toMatchObject([
      { result: 'DISCONNECTED', reason: 'FLOW', flowId: 'sort', queueId: null },
    ])
  })

  it.each([[[anInboundFlow('sort', null)]], [[]]])('never re-routes silently without a published flow', (flows) => {
    const { outcomes, trace } = decide({}, { addresses: [routed], flows })
    expect(outcomes).toMatchObject([
      { result: 'NOT_ROUTED', reason: 'FLOW_UNPUBLISHED', flowId: 'sort', queueId: null },
    ])
    expect(trace).toContainEqual({ rule: 'R-IN-6', code: 'FLOW_UNPUBLISHED', params: { flow: 'sort' }, effect: true })
  })
})

describe('R-IN-9 reply', () => {
  const mailbox = (address: string) => ({ address, name: null })

  it.each([
    [{ replyTo: [mailbox('first@x.example'), mailbox('second@x.example')] }, 'first@x.example'],
    [{}, 'ada@customer.example'],
    [{ from: [] }, null],
  ])('of %j goes to %s', (message, replyTo) => {
    expect(decide({ message }).replyTo).toBe(replyTo)
  })

  it('says in the trace which field named it, and nothing where none did', () => {
    const stepOf = (message: NonNullable<MailChanges['message']>) =>
      decide({ message }).trace.find(({ rule }) => rule === 'R-IN-9')?.params
    const address = 'desk@x.example'
    expect(stepOf({ replyTo: [mailbox(address)] })).toEqual({ address, source: 'REPLY_TO' })
    expect(stepOf({ from: [mailbox(address), mailbox('other@x.example')] })).toEqual({ address, source: 'FROM' })
    expect(stepOf({ from: [] })).toBeUndefined()
  })
})

describe('cost', () => {
  it('grows with the mail alone: a hostile one is decided within the time of a test', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `x${index}@elsewhere.example`)
    const mail: InboundMail = aMail({
      envelopeTo: many,
      message: {
        headers: many.map((value) => header('x-mailroom-loop', value)),
        to: many.map((address) => ({ address, name: null })),
      },
    })
    expect(decideInbound(aConfiguration(PARTS), mail).outcomes.length).toBe(20_000)
  })
})
