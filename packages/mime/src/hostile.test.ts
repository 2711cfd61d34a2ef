/// <reference types="node" />
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MESSAGE_LIMITS, MessageUnreadable, parseMessage } from './index.js'

/** Microseconds of CPU: unlike the clock, not longer where the machine is busy. */
const SECOND = 1_000_000

async function read(raw: Uint8Array | string) {
  const start = process.cpuUsage()
  const outcome = await parseMessage(raw).catch((error: unknown) => error)
  const { user, system } = process.cpuUsage(start)
  expect(user + system).toBeLessThan(SECOND)
  return outcome
}

const lines = (...parts: string[]) => parts.join('\r\n')
const multipart = (boundary: string) =>
  lines(`Content-Type: multipart/mixed; boundary=${boundary}`, '', `--${boundary}`, '')
const nested = (depth: number) => Array.from({ length: depth }, (_, level) => multipart(`b${level}`)).join('')
const manyParts = (count: number, type: string) =>
  lines(type, '', ...Array.from({ length: count }, () => '--b\r\n\r\nx'), '--b--')

describe('a mail beyond a limit is refused at once (security: H3, M6)', () => {
  it.each([
    ['20 000 nested parts', nested(20_000), 'depth', 20],
    ['parts 21 deep', nested(22), 'depth', 20],
    ['50 000 parts', manyParts(50_000, 'Content-Type: multipart/mixed; boundary=b'), 'parts', 500],
    ['parts behind a comment', manyParts(50_000, 'Content-Type: multi(c)part/mixed; bound(c)ary=b'), 'parts', 500],
    ['parts behind a continuation', manyParts(50_000, 'Content-Type: multipart/mixed; boundary*0=b'), 'parts', 500],
    ['501 parts', manyParts(501, 'Content-Type: multipart/mixed; boundary=b'), 'parts', 500],
    ['a header line of 1 MB', `Subject: ${'x'.repeat(1_048_576)}\r\n\r\n`, 'headerBytes', 65_536],
    ['headers of parts of 1 MB', multipart('b') + `X: ${'x'.repeat(1_048_576)}\r\n\r\n`, 'headerBytes', 65_536],
    ['501 headers', `${'A: b\r\n'.repeat(501)}\r\n`, 'headers', 500],
    ['a header that never ends', `Subject: ${' x\r\n'.repeat(1_000_000)}`, 'headerBytes', 65_536],
    ['15 MB and a byte', 'x'.repeat(15 * 1_048_576 + 1), 'bytes', 15_728_640],
    ['a million empty lines', '\r\n'.repeat(1_000_000), 'lines', 500_000],
  ])('%s', async (_, raw, reason, limit) => {
    const outcome = await read(raw)
    expect(outcome).toBeInstanceOf(MessageUnreadable)
    expect(outcome).toMatchObject({ reason, limit })
    expect((outcome as MessageUnreadable).found).toBeGreaterThan(limit)
  })
})

describe('a mail at a limit is read', () => {
  it.each([
    ['parts 20 deep', nested(20)],
    ['500 parts', manyParts(500, 'Content-Type: multipart/mixed; boundary=b')],
    ['500 headers', `${'A: b\r\n'.repeat(500)}\r\n`],
    ['a boundary that never ends', multipart('b') + lines('', 'x'.repeat(4_000_000))],
    ['an empty mail', ''],
    ['a mail of line ends', '\r\n\r\n\r\n'],
    ['a mail of NULs', '\0'.repeat(10_000)],
  ])('%s', async (_, raw) => {
    expect(await read(raw)).toHaveProperty('sizeBytes', raw.length)
  })
})

describe('what is expensive to some readers is not here', () => {
  const header = (value: string) => `From: ${value.repeat(Math.floor(60_000 / value.length))}\r\n\r\n`
  it.each([
    '<',
    '(',
    '"',
    ',',
    ':;',
    '\\',
    '@',
    'a@b.de,',
    '=?',
    '=?x?q?a?= ',
    '=?utf-8?B?YQ==?=\t',
    'g:a@b.de;',
    '\t ',
  ])('a From of many %j', async (piece) => {
    expect(await read(header(piece))).toHaveProperty('from')
  })

  it.each([
    '<',
    '<!--',
    '<a href=',
    '&',
    '&amp',
    '\n',
    ' ',
    '<script>',
    '<li>\n',
    '\u00a0\n\t',
    '<p><div>',
    '=',
    '-\n',
  ])('an HTML body of many %j', async (piece) => {
    const html = piece
      .repeat(Math.floor(2_000_000 / piece.length))
      .split('\n')
      .slice(0, 400_000)
      .join('\n')
    expect(await read(`Content-Type: text/html\r\n\r\n${html}`)).toHaveProperty('text')
  })

  it.each(['a', '=?utf-8?Q?', ';x=y', '(', '"', "*0*=''%"])('a Content-Type of many %j', async (piece) => {
    const value = piece.repeat(Math.floor(60_000 / piece.length))
    expect(await read(`Content-Type: text/plain;${value}\r\n\r\nx`)).toHaveProperty('text')
  })
})

describe('whatever the bytes are', () => {
  const settings = { numRuns: 300 }
  const isAnswer = (outcome: unknown) =>
    outcome instanceof MessageUnreadable || Object.hasOwn(outcome as object, 'from')

  it('random bytes give a message or a MessageUnreadable', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (raw) => isAnswer(await read(raw))),
      settings,
    ))

  it('random pieces of mails do too', () => {
    const piece = fc.constantFrom(
      ...[
        'From: ',
        'To: ',
        'Subject: ',
        'Content-Type: ',
        'multipart/mixed; boundary=b',
        'text/html; charset=x-unknown',
      ],
      ...[
        'Content-Transfer-Encoding: base64',
        'quoted-printable',
        'message/rfc822',
        '=?utf-8?B?/w==?=',
        '=?',
        '\r\n',
        '\n',
      ],
      ...['\r', '--b', '--b--', '"', '<a@b.de>', '(', ')', ';', ':', ',', '\0', '\u{1f600}', '\ud800', ' ', '\t', '='],
    )
    const raw = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''))
    return fc.assert(
      fc.asyncProperty(raw, async (text) => isAnswer(await read(text))),
      settings,
    )
  })
})

it('has its limits from one place', () => {
  expect(MESSAGE_LIMITS).toEqual({
    bytes: 15_728_640,
    lines: 500_000,
    headerBytes: 65_536,
    headers: 500,
    parts: 500,
    depth: 20,
  })
})
