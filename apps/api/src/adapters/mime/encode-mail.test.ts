import {
  ADDRESS_DEFAULTS,
  composeOutbound,
  LIMIT_DEFAULTS,
  type AddressSettings,
  type OutboundDraft,
  type OutboundFacts,
} from '@mailroom/core'
import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import MailComposer from 'nodemailer/lib/mail-composer'
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { encodeMail } from './encode-mail.js'

const ADA = 'ada@customer.example'
const draft: OutboundDraft = {
  ...{ kind: 'REPLY', to: [ADA], cc: [], bcc: [], subject: 'Hi', html: '<p>Guten Tag, Zoë</p>' },
  ...{ includeHistory: true, isInitial: true, history: null, editorHtml: null, agentName: null },
  ...{ inReplyTo: '<q@customer.example>', references: ['<p@customer.example>'], loopAddresses: [], attachments: [] },
}
const domain: OutboundFacts['from']['domain'] = {
  ...{ name: 'acme.mailroom.example', type: 'PLATFORM', sender: 'PLATFORM', reception: 'MX', mailFromDomain: null },
  ...{ ownershipToken: '', dkimKeys: [], claim: 'NONE', smtpTestOk: null },
}

function compose(changes: Partial<OutboundDraft>, settings: Partial<AddressSettings> = {}) {
  const { unweighed } = composeOutbound(
    { ...draft, ...changes },
    {
      ...{ edition: 'CX_3', limits: LIMIT_DEFAULTS, organizationName: 'Acme', fromAddress: null, signature: null },
      address: { address: 'help@acme.mailroom.example', settings: { ...ADDRESS_DEFAULTS, ...settings } },
      from: { domain, states: [], dkimRotation: null, serverMessageBytes: null, serverSigns: false },
      platform: {
        root: 'mailroom.example',
        mxHost: 'mx',
        feedbackHost: 'feedback.mailroom.example',
        spfInclude: 'spf',
      },
      ...{ seesHiddenBcc: true, now: Date.UTC(2026, 5, 1), uniqueId: '1' },
    },
  )
  return unweighed
}
const encode = (changes: Partial<OutboundDraft>, settings?: Partial<AddressSettings>) =>
  encodeMail(compose(changes, settings))

/** What both readers make of it, which must be the same. */
async function read(raw: string) {
  const [first, second] = [await PostalMime.parse(raw), await simpleParser(raw)]
  const same = {
    from: { name: first.from?.name ?? '', address: first.from?.address },
    to: (first.to ?? []).map(({ name, address }) => ({ name, address })),
    cc: (first.cc ?? []).map(({ name, address }) => ({ name, address })),
    subject: first.subject ?? '',
  }
  const list = (value: readonly { name: string; address?: string }[] = []) =>
    value.map(({ name, address }) => ({ name, address }))
  expect({
    from: list(second.from?.value)[0],
    to: list(second.to?.value),
    cc: list(second.cc?.value),
    subject: second.subject ?? '',
  }).toEqual(same)
  expect(second.headerLines.length).toBe(first.headers.length)
  return { ...same, first, second, count: first.headers.length }
}

/** What holds of all bytes that leave. */
function expectLines(raw: string): void {
  expect(/[^\r]\n|\r(?!\n)|[^\r\n\t -~]/.exec(raw)?.[0]).toBe(undefined)
  const lines = raw.split('\r\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998)
  const words = raw.match(/=\?[^?\s]+\?[BQ]\?[^?\s]*\?=/g) ?? []
  expect(Math.max(0, ...words.map((word) => word.length))).toBeLessThanOrEqual(75)
}

/** Names that are taken for something else somewhere (security, 5.4). */
const NAMES = [
  'Acme Support',
  'ceo@bank.test',
  '"Alice" <ceo@bank.test>',
  'Alice, Bob <b@evil.test>',
  'Alice; Bob:',
  'Alice (CEO)',
  'Alice\\" <x@evil.test> \\"',
  '=?utf-8?B?QmNjOiB4?=',
  '=?utf-8?Q?A=0D=0ABcc:_v@evil.test?=',
  'x =?utf-8?Q?A=0D=0ABcc:_v@evil.test?= y',
  '😀'.repeat(120),
  'Zoë Müller',
  'a'.repeat(120),
  '<>@,;:\\".[]',
]
const fields = async () => (await read((await encode({})).raw)).count

describe('R-OUT-6 the bytes of a mail', () => {
  test.each(NAMES)('%s is a name in From and To, and nothing else', async (name) => {
    const quoted = `"${name.replace(/["\\]/g, '\\$&')}" <${ADA}>`
    const { raw } = await encode(
      { to: [quoted], cc: [quoted.replace(ADA, 'bob@customer.example')] },
      { fromName: name },
    )
    expectLines(raw)
    const { from, to, cc, count } = await read(raw)
    expect(from).toEqual({ name, address: 'help@acme.mailroom.example' })
    expect(to).toEqual([{ name, address: ADA }])
    expect(cc).toEqual([{ name, address: 'bob@customer.example' }])
    expect(count).toBe((await fields()) + 1)
  })

  test.each([...NAMES, 'word '.repeat(190).trim(), 'ü'.repeat(998), '= ? =?', 'a '.repeat(400).trim()])(
    '%s is a subject, and nothing else',
    async (subject) => {
      const { raw } = await encode({ subject })
      expectLines(raw)
      expect(await read(raw)).toMatchObject({ subject, count: await fields() })
    },
  )

  test('any name and subject come out as they went in', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((value) => /^\S+( \S+)*$/.test(value))
    await fc.assert(
      fc.asyncProperty(text, text, async (fromName, subject) => {
        const mail = compose({ subject }, { fromName })
        const { raw } = await encodeMail(mail)
        expectLines(raw)
        const found = await PostalMime.parse(raw)
        expect([found.from?.name, found.subject]).toEqual([fromName, subject])
        expect(found.headers.length).toBe(mail.headers.length + 2)
        expect(found.from?.address).toBe('help@acme.mailroom.example')
      }),
      { numRuns: 50 },
    )
  })

  test('carry the thread, text and HTML, and no Bcc', async () => {
    const bcc = [{ address: 'legal@archive.example', name: null }]
    const { raw } = await encode(
      { bcc: ['eve@customer.example'], html: '<p>Guten Tag, Zoë</p>' },
      { bcc, replyTo: ADA },
    )
    const { first, second } = await read(raw)
    expect(first).toMatchObject({
      messageId: '<1@acme.mailroom.example>',
      inReplyTo: '<q@customer.example>',
      references: '<p@customer.example> <q@customer.example>',
      replyTo: [{ address: ADA }],
    })
    expect([first.html?.trim(), first.text?.trim()]).toEqual(['<p>Guten Tag, Zoë</p>', 'Guten Tag, Zoë'])
    expect(second.html).toContain('<p>Guten Tag, Zoë</p>')
    expect(first.headers.find(({ key }) => key === 'date')?.value).toBe('Mon, 01 Jun 2026 00:00:00 +0000')
    expect(raw).not.toMatch(/archive|eve@|^bcc/im)
    expect(raw).toMatch(/^Content-Type: multipart\/alternative/m)
    expect(first.headers.find(({ key }) => key === 'x-mailroom-loop')?.value).toBe('help@acme.mailroom.example')
  })

  test('keep their lines short, whatever is in them', async () => {
    const long = `<${'x'.repeat(880)}@customer.example>`
    const people = Array.from({ length: 50 }, (_, index) => `"${'n'.repeat(100)}" <p${index}@customer.example>`)
    const { raw } = await encode({
      ...{ to: people, inReplyTo: long, references: [long, long.replace('x', 'y')] },
      ...{ html: `<p>${'wort'.repeat(5000)}</p>\n<p>a\rb\r\nc</p>`, history: `<p>${'ü'.repeat(5000)}</p>` },
    })
    expectLines(raw)
    const { first, to } = await read(raw)
    expect([first.inReplyTo, first.references?.split(/\s+/).length, to.length]).toEqual([long, 2, 50])
  })

  test('read no file and no address for a part', async () => {
    const attachments = [
      { name: '/etc/passwd', type: 'text/plain', sizeBytes: 3 },
      { name: 'https://evil.test/x', type: 'text/html', sizeBytes: 3 },
    ]
    const { raw } = await encode({ attachments })
    expect(raw).not.toContain('root:')
    const { first } = await read(raw)
    expect(first.attachments.map(({ filename, mimeType, content }) => [filename, mimeType, content])).toEqual([
      ['/etc/passwd', 'text/plain', new ArrayBuffer(0)],
      ['https://evil.test/x', 'text/html', new ArrayBuffer(0)],
    ])
  })
})

describe('R-OUT-8 the size after encoding', () => {
  const sizes = [0, 1, 2, 3, 56, 57, 58, 114, 115, 1000, 99_999]

  test.each(sizes)('is right for an attachment of %d bytes, without its bytes', async (sizeBytes) => {
    const content = Buffer.alloc(sizeBytes)
    const base64 = { contentTransferEncoding: 'base64', contentType: 'application/pdf', filename: 'a.pdf' }
    const weigh = async (bytes: Buffer | string) =>
      (await new MailComposer({ text: 'x', attachments: [{ ...base64, content: bytes }] }).compile().build()).length
    const { size, raw } = await encode({ attachments: [{ name: 'a.pdf', type: 'application/pdf', sizeBytes }] })
    expect(size - raw.length).toBe((await weigh(content)) - (await weigh('')))
  })

  test('of many large attachments takes no memory', async () => {
    const attachments = Array.from({ length: 50 }, (_, index) => ({
      ...{ name: `${index}.zip`, type: index % 2 ? 'application/zip' : 'message/rfc822', sizeBytes: 2_000_000_000 },
    }))
    const { size, raw } = await encode({ attachments })
    expect(size).toBeGreaterThan(130_000_000_000)
    expect(raw.length).toBeLessThan(20_000)
  })
})
