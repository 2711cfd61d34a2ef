import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressSettings } from '../testing.js'
import { composeOutbound } from './compose-outbound.js'
import { HEADER_LIMITS } from './headers.js'
import { aDraft, decide, headerOf, outboundFacts, problemsOf, stepsOf } from './testing.js'
import { weighOutbound } from './weigh-outbound.js'

describe('R-OUT-6 the header', () => {
  it('has these fields in this order, and no others', () => {
    const decision = decide({ cc: ['bob@customer.example'], references: ['<a@b>'] })
    expect(decision.mail?.headers.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Date: Mon, 01 Jun 2026 12:00:00 +0000',
      'From: help@support.example.com',
      'To: ada@customer.example',
      'Cc: bob@customer.example',
      'Subject: Re: Where is my order?',
      'Message-ID: <0190@support.example.com>',
      'In-Reply-To: <question@customer.example>',
      'References: <a@b> <question@customer.example>',
      'X-Mailroom-Loop: help@support.example.com',
    ])
    expect(stepsOf(decision, 'R-OUT-6')).toEqual(['HEADERS_MADE', 'THREAD_KEPT', 'LOOP_NAMED'])
  })

  it.each([
    ['NEW', undefined, undefined],
    ['REPLY', '<q@customer.example>', '<q@customer.example>'],
    ['REPLY_ALL', '<q@customer.example>', '<q@customer.example>'],
    ['FORWARD', undefined, '<q@customer.example>'],
  ] as const)('%s names the mail it answers as it should', (kind, inReplyTo, references) => {
    for (const id of ['q@customer.example', ' <q@customer.example> ']) {
      const decision = decide({ kind, inReplyTo: id })
      expect([headerOf(decision, 'In-Reply-To'), headerOf(decision, 'References')]).toEqual([inReplyTo, references])
    }
    const none = decide({ kind, inReplyTo: null })
    expect(headerOf(none, 'References')).toBe(undefined)
    expect(stepsOf(none, 'R-OUT-6')).toContain('THREAD_NOT_KEPT')
  })

  it('refers to the first and the newest mails of a long conversation, each once', () => {
    const references = Array.from({ length: 80 }, (_, index) => `<${index}@customer.example>`)
    const ids =
      headerOf(decide({ references: [...references, ...references.slice(70)] }), 'References')?.split(' ') ?? []
    expect(ids.length).toBe(HEADER_LIMITS.references)
    expect([ids[0], ids[1], ids.at(-2), ids.at(-1)]).toEqual([
      '<0@customer.example>',
      '<32@customer.example>',
      '<79@customer.example>',
      '<question@customer.example>',
    ])
  })

  it('lists the sending address and those of the mail replied to, each once', () => {
    const decision = decide({ loopAddresses: ['HELP@support.example.com', 'desk@partner.example'] })
    expect(headerOf(decision, 'X-Mailroom-Loop')).toBe('HELP@support.example.com, desk@partner.example')
    expect(problemsOf(decide({ loopAddresses: ['a b@c.example'] }))).toEqual(['loopAddresses.0 ADDRESS_SYNTAX'])
  })

  it('calls no mail of an agent automatic', () => {
    expect(headerOf(decide(), 'Auto-Submitted')).toBe(undefined)
  })

  it.each([
    '\r\nBcc: v@evil.test',
    '\nX: y',
    '\rX: y',
    '\0',
    '\u2028Bcc: x',
    '\u2029',
    '\u0085',
    '\u000b',
    '\u007f',
    '\ud83d',
  ])('refuses %j by field', (evil) => {
    expect(problemsOf(decide({ subject: `Hi${evil}x` }))).toEqual(['subject FORBIDDEN_CHARACTERS'])
    expect(problemsOf(decide({ inReplyTo: `<a${evil}x@b>` }))[0]).toMatch(/^inReplyTo /)
    expect(problemsOf(decide({ references: ['<a@b>', `<a${evil}@b>`] }))[0]).toMatch(/^references.1 /)
    expect(problemsOf(decide({ to: [`"Ada${evil}" <ada@customer.example>`] }))).toContain('to.0 FORBIDDEN_CHARACTERS')
    const attachments = [{ name: `a${evil}.pdf`, type: 'application/pdf', sizeBytes: 1 }]
    expect(problemsOf(decide({ attachments }))).toEqual(['attachments.0.name FORBIDDEN_CHARACTERS'])
    const settings = addressSettings({ fromName: `Ada${evil}` })
    const decision = decide({}, { address: { address: 'help@support.example.com', settings } })
    expect(problemsOf(decision)).toEqual(['address.fromName FORBIDDEN_CHARACTERS'])
    expect(stepsOf(decide({ subject: evil }), 'R-OUT-6')).toContain('HEADERS_REFUSED')
  })

  it('refuses what is no message id, and what no line can hold', () => {
    for (const inReplyTo of ['<>', 'a b@c', '<a@b><c@d>', '<ü@b>']) {
      expect(problemsOf(decide({ inReplyTo }))).toEqual(['inReplyTo INVALID'])
    }
    expect(problemsOf(decide({ inReplyTo: 'a'.repeat(899) }))).toEqual(['inReplyTo TOO_LONG'])
    expect(problemsOf(decide({ subject: '😀'.repeat(998) }))).toEqual([])
    expect(problemsOf(decide({ subject: 'a'.repeat(999) }))).toEqual(['subject TOO_LONG'])
  })

  it('never holds CR, LF or another control, whatever is asked for', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a\r\nBcc: x', 'a\u2028', '=?utf-8?Q?=0D=0A?='),
    )
    const mailbox = fc.tuple(text, fc.emailAddress()).map(([name, address]) => `${name} <${address}>`)
    fc.assert(
      fc.property(fc.array(mailbox, { maxLength: 3 }), text, text, text, (to, subject, inReplyTo, fromName) => {
        const settings = addressSettings({ fromName })
        const facts = outboundFacts({ address: { address: 'help@support.example.com', settings } })
        const draft = aDraft({
          to,
          cc: [subject],
          subject,
          inReplyTo,
          references: [inReplyTo],
          loopAddresses: [subject],
        })
        const { unweighed } = composeOutbound(draft, facts)
        for (const { name, value } of unweighed.headers)
          expect(`${name}: ${value}`).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
        expect(`${unweighed.from}${unweighed.to.join()}${unweighed.subject}`).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
      }),
    )
  })
})

describe('R-OUT-8 size', () => {
  const weigh = (size: number, serverMessageBytes: number | null = null) => {
    const facts = outboundFacts({ limits: { recipients: 50, attachments: 2, messageBytes: 10_000 } })
    const from = { ...facts.from, serverMessageBytes }
    return weighOutbound(composeOutbound(aDraft(), { ...facts, from }), size, { ...facts, from })
  }

  it.each([
    [10_000, null, []],
    [10_001, null, [{ limit: 10_000, size: 10_001 }]],
    [5_000, 5_000, []],
    [5_001, 5_000, [{ limit: 5_000, size: 5_001 }]],
    [10_001, 20_000, [{ limit: 10_000, size: 10_001 }]],
  ])('of %d bytes, SMTP server %j: %j', (size, server, params) => {
    const decision = weigh(size, server)
    expect(decision.problems.map((problem) => problem.params)).toEqual(params)
    expect(decision.problems.every(({ code }) => code === 'MESSAGE_TOO_LARGE')).toBe(true)
    expect(decision.mail === null).toBe(params.length > 0)
    expect(stepsOf(decision, 'R-OUT-8').at(-1)).toBe(params.length > 0 ? 'MESSAGE_TOO_LARGE' : 'MESSAGE_WEIGHED')
  })

  it('counts attachments', () => {
    const attachments = Array.from({ length: 51 }, () => ({ name: 'a.pdf', type: 'application/pdf', sizeBytes: 1 }))
    expect(problemsOf(decide({ attachments: attachments.slice(1) }))).toEqual([])
    const decision = decide({ attachments })
    expect(decision.problems).toMatchObject([
      { code: 'TOO_MANY_ATTACHMENTS', path: ['attachments'], params: { limit: 50, count: 51 } },
    ])
  })

  it.each([
    [{ name: ' ' }, 'name REQUIRED'],
    [{ name: 'a'.repeat(256) }, 'name TOO_LONG'],
    [{ type: 'pdf' }, 'type INVALID'],
    [{ type: 'a/b\r\nX: y' }, 'type INVALID'],
    [{ sizeBytes: -1 }, 'sizeBytes OUT_OF_RANGE'],
    [{ sizeBytes: 1.5 }, 'sizeBytes OUT_OF_RANGE'],
  ])('refuses the attachment %j', (changes, problem) => {
    const attachments = [{ name: 'a.pdf', type: 'application/pdf', sizeBytes: 1, ...changes }]
    expect(problemsOf(decide({ attachments }))).toEqual([`attachments.0.${problem}`])
  })
})
