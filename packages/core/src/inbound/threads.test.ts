import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AddressSettings } from '../address/types.js'
import type { OrganisationSettings } from '../organisation/settings.js'
import { aConfiguration, aMail, anAddress, anInboundFlow, NOON } from '../testing.js'
import { decideInbound } from './decide-inbound.js'
import { subjectKey } from './subject.js'
import type { ParsedMessage, Thread } from './types.js'

const DAY = 86_400_000

function aThread(changes: Partial<Thread> = {}): Thread {
  return {
    messageIds: ['<answer@own.example>'],
    subject: 'Where is my order?',
    open: true,
    disconnectedAt: null,
    queueId: 'orders',
    ...changes,
  }
}

const closed = (ago: number, changes: Partial<Thread> = {}) =>
  aThread({ open: false, disconnectedAt: NOON - ago, ...changes })

function decide(
  threads: readonly Thread[],
  message: Partial<ParsedMessage> = { inReplyTo: ['<answer@own.example>'] },
  settings: Partial<OrganisationSettings> = {},
) {
  const { outcomes, trace } = decideInbound(aConfiguration({ settings }), aMail({ threads, message }))
  const steps = trace.filter((taken) => taken.rule === 'R-IN-5').map((taken) => taken.code)
  return { outcome: outcomes[0], steps, trace }
}

describe('R-IN-5 threads', () => {
  it('continues an open interaction in its queue without asking the routing', () => {
    const { outcome, trace } = decide([aThread()])
    expect(outcome).toMatchObject({ result: 'QUEUED', continues: true, queueId: 'orders', priority: null })
    expect(trace.filter((taken) => taken.rule === 'R-IN-6')).toEqual([])
  })

  it.each([
    ['just now', 0, 30, true],
    ['a moment less than the limit', 30 * DAY - 1, 30, true],
    ['exactly the limit', 30 * DAY, 30, false],
    ['long ago', 300 * DAY, 30, false],
    ['just now, but never', 0, 0, false],
    ['by a clock that is ahead, but never', -1, 0, false],
    ['a day less than the limit', 6 * DAY, 7, true],
  ])('disconnected %s', (_name, ago, threadingDays, continues) => {
    const { outcome, steps } = decide([closed(ago)], undefined, { threadingDays })
    expect(outcome?.continues).toBe(continues)
    expect(steps).toEqual([continues ? 'THREAD_CONTINUED' : 'THREAD_TOO_OLD'])
  })

  it('continues an open one whatever the days', () => {
    expect(decide([aThread()], undefined, { threadingDays: 0 }).outcome?.continues).toBe(true)
  })

  it('asks In-Reply-To first, then References from the newest', () => {
    const threads = ['a', 'b', 'c'].map((id) => aThread({ messageIds: [`<${id}>`], queueId: id }))
    const references = ['<a>', '<b>', '<unknown>']
    expect(decide(threads, { inReplyTo: ['<c>'], references }).outcome?.queueId).toBe('c')
    expect(decide(threads, { inReplyTo: ['<gone>'], references }).outcome?.queueId).toBe('b')
  })

  it('goes on to an older reference when the newer one is too old', () => {
    const threads = [closed(90 * DAY, { messageIds: ['<old>'] }), aThread({ messageIds: ['<open>'], queueId: 'open' })]
    const { outcome, steps } = decide(threads, { inReplyTo: ['<old>'], references: ['<open>', '<old>'] })
    expect(outcome?.queueId).toBe('open')
    expect(steps).toEqual(['THREAD_TOO_OLD', 'THREAD_CONTINUED'])
  })

  it('still asks virus, spam and auto-generated', () => {
    const mail = { threads: [aThread()], message: { inReplyTo: ['<answer@own.example>'] } }
    const reasons = [{ virus: 'FAIL' as const }, { spam: 'FAIL' as const }, { envelopeFrom: '' }].map(
      (changes) => decideInbound(aConfiguration(), aMail({ ...mail, ...changes })).outcomes[0]?.reason,
    )
    expect(reasons).toEqual(['VIRUS', 'SPAM', 'AUTO_GENERATED'])
  })

  it.each<[string, Partial<AddressSettings>]>([
    ['another queue', { routing: { kind: 'QUEUE', queueId: 'else', skillIds: ['x'], languageId: 'fr', priority: 9 } }],
    ['a flow', { routing: { kind: 'FLOW', flowId: 'sort' } }],
    ['nowhere', { routing: { kind: 'NONE' } }],
  ])('continues in its queue for an address that is routed to %s', (_name, settings) => {
    const address = anAddress('help@support.example.com', settings)
    const configuration = aConfiguration({ addresses: [address], flows: [anInboundFlow('sort')] })
    const mail = aMail({ threads: [aThread()], message: { inReplyTo: ['<answer@own.example>'] } })
    const { outcomes, trace } = decideInbound(configuration, mail)
    const nothing = { flowId: null, skillIds: [], languageId: null, priority: null, reason: null }
    expect(outcomes).toMatchObject([{ result: 'QUEUED', continues: true, queueId: 'orders', ...nothing }])
    expect(trace.some(({ rule }) => rule === 'R-IN-6')).toBe(false)
  })

  it('continues also by an automatic mail that the setting accepts', () => {
    const message = { inReplyTo: ['<answer@own.example>'], headers: [{ name: 'precedence', value: 'bulk' }] }
    expect(decide([aThread()], message).outcome).toMatchObject({ continues: false, reason: 'AUTO_GENERATED' })
    expect(decide([aThread()], message, { acceptAutoGenerated: true }).outcome?.continues).toBe(true)
  })

  it('is what the rule says, whatever the mail names and whatever there is', () => {
    const ids = fc.constantFrom('<a>', '<b>', '<c>', '<d>')
    const known = fc.record({
      messageIds: fc.uniqueArray(ids, { minLength: 1, maxLength: 2 }),
      open: fc.boolean(),
      days: fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }),
      subject: fc.constantFrom('Order', 'Re: order', 'Other', null),
    })
    const mail = fc.record({
      inReplyTo: fc.array(ids, { maxLength: 2 }),
      references: fc.array(ids, { maxLength: 3 }),
      subject: fc.constantFrom('AW: Order', 'Other'),
    })
    const settings = fc.record({ threadingDays: fc.constantFrom(0, 1, 30), newThreadOnSubjectChange: fc.boolean() })
    fc.assert(
      fc.property(fc.array(known, { maxLength: 4 }), mail, settings, (list, message, chosen) => {
        const threads = list.map(({ days, ...each }, index) =>
          aThread({ ...each, queueId: String(index), disconnectedAt: days === null ? null : NOON - days * DAY }),
        )
        const mayContinue = ({ open, disconnectedAt, subject }: Thread) => {
          const isRecent = disconnectedAt !== null && NOON - disconnectedAt < chosen.threadingDays * DAY
          const isSame = subject === null || /order/i.test(subject) === /order/i.test(message.subject)
          return (open || isRecent) && (isSame || !chosen.newThreadOnSubjectChange)
        }
        const named = [...message.inReplyTo, ...[...message.references].reverse()]
        const expected = named.flatMap((id) =>
          threads.filter((each) => each.messageIds.includes(id) && mayContinue(each)),
        )
        const { outcome, steps } = decide(threads, message, chosen)
        expect(outcome?.continues).toBe(expected.length > 0)
        expect(outcome?.queueId).toBe(expected[0]?.queueId ?? 'support')
        expect(steps.length).toBeGreaterThan(0)
        expect(steps.slice(0, -1)).not.toContain('THREAD_CONTINUED')
      }),
    )
  })

  it('says that there is none', () => {
    expect(decide([], undefined).steps).toEqual(['THREAD_NONE'])
    expect(decide([aThread()], { inReplyTo: ['<other>'] }).steps).toEqual(['THREAD_NONE'])
    expect(decide([aThread()], {}).steps).toEqual(['THREAD_NONE'])
  })

  describe('with newThreadOnSubjectChange', () => {
    const reply = (subject: string, threads = [aThread()]) =>
      decide(threads, { inReplyTo: ['<answer@own.example>'], subject }, { newThreadOnSubjectChange: true })

    it('starts a new one under another subject', () => {
      const { outcome, steps } = reply('Something else')
      expect(outcome).toMatchObject({ continues: false, queueId: 'support' })
      expect(steps).toEqual(['THREAD_SUBJECT_CHANGED'])
    })

    it('continues where the subject of before is not known', () => {
      expect(reply('Anything', [aThread({ subject: null })]).outcome?.continues).toBe(true)
    })

    it('is not asked when the setting is off', () => {
      expect(decide([aThread()], { inReplyTo: ['<answer@own.example>'], subject: 'Else' }).outcome?.continues).toBe(
        true,
      )
    })
  })
})

describe('R-IN-5 subjects', () => {
  it.each([
    'Re: Order 5',
    'RE: order 5',
    'Aw: Order 5',
    'AW : Order 5',
    'Antw: Order 5',
    'WG: Order 5',
    'Fwd: Order 5',
    'Fw: Order 5',
    'TR: Order 5',
    'RES: Order 5',
    'SV: Order 5',
    'VS: Order 5',
    'Odp: Order 5',
    'Ynt: Order 5',
    'Re[2]: Order 5',
    'Re (3): Order 5',
    'Re^2: Order 5',
    'Re: AW: Fwd:  Order   5 ',
    'Re:Order 5',
    '回复：Order 5',
  ])('%j is the same as before', (subject) => {
    expect(subjectKey(subject)).toBe(subjectKey('Order 5'))
  })

  const LISTED = 'Re RE Aw Antw WG Fwd Fw TR RES SV VS Odp Ynt'.split(' ')

  it.each(LISTED)('%s counts for nothing in any of its forms', (word) => {
    const forms = ['X: Order 5', 'X:Order 5', 'X : Order 5', 'X[2]: Order 5', 'X [2]: Order 5', 'X (2): Order 5']
    const others = [
      'X(2):Order 5',
      'X2: Order 5',
      '[X: Order 5]',
      '[X[2]: Order 5]',
      '[ X: Order 5 ]',
      'X: X: X[2]: Order 5',
    ]
    const wrapped = ['X: [X: Order 5]', '[X: [X: Order 5]]', '[X: X: Order 5]', ' X:\r\n Order 5']
    for (const form of [...forms, ...others, ...wrapped])
      for (const cased of [word, word.toLowerCase(), word.toUpperCase()])
        expect(subjectKey(form.replaceAll('X', cased)), form).toBe(subjectKey('Order 5'))
  })

  it.each(['[Fwd: Order 5', 'Fwd: Order 5]', '[Order 5]', '[Fwd] Order 5', '[Fwd: Order] 5'])(
    '%j is no forward in brackets',
    (subject) => {
      expect(subjectKey(subject)).not.toBe(subjectKey('Order 5'))
    },
  )

  it.each(['Order 6', 'Regarding: Order 5', 'Real: Order 5', 'Re Order 5', 'Order 5 Re:', ''])(
    '%j is another',
    (subject) => {
      expect(subjectKey(subject)).not.toBe(subjectKey('Order 5'))
    },
  )

  it('takes prefixes away once for all', () => {
    const part = fc.constantFrom('Re: ', 'AW:', 'Fwd[3]: ', '[Fwd: ', ' ', 'Order', ':', '[', ']', '2')
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const key = subjectKey(parts.join(''))
        expect(subjectKey(key)).toBe(key)
        expect(subjectKey(`Re: ${parts.join('')}`)).toBe(key)
      }),
    )
  })

  it('reads a hostile subject at once', () => {
    expect(subjectKey('Re:'.repeat(300_000))).toBe('')
    expect(subjectKey(`Re${' '.repeat(300_000)}x`)).toBe('RE X')
    expect(subjectKey(`${'Re: '.repeat(300_000)}x`)).toBe('X')
    expect(subjectKey(`${'[Re: '.repeat(100_000)}x${']'.repeat(100_000)}`)).toBe('X')
    expect(subjectKey(`${'[Re: Re: '.repeat(100_000)}x${' '.repeat(100_000)}`)).toMatch(/X$/)
  })
})
