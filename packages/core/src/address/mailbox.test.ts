import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseLocalPart } from './local-part.js'
import { parseAddressSpec, parseMailbox } from './mailbox.js'

const codesOf = (result: { problems: readonly { code: string }[] }) => result.problems.map((problem) => problem.code)

describe('R-ADR-1 address', () => {
  it.each([
    ['anna@example.com', 'anna@example.com'],
    ['  Anna.B@Example.COM. ', 'Anna.B@example.com'],
    ["o'neil+news@example.com", "o'neil+news@example.com"],
    ['a@bücher.example', 'a@xn--bcher-kva.example'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
    ['a@gmail.com', 'a@gmail.com'],
    ['a@co.uk', 'a@co.uk'],
  ])('takes %j as %j', (typed, stored) => {
    expect(parseAddressSpec(typed, [])).toMatchObject({ ok: true, value: stored })
  })

  it.each([
    ['"a@evil.test"@example.com', 'ADDRESS_SYNTAX'],
    ['"x@evil.test x"@example.com', 'ADDRESS_SYNTAX'],
    ['x@evil.test(@example.com', 'ADDRESS_SYNTAX'],
    ['a(@example.com)@evil.test', 'ADDRESS_SYNTAX'],
    ['a@example.com,b@evil.test', 'ADDRESS_SYNTAX'],
    ['a@example.com;b@evil.test', 'ADDRESS_SYNTAX'],
    ['a@example.com\r\nBcc: v@evil.test', 'ADDRESS_SYNTAX'],
    ['a b@example.com', 'ADDRESS_SYNTAX'],
    ['a @example.com', 'ADDRESS_SYNTAX'],
    ['a@ example.com', 'ADDRESS_SYNTAX'],
    ['<a@example.com', 'ADDRESS_SYNTAX'],
    ['a@example.com>', 'DOMAIN_SYNTAX'],
    ['g: a@evil.test, b@example.com;', 'ADDRESS_SYNTAX'],
    ['@evil.test:a@example.com', 'ADDRESS_SYNTAX'],
    ['a%evil.test@example.com', 'ADDRESS_SYNTAX'],
    ['evil.test!a@example.com', 'ADDRESS_SYNTAX'],
    ['a@[127.0.0.1]', 'DOMAIN_IP'],
    ['a@[IPv6:::1]', 'DOMAIN_IP'],
    ['=?utf-8?Q?a=40evil.test?=@example.com', 'ADDRESS_SYNTAX'],
    ['=?x?q?a=40evil.test=3e=00?=foo@example.com', 'ADDRESS_SYNTAX'],
    ['a..b@example.com', 'ADDRESS_SYNTAX'],
    ['.a@example.com', 'ADDRESS_SYNTAX'],
    ['a.@example.com', 'ADDRESS_SYNTAX'],
    [`${'a'.repeat(65)}@example.com`, 'TOO_LONG'],
    [`a@${'b23456789.'.repeat(25)}com`, 'TOO_LONG'],
    ['-a@example.com', 'ADDRESS_SYNTAX'],
    ['a/b@example.com', 'ADDRESS_SYNTAX'],
    ['a|b@example.com', 'ADDRESS_SYNTAX'],
    ['ä@example.com', 'ADDRESS_SYNTAX'],
    ['anna', 'ADDRESS_SYNTAX'],
    ['anna@', 'ADDRESS_SYNTAX'],
    ['@example.com', 'ADDRESS_SYNTAX'],
    ['a@localhost', 'DOMAIN_SINGLE_LABEL'],
    ['', 'REQUIRED'],
  ])('refuses %j with %s', (typed, code) => {
    const result = parseAddressSpec(typed, ['replyTo'])
    expect(result.ok).toBe(false)
    expect(codesOf(result)).toEqual([code])
    expect(result.problems[0]?.path).toEqual(['replyTo'])
  })

  it('takes a whole address of 254 octets and refuses 255', () => {
    const labels = `${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(60)}.com`
    const local = (length: number) => 'a'.repeat(length)
    const rest = 254 - labels.length - 1
    expect(parseAddressSpec(`${local(rest)}@${labels}`, []).ok).toBe(true)
    expect(parseAddressSpec(`${local(rest + 1)}@${labels}`, []).problems).toMatchObject([
      { code: 'TOO_LONG', params: { limit: 254, count: 255 } },
    ])
  })

  it('is stable: what is stored is taken as it is', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (typed) => {
        const once = parseAddressSpec(typed, [])
        if (!once.ok) return
        expect(parseAddressSpec(once.value, [])).toMatchObject({ ok: true, value: once.value })
      }),
    )
  })

  it('never lets two addresses, blanks, quotes or line breaks through', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a.@<>"(),;:\\ \r\n%!|/-=?x') }), (typed) => {
        const result = parseAddressSpec(`${typed}@example.com`, [])
        if (result.ok) expect(result.value).toMatch(/^[^\s@"(),;:<>\\%!|/-][^\s@"(),;:<>\\%!|/]*@example\.com$/)
      }),
    )
  })
})

describe('R-ADR-1 local part', () => {
  it('stays as typed, without blanks around it', () => {
    expect(parseLocalPart(' Help ')).toMatchObject({ ok: true, value: 'Help' })
  })

  it('counts the whole address where the domain is known', () => {
    const domain = `${'d'.repeat(63)}.${'d'.repeat(63)}.${'d'.repeat(61)}`
    expect(parseLocalPart('x'.repeat(64), ['localPart'], domain)).toMatchObject({ ok: true })
    expect(parseLocalPart('x'.repeat(64), ['localPart'], `${domain}d`).problems).toMatchObject([
      { code: 'TOO_LONG', path: ['localPart'], params: { limit: 254, count: 255 } },
    ])
  })

  it('answers a hostile length at once and shortly', () => {
    const result = parseLocalPart('a.'.repeat(500_000))
    expect(codesOf(result)).toEqual(['TOO_LONG'])
    expect(JSON.stringify(parseAddressSpec('<'.repeat(500_000), [])).length).toBeLessThan(500)
  })
})

describe('R-ADR-5 mailbox', () => {
  it('has the path of the part that is wrong', () => {
    expect(parseMailbox({ address: 'nobody', name: 'A\u0000' }, ['bcc', '2']).problems).toMatchObject([
      { code: 'ADDRESS_SYNTAX', path: ['bcc', '2'] },
      { code: 'FORBIDDEN_CHARACTERS', path: ['bcc', '2', 'name'], params: { found: 'U+0000' } },
    ])
  })
})
