import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressSettings, aMailbox } from '../testing.js'
import { parseMailboxText } from './mailbox-text.js'
import { decide, headerOf, problemsOf, stepsOf } from './testing.js'
import type { OutboundFacts } from './types.js'

const HIDDEN = ['legal@archive.example', 'audit@archive.example']
const withBcc = (bcc: readonly string[] = HIDDEN, more: Partial<OutboundFacts> = {}): Partial<OutboundFacts> => ({
  address: {
    address: 'help@support.example.com',
    settings: addressSettings({ bcc: bcc.map((address) => aMailbox(address)) }),
  },
  ...more,
})
const people = (count: number) => Array.from({ length: count }, (_, index) => `p${index}@customer.example`)
const limits = (recipients: number) => ({ recipients, attachments: 50, messageBytes: 1_000_000 })

describe('R-OUT-3 recipients', () => {
  it('are those of To, Cc, Bcc and the settings, each once without regard to case', () => {
    const { mail } = decide(
      {
        to: ['Ada <ada@customer.example>', 'ADA@Customer.Example'],
        cc: ['bob@customer.example', 'ada@CUSTOMER.example'],
        bcc: ['Bob@customer.example', 'eve@customer.example'],
      },
      withBcc(['EVE@customer.example', 'ada@customer.example', 'legal@archive.example']),
    )
    expect(mail).toMatchObject({
      to: ['"Ada" <ada@customer.example>'],
      cc: ['bob@customer.example'],
      envelopeTo: ['ada@customer.example', 'bob@customer.example', 'eve@customer.example', 'legal@archive.example'],
      recipientCount: 4,
    })
  })

  it.each(['NEW', 'REPLY', 'REPLY_ALL', 'FORWARD'] as const)('none by the agent is refused for %s', (kind) => {
    const decision = decide({ kind, to: [] }, withBcc())
    expect(problemsOf(decision)).toEqual(['to NO_RECIPIENTS'])
    expect(stepsOf(decision, 'R-OUT-3')).toEqual(['RECIPIENTS_NONE_CHOSEN'])
  })

  it.each(['to', 'cc', 'bcc'] as const)('one in %s is enough', (field) => {
    const decision = decide({ to: [], [field]: ['ada@customer.example'] })
    expect(decision.problems).toEqual([])
    expect(headerOf(decision, 'To')).toBe(field === 'to' ? 'ada@customer.example' : undefined)
  })

  it('may be as many as the limit, counted after the same are put together', () => {
    const more = { limits: limits(5) }
    expect(problemsOf(decide({ to: people(3) }, withBcc(HIDDEN, more)))).toEqual([])
    expect(problemsOf(decide({ to: [...people(3), ...people(3)] }, withBcc(HIDDEN, more)))).toEqual([])
    const decision = decide({ to: people(2), cc: people(4).slice(2) }, withBcc(HIDDEN, more))
    expect(decision.problems).toMatchObject([
      { code: 'TOO_MANY_RECIPIENTS', path: [], params: { count: 6, limit: 5, automatic: 2 } },
    ])
    expect([decision.mail, stepsOf(decision, 'R-OUT-3')]).toEqual([null, ['RECIPIENTS_TOO_MANY']])
  })

  it('are not read beyond any limit there is', () => {
    const decision = decide({ to: Array.from({ length: 2001 }, () => 'no mailbox') })
    expect(decision.problems).toMatchObject([
      { code: 'TOO_MANY_RECIPIENTS', params: { count: 2001, limit: 50, automatic: 0 } },
    ])
  })

  it.each([
    ['a@example.com\r\nBcc: v@evil.test'],
    ['a@example.com,b@evil.test'],
    ['a@example.com;b@evil.test'],
    ['x@evil.test(@example.com'],
    ['"x@evil.test x"@example.com'],
    ['g: a@evil.test, b@example.com;'],
    ['<a@example.com'],
    ['a@example.com>'],
    ['a b@example.com'],
    ['a@[127.0.0.1]'],
    ['Ada <ada@customer.example> <x@evil.test>'],
    ['Lovelace, Ada <ada@customer.example>'],
    ['"Ada" x" <ada@customer.example>'],
    [''],
    ['Ada\r\nBcc: v@evil.test <ada@customer.example>'],
  ])('%j is refused where it stands', (text) => {
    for (const field of ['to', 'cc', 'bcc'] as const) {
      const decision = decide({ to: people(1), [field]: [...people(2), text] })
      expect(decision.mail).toBe(null)
      expect(decision.problems.map(({ path }) => path.join('.'))).toContain(`${field}.2`)
    }
  })

  it.each([
    ['ada@customer.example', null],
    [' <ada@customer.example> ', null],
    ['Ada <ada@customer.example>', 'Ada'],
    ['"Lovelace, Ada" <ada@customer.example>', 'Lovelace, Ada'],
    ['"A \\"B\\" \\\\" <ada@customer.example>', 'A "B" \\'],
    ['=?utf-8?B?QmNjOiB4?= <ada@customer.example>', '=?utf-8?B?QmNjOiB4?='],
  ])('%j is a mailbox', (text, name) => {
    expect(parseMailboxText(text, [])).toMatchObject({ value: { address: 'ada@customer.example', name } })
  })

  it('warns of a name that shows another address', () => {
    const decision = decide({ to: ['"ceo@bank.test" <ada@customer.example>'] })
    expect(decision.problems).toMatchObject([{ code: 'FROM_NAME_HAS_ADDRESS', severity: 'WARNING', path: ['to', '0'] }])
    expect(decision.mail).not.toBe(null)
  })
})

describe('R-OUT-2 hidden copies', () => {
  it('R-ADR-5 are in the envelope and in no header', () => {
    const decision = decide({ bcc: ['eve@customer.example'] }, withBcc())
    expect(decision.mail?.envelopeTo).toEqual(['ada@customer.example', 'eve@customer.example', ...HIDDEN])
    expect(decision.mail?.headers.map(({ name }) => name)).not.toContain('Bcc')
    expect(JSON.stringify([decision.mail?.headers, decision.editor])).not.toMatch(/archive|eve@/)
    expect([stepsOf(decision, 'R-ADR-5'), stepsOf(decision, 'R-OUT-2')]).toEqual([['BCC_SETTING'], ['BCC_IN_ENVELOPE']])
  })

  it('leave no difference for whoever may not know of them, while there is room', () => {
    const seesHiddenBcc = false
    const hidden = decide({}, withBcc(HIDDEN, { seesHiddenBcc }))
    expect(hidden).toEqual(decide({}, withBcc([], { seesHiddenBcc })))
    expect(hidden.mail).toMatchObject({ envelopeTo: ['ada@customer.example'], recipientCount: 1 })
    expect([stepsOf(hidden, 'R-ADR-5'), stepsOf(hidden, 'R-OUT-2')]).toEqual([['BCC_NOT_SHOWN'], ['BCC_NOT_SHOWN']])
  })

  it('count in any case, and even then nobody is told how many they are', () => {
    const more = { limits: limits(3), seesHiddenBcc: false }
    const two = decide({ to: people(2) }, withBcc(HIDDEN, more))
    expect(two.problems).toMatchObject([{ params: { count: 2, limit: 3, automatic: 0 } }])
    expect(two).toEqual(decide({ to: people(2) }, withBcc([...HIDDEN, 'third@archive.example'], more)))
  })
})

const address = fc.constantFrom(...people(6), ...people(6).map((text) => text.toUpperCase()), ...HIDDEN)
const list = fc.array(address, { maxLength: 6 })

describe('R-OUT-3 R-OUT-2 of any lists', () => {
  const keys = (texts: readonly string[] = []) => texts.map((text) => text.toLowerCase())

  it('the envelope is the union, each once', () => {
    fc.assert(
      fc.property(list, list, list, list, (to, cc, bcc, hidden) => {
        const { mail } = decide({ to: ['first@customer.example', ...to], cc, bcc }, withBcc(hidden))
        const union = new Set(keys(['first@customer.example', ...to, ...cc, ...bcc, ...hidden]))
        expect(new Set(keys(mail?.envelopeTo))).toEqual(union)
        expect([mail?.envelopeTo.length, mail?.recipientCount]).toEqual([union.size, union.size])
        expect(keys(mail?.to).filter((key) => keys(mail?.cc).includes(key))).toEqual([])
      }),
    )
  })

  it('nothing tells of a hidden one that the agent has not chosen', () => {
    fc.assert(
      fc.property(list, list, fc.nat(12), (to, cc, recipients) => {
        const facts = { limits: limits(recipients), seesHiddenBcc: false }
        const hidden = ['secret-1@archive.example', 'secret-2@archive.example']
        const decision = decide({ to, cc, history: '<p>secret</p>' }, withBcc(hidden, facts))
        expect(JSON.stringify(decision)).not.toMatch(/secret-\d/)
      }),
    )
  })
})
