import { describe, expect, it } from 'vitest'
import { CANNED_RESPONSE_BYTES, parseCannedResponse } from './parse-canned-response.js'
import type { CannedResponse, CannedResponseDraft } from './types.js'

const STORED: CannedResponse = {
  name: 'Standard',
  kind: 'SIGNATURE',
  html: '<p>Kind regards</p>',
  text: 'Kind regards',
  ownText: false,
}

const parse = (draft: CannedResponseDraft, current: CannedResponse | null = STORED) =>
  parseCannedResponse(draft, current)
const problemsOf = (draft: CannedResponseDraft) =>
  parse(draft).problems.map(({ code, path, params }) => [code, path.join('.'), params])

describe('R-ADR-9 canned responses', () => {
  it('needs a name, a kind and HTML', () => {
    expect(parse({}, null).problems.map(({ code, path }) => [code, ...path])).toEqual([
      ['REQUIRED', 'name'],
      ['REQUIRED', 'html'],
      ['REQUIRED', 'kind'],
    ])
  })

  it('takes a new one, and makes its text of the HTML', () => {
    const draft = { name: ' Standard ', kind: 'SIGNATURE' as const, html: STORED.html }
    expect(parse(draft, null)).toEqual({ ok: true, value: STORED, problems: [] })
  })

  it('undefined leaves, and null is refused where something must be', () => {
    expect(parse({})).toEqual({ ok: true, value: STORED, problems: [] })
    expect(problemsOf({ name: null, kind: null, html: null }).map(([code]) => code)).toEqual(Array(3).fill('REQUIRED'))
  })

  it('lets the text follow the HTML until it has one of its own', () => {
    expect(parse({ html: '<p>Bye</p>' })).toMatchObject({ value: { text: 'Bye', ownText: false } })
    const own = { ...STORED, text: 'My own', ownText: true }
    expect(parse({ html: '<p>Bye</p>' }, own)).toMatchObject({ value: { text: 'My own', ownText: true } })
    expect(parse({ html: '<p>Bye</p>', text: null }, own)).toMatchObject({ value: { text: 'Bye', ownText: false } })
    expect(parse({ text: '' })).toMatchObject({ value: { text: '', ownText: true } })
    expect(parse({ html: '<p>Bye</p>', text: 'Bye' }, own)).toMatchObject({ value: { ownText: false } })
  })

  it('keeps a text that is given, with line feeds and without what no text has', () => {
    expect(parse({ text: ' One\r\nTwo\rThree\t\u0000\u0007\u001b[31m\ud800 <b> ' })).toMatchObject({
      value: { text: ' One\nTwo\nThree\t[31m\ufffd <b> ', ownText: true },
    })
  })

  it('refuses more than 64 kB in bytes, and cuts nothing', () => {
    const limit = CANNED_RESPONSE_BYTES
    expect(parse({ html: 'a'.repeat(limit) })).toMatchObject({ ok: true, value: { html: 'a'.repeat(limit) } })
    expect(problemsOf({ html: 'a'.repeat(limit + 1) })).toEqual([
      ['TOO_LONG', 'html', { limit, count: limit + 1, unit: 'BYTES' }],
    ])
    expect(problemsOf({ html: '😀'.repeat(limit / 4) })).toEqual([])
    expect(problemsOf({ html: '€'.repeat(limit / 2) })).toEqual([
      ['TOO_LONG', 'html', { limit, count: (limit / 2) * 3, unit: 'BYTES' }],
    ])
    expect(problemsOf({ text: 'é'.repeat(limit) })).toEqual([
      ['TOO_LONG', 'text', { limit, count: limit * 2, unit: 'BYTES' }],
    ])
  })

  it('takes the three placeholders and refuses others', () => {
    expect(problemsOf({ html: '{{agent.name}} {{ organization.name }} {{address}}' })).toEqual([])
    expect(problemsOf({ html: '<p>{{agent.mail}} {{agent.mail}} {{}}</p>' })).toEqual([
      ['PLACEHOLDER_UNKNOWN', 'html', { found: '{{agent.mail}}' }],
      ['PLACEHOLDER_UNKNOWN', 'html', { found: '{{}}' }],
    ])
    expect(problemsOf({ text: '{{Address}}' })).toEqual([['PLACEHOLDER_UNKNOWN', 'text', { found: '{{Address}}' }]])
  })

  it.each<[string, string | null, string | null]>([
    ['<a href="https://evil.test/x">www.bank.example</a>', 'bank.example', 'evil.test'],
    ["<A class=x HREF='//evil.test'><b>https://bank.example/login</b></A>", 'bank.example', 'evil.test'],
    ['<a href=https://bank.example@evil.test/>bank.example</a>', 'bank.example', 'evil.test'],
    ['<a href="https://evil.test">bank&#46;example</a>', 'bank.example', 'evil.test'],
    ['<a href="https://evil.test">Log in at www.bank.example, now</a>', 'bank.example', 'evil.test'],
    ['<a href="https://evil.test">See https://bank.example/login</a>', 'bank.example', 'evil.test'],
    ['<a href="https://bank.example@x@evil.test/">bank.example</a>', 'bank.example', 'evil.test'],
    ['<a href="https://bаnk.example">bank.example</a>', 'bank.example', 'bаnk.example'],
    ['<a href="https://bänk.example">ba\u0308nk.example</a>', null, null],
    ['<a href="https://www.bank.example/x">Bank.example/y</a>', null, null],
    ['<a href="https://bank.example">Made with Node.js, e.g. version 2.0 (report.pdf)</a>', null, null],
    ['<a href="https://bank.example">our bank</a>', null, null],
    ['<a href="mailto:a@evil.test">bank.example</a>', null, null],
    ['<a name="x">bank.example</a> <p>', null, null],
  ])('warns of a link that misleads: %s', (html, text, target) => {
    expect(parse({ html })).toMatchObject({
      ok: true,
      problems: text ? [{ code: 'SIGNATURE_LINK_MISLEADS', severity: 'WARNING', params: { text, target } }] : [],
    })
  })

  it('warns of at most 20 links', () => {
    const html = '<a href="https://evil.test">bank.example</a>'.repeat(100)
    expect(parse({ html }).problems).toHaveLength(20)
  })

  it('reads hostile HTML within the time of a test', () => {
    for (const part of ['<a ', '<a href=x>', '{{', '{{{', '&#x', '<', ' <br', '<a>bank.example</']) {
      expect(parse({ html: part.repeat(CANNED_RESPONSE_BYTES / part.length) }).ok).toBeDefined()
    }
  })
})
