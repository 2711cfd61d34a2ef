import { describe, expect, it } from 'vitest'
import { parseMessage } from './index.js'

const mail = (...lines: string[]) => parseMessage(lines.join('\r\n'))

describe('addresses', () => {
  it.each([
    ['Ann <ann@example.org>, bob@example.org', ['ann@example.org', 'bob@example.org']],
    ['Team: ann@example.org, bob@example.org;, c@example.org', ['ann@example.org', 'bob@example.org', 'c@example.org']],
    ['undisclosed-recipients:;', []],
    ['Somebody', []],
    ['"v@other.example"@support.example.com', ['v@other.example@support.example.com']],
    ['<@relay.example:v@other.example>', ['@relay.example:v@other.example']],
    ['=?utf-8?Q?J=C3=BCrgen?= <j@example.org>', ['j@example.org']],
    ['', []],
  ])('of %j', async (to, addresses) => {
    const message = await mail(`To: ${to}`, '', '')
    expect(message.to.map(({ address }) => address)).toEqual(addresses)
  })

  it('take the first of two From fields, and all of several To fields', async () => {
    const message = await mail(
      'From: a@x.example',
      'To: b@x.example',
      'From: evil@x.example',
      'To: c@x.example',
      '',
      '',
    )
    expect(message.from.map(({ address }) => address)).toEqual(['a@x.example'])
    expect(message.to.map(({ address }) => address)).toEqual(['b@x.example', 'c@x.example'])
  })

  it('have names without control and direction marks', async () => {
    const message = await mail(
      'From: =?utf-8?Q?Ann=0D=0ABcc=3A_x=E2=80=AE_gpj?= <a@x.example>',
      'Subject: =?utf-8?Q?a=0Ab?=',
      '',
      '',
    )
    expect(message.from[0]?.name).toBe('Ann Bcc: x gpj')
    expect(message.subject).toBe('a b')
  })
})

describe('text', () => {
  const html = (body: string) => mail('Content-Type: text/html; charset=utf-8', '', body)

  it.each([
    ['<p>Hello</p><p>you</p>', 'Hello\n\nyou'],
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['<html><head><title>t</title><style>p{}</style></head><body>x</body></html>', 'x'],
    ['K&uuml;ndigung &amp; Preis&nbsp;5&euro; &#8211; &#x41; &unknown; &', 'Kündigung & Preis 5€ – A &unknown; &'],
    ['&#0;&#55296;&#1114112;', '&#0;&#55296;&#1114112;'],
    ['<!-- hidden --><script>alert(1)</script>1 < 2', '1 < 2'],
    ['a <a href="https://example.org">link</a>', 'a link'],
    ['<script>never closed', ''],
  ])('of HTML %j', async (body, text) => {
    expect((await html(body)).text).toBe(text)
  })

  it('of an unknown character set is read as windows-1252', async () => {
    const raw = Uint8Array.from(
      [...'Content-Type: text/plain; charset=x-unknown\n\nGr\xfc\xdfe'].map((c) => c.charCodeAt(0)),
    )
    expect((await parseMessage(raw)).text).toBe('Grüße')
  })

  it('takes the plain one of alternatives, and both parts of a mixed mail', async () => {
    const parts = (type: string) =>
      mail(
        `Content-Type: multipart/${type}; boundary=b`,
        '',
        '--b',
        '',
        'plain',
        '--b',
        'Content-Type: text/html',
        '',
        '<p>rich',
        '--b--',
      )
    expect((await parts('alternative')).text).toBe('plain')
    expect((await parts('mixed')).text).toBe('plain\n\nrich')
  })
})

describe('line ends and ids', () => {
  it.each([['\r\n'], ['\n'], ['\r']])('reads lines that end in %j', async (end) => {
    const message = await parseMessage(['Subject: a', 'Message-ID: <1@x>', '', 'b', 'c'].join(end))
    expect(message).toMatchObject({ subject: 'a', messageId: '<1@x>', text: 'b\nc' })
  })

  it('finds ids among other words, folded, and none where there is none', async () => {
    const message = await mail(
      'In-Reply-To: Your mail of Monday <a@x> (Ann)',
      'References: <b@x><c@x>',
      '\t<d@x> junk <',
      '',
      '',
    )
    expect(message).toMatchObject({ inReplyTo: ['<a@x>'], references: ['<b@x>', '<c@x>', '<d@x>'], messageId: null })
  })

  it('takes message ids that came without brackets', async () => {
    const message = await parseMessage('In-Reply-To: a@x\r\nReferences: b@x\r\n c@x none\r\n\r\n')
    expect(message).toMatchObject({ inReplyTo: ['<a@x>'], references: ['<b@x>', '<c@x>'] })
  })

  it('keeps all fields in order, unfolded and decoded, names in lower case', async () => {
    const message = await mail('X-B: 1', 'X-A: =?utf-8?B?w6Q=?=', ' two', 'x-b: 2', 'no colon', '', '')
    expect(message.headers.map(({ name, value }) => [name, value])).toEqual([
      ['x-b', '1'],
      ['x-a', 'ä two'],
      ['x-b', '2'],
      ['no colon', ''],
    ])
  })
})
