import { isRegistrableDomain } from './registrable.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseHost } from './host.js'
import { parseDomainName, parseMailFrom, parsePlatformName } from './name.js'

const facts = { platformRoot: 'mailroom.example' }
const parse = (input: string) => parseDomainName(input, facts, ['name'])
const codesOf = (result: { problems: readonly { code: string }[] }) => result.problems.map(({ code }) => code)

describe('R-DOM-2 accepted names', () => {
  it.each([
    ['example.com', 'example.com', 'example.com'],
    ['EXAMPLE.com.', 'example.com', 'example.com'],
    ['  Support.Example.COM \n', 'support.example.com', 'support.example.com'],
    ['exa\u00admple.com', 'example.com', 'example.com'],
    ['ex\u200bample.com', 'example.com', 'example.com'],
    ['example\u3002com', 'example.com', 'example.com'],
    ['ｅｘａｍｐｌｅ．com', 'example.com', 'example.com'],
    ['faß.de', 'xn--fa-hia.de', 'faß.de'],
    ['münchen.de', 'xn--mnchen-3ya.de', 'münchen.de'],
    ['xn--mnchen-3ya.de', 'xn--mnchen-3ya.de', 'münchen.de'],
    ['a--b.com', 'a--b.com', 'a--b.com'],
    ['support.example', 'support.example', 'support.example'],
    ['123.example.com', '123.example.com', '123.example.com'],
    ['例え.jp', 'xn--r8jz45g.jp', '例え.jp'],
    [`${'a'.repeat(63)}.com`, `${'a'.repeat(63)}.com`, `${'a'.repeat(63)}.com`],
  ])('%j is %s', (input, ascii, unicode) => {
    expect(parse(input)).toEqual({ ok: true, value: { ascii, unicode }, problems: [] })
  })

  it.each(['аpple.com', 'xn--pple-43d.com'])('warns that %s mixes scripts', (input) => {
    expect(parse(input)).toMatchObject({
      ok: true,
      value: { ascii: 'xn--pple-43d.com' },
      problems: [{ code: 'DOMAIN_MIXED_SCRIPTS', severity: 'WARNING', path: ['name'], params: { found: 'аpple' } }],
    })
  })

  it.each(['コーヒーショップabc.jp', '한국abc.kr', 'пример.com', 'αβγ.gr'])('does not warn of %s', (input) => {
    expect(parse(input).problems).toEqual([])
  })
})

describe('R-DOM-2 refused names', () => {
  it.each([
    ['', 'REQUIRED'],
    ['   ', 'REQUIRED'],
    ['example.com..', 'DOMAIN_SYNTAX'],
    ['.example.com', 'DOMAIN_SYNTAX'],
    ['exa mple.com', 'DOMAIN_SYNTAX'],
    ['exam\r\nple.com', 'DOMAIN_SYNTAX'],
    ['%65xample.com', 'DOMAIN_SYNTAX'],
    ['ex\u200dample.com', 'DOMAIN_SYNTAX'],
    ['xn--a.com', 'DOMAIN_SYNTAX'],
    ['xn--zn7c.com', 'DOMAIN_SYNTAX'],
    ['-a.com', 'DOMAIN_SYNTAX'],
    ['a-.com', 'DOMAIN_SYNTAX'],
    ['ab--cd.com', 'DOMAIN_SYNTAX'],
    ['😀.de', 'DOMAIN_SYNTAX'],
    ['xn--e28h.de', 'DOMAIN_SYNTAX'],
    ['i♥.com', 'DOMAIN_SYNTAX'],
    ['.', 'DOMAIN_SYNTAX'],
    ['https://', 'DOMAIN_SYNTAX'],
    ['@', 'DOMAIN_SYNTAX'],
    ['mailto:', 'DOMAIN_SYNTAX'],
    ['example', 'DOMAIN_SINGLE_LABEL'],
    ['com', 'DOMAIN_SINGLE_LABEL'],
    [`${'a'.repeat(64)}.com`, 'DOMAIN_TOO_LONG'],
    [`${'abcdefg.'.repeat(32)}com`, 'DOMAIN_TOO_LONG'],
    ['ﷺ'.repeat(1_000_000), 'DOMAIN_TOO_LONG'],
    ['_dmarc.example.com', 'DOMAIN_UNDERSCORE'],
    ['*.example.com', 'DOMAIN_WILDCARD'],
    ['0x7f.1', 'DOMAIN_IP'],
    ['127.1', 'DOMAIN_IP'],
    ['2130706433', 'DOMAIN_IP'],
    ['0177.0.0.1', 'DOMAIN_IP'],
    ['192.0.2.1', 'DOMAIN_IP'],
    ['example.123', 'DOMAIN_IP'],
    ['१२७.१', 'DOMAIN_IP'],
    ['http://[::1]:80/', 'DOMAIN_IP'],
    ['[127.0.0.1]', 'DOMAIN_IP'],
    ['[::1]', 'DOMAIN_IP'],
    ['::1', 'DOMAIN_IP'],
    ['2001:db8::1', 'DOMAIN_IP'],
    ['localhost', 'DOMAIN_RESERVED'],
    ['x.localhost', 'DOMAIN_RESERVED'],
    ['x.local', 'DOMAIN_RESERVED'],
    ['x.internal', 'DOMAIN_RESERVED'],
    ['x.test', 'DOMAIN_RESERVED'],
    ['x.invalid', 'DOMAIN_RESERVED'],
    ['x.onion', 'DOMAIN_RESERVED'],
    ['x.alt', 'DOMAIN_RESERVED'],
    ['4.3.2.1.in-addr.arpa', 'DOMAIN_RESERVED'],
    ['mailroom.example', 'DOMAIN_PLATFORM_ROOT'],
    ['acme.Mailroom.example', 'DOMAIN_PLATFORM_ROOT'],
    ['co.uk', 'DOMAIN_PUBLIC_SUFFIX'],
    ['github.io', 'DOMAIN_PUBLIC_SUFFIX'],
    ['公司.cn', 'DOMAIN_PUBLIC_SUFFIX'],
    ['anything.ck', 'DOMAIN_PUBLIC_SUFFIX'],
    ['gmail.com', 'DOMAIN_FREE_MAIL'],
    ['sub.gmail.com', 'DOMAIN_FREE_MAIL'],
    ['GMX.de.', 'DOMAIN_FREE_MAIL'],
  ])('%j: %s', (input, code) => {
    const result = parse(input)
    expect(result.ok).toBe(false)
    expect(codesOf(result)).toEqual([code])
    expect(result.problems[0]?.path).toEqual(['name'])
  })

  it.each([
    ['https://www.example.com/mail?x=1', 'DOMAIN_URL', 'www.example.com'],
    ['https://user:secret@example.com:8443/', 'DOMAIN_URL', 'example.com'],
    ['example.com/../x', 'DOMAIN_URL', 'example.com'],
    ['http:example.com', 'DOMAIN_URL', 'example.com'],
    ['//example.com', 'DOMAIN_URL', 'example.com'],
    ['info@Example.com', 'DOMAIN_AT', 'example.com'],
    ['Info <info@example.com>', 'DOMAIN_AT', 'example.com'],
    ['mailto:info@example.com', 'DOMAIN_AT', 'example.com'],
    ['example.com:25', 'DOMAIN_PORT', 'example.com'],
    ['münchen.de:', 'DOMAIN_PORT', 'münchen.de'],
    ['localhost:3000', 'DOMAIN_PORT', 'localhost'],
  ])('%j: %s, proposing %j', (input, code, proposal) => {
    expect(parse(input)).toMatchObject({ ok: false, problems: [{ code, params: { found: input, proposal } }] })
  })

  it('allows a name whose parent is not the platform root', () => {
    expect(parse('notmailroom.example').ok).toBe(true)
    expect(parseDomainName('mailroom.example').ok).toBe(true)
  })
})

describe('R-ADR-1 domains of addresses', () => {
  it.each(['gmail.com', 'x.test', 'co.uk', 'acme.mailroom.example'])('takes %s', (input) => {
    expect(normaliseHost(input)).toMatchObject({ ok: true, value: { ascii: input } })
  })
  it.each(['[127.0.0.1]', '127.0.0.1', 'localhost', 'a_b.com', 'example.com:25'])('refuses %s', (input) => {
    expect(normaliseHost(input).ok).toBe(false)
  })
})

describe('R-DOM-2 is canonical', () => {
  it('canon(canon(x)) = canon(x), from either form', () => {
    const label = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
    const nearlyName = fc.tuple(
      label,
      fc.constantFrom('.', '。', '．'),
      fc.constantFrom('com', 'DE', 'co.uk', 'example.'),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          nearlyName.map((parts) => parts.join('')),
          fc.domain(),
          fc.string(),
        ),
        (input) => {
          const once = normaliseHost(input)
          if (!once.ok) return
          expect(normaliseHost(once.value.ascii)).toEqual(once)
          expect(normaliseHost(once.value.unicode)).toEqual(once)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('R-ORG-3 platform names', () => {
  it.each([
    ['acme', 'acme.mailroom.example'],
    ['Acme.mailroom.example.', 'acme.mailroom.example'],
  ])('%j is %s', (input, name) => {
    expect(parsePlatformName(input, 'mailroom.example', [])).toMatchObject({ ok: true, value: name })
  })
  it.each([
    ['', 'REQUIRED'],
    ['mx.mailroom.example', 'TOO_SHORT'],
    ['mail', 'SLUG_RESERVED'],
    ['a.b.mailroom.example', 'INVALID'],
    ['acme.example.com', 'INVALID'],
  ])('refuses %j as %s', (input, code) => {
    expect(codesOf(parsePlatformName(input, 'mailroom.example', ['name']))).toEqual([code])
  })
})

describe('R-DOM-8 MAIL FROM', () => {
  const parseIn = (input: string | null) =>
    parseMailFrom(input, 'example.com', { addressDomains: ['help.example.com'] }, ['mailFromDomain'])
  it.each([
    [null, null],
    ['  ', null],
    ['Bounce.example.com.', 'bounce.example.com'],
    ['a.b.example.com', 'a.b.example.com'],
  ])('%j is %j', (input, value) => expect(parseIn(input)).toEqual({ ok: true, value, problems: [] }))
  it.each([
    ['example.com', 'MAIL_FROM_NOT_SUBDOMAIN'],
    ['notexample.com', 'MAIL_FROM_NOT_SUBDOMAIN'],
    ['bounce.example.com.evil.org', 'MAIL_FROM_NOT_SUBDOMAIN'],
    ['help.example.com', 'MAIL_FROM_IS_DOMAIN'],
    ['_x.example.com', 'DOMAIN_UNDERSCORE'],
  ])('refuses %j as %s', (input, code) => expect(codesOf(parseIn(input))).toEqual([code]))
})

describe('what is advised to be a subdomain (R-DOM-17)', () => {
  it.each([
    ['example.com', true],
    ['example.co.uk', true],
    ['support.example.com', false],
    ['support.example.co.uk', false],
    ['co.uk', false],
    ['localhost', false],
  ])('%s is registered itself: %s', (name, is) => expect(isRegistrableDomain(name)).toBe(is))
})
