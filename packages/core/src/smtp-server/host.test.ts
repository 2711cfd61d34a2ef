import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseHost } from './host.js'

const parsed = (value: string | null) => {
  const result = parseHost(value, ['host'])
  return result.ok ? result.value : result.problems.map(({ code }) => code).join(',')
}

describe('R-SMTP-1 the host of a server', () => {
  it.each([
    [' SMTP.Example.COM. ', 'smtp.example.com'],
    ['smtp.bücher.example', 'smtp.xn--bcher-kva.example'],
    ['relay', 'relay'],
    ['Mailpit.', 'mailpit'],
    ['localhost', 'localhost'],
    ['192.0.2.1', '192.0.2.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['::1', '::1'],
    ['[::1]', '::1'],
    ['::', '::'],
    ['2001:DB8::25', '2001:db8::25'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['64:ff9b::192.0.2.1', '64:ff9b::192.0.2.1'],
  ])('takes %s as %s', (typed, host) => {
    expect(parsed(typed)).toBe(host)
  })

  it.each([
    [null, 'REQUIRED'],
    ['  ', 'REQUIRED'],
    ['127.1', 'HOST_SYNTAX'],
    ['127.0.1', 'HOST_SYNTAX'],
    ['0x7f.1', 'HOST_SYNTAX'],
    ['0x7f000001', 'HOST_SYNTAX'],
    ['2130706433', 'HOST_SYNTAX'],
    ['0177.0.0.1', 'HOST_SYNTAX'],
    ['127.0.0.01', 'HOST_SYNTAX'],
    ['256.0.0.1', 'HOST_SYNTAX'],
    ['１２７.０.０.１', 'HOST_SYNTAX'],
    ['[192.0.2.1]', 'HOST_SYNTAX'],
    [':::', 'HOST_SYNTAX'],
    ['1::2::3', 'HOST_SYNTAX'],
    ['1:2:3:4:5:6:7', 'HOST_SYNTAX'],
    ['1:2:3:4:5:6:7::8', 'HOST_SYNTAX'],
    ['1:2:3:4:5:6:7:8::', 'HOST_SYNTAX'],
    ['192.0.2.1::', 'DOMAIN_PORT'],
    ['::12345', 'HOST_SYNTAX'],
    ['fe80::1%eth0', 'HOST_SYNTAX'],
    ['smtp_relay.example.com', 'HOST_SYNTAX'],
    ['*.example.com', 'HOST_SYNTAX'],
    ['-relay', 'HOST_SYNTAX'],
    ['a..b', 'HOST_SYNTAX'],
    ['exam\r\nple.com', 'HOST_SYNTAX'],
    ['smtp.example.com\0', 'HOST_SYNTAX'],
    ['smtp.example.com:587', 'DOMAIN_PORT'],
    ['smtps://smtp.example.com', 'DOMAIN_URL'],
    ['postman@smtp.example.com', 'DOMAIN_AT'],
    [`${'a'.repeat(64)}.example`, 'DOMAIN_TOO_LONG'],
  ])('%j gives %s', (typed, code) => {
    expect(parsed(typed)).toBe(code)
  })

  it('is the same when parsed again, and never holds what a command or URL could be made of', () => {
    const anything = fc.oneof(fc.string(), fc.domain(), fc.ipV4(), fc.ipV6(), fc.ipV4Extended(), fc.webAuthority())
    fc.assert(
      fc.property(anything, (typed) => {
        const result = parseHost(typed, [])
        if (!result.ok) return
        expect(result.value).toMatch(/^[a-z0-9.:-]{1,253}$/)
        expect(parsed(result.value)).toBe(result.value)
      }),
    )
  })

  it('takes every address in its usual spelling', () => {
    fc.assert(fc.property(fc.ipV4(), (address) => parsed(address) === address))
    fc.assert(fc.property(fc.ipV6(), (address) => parsed(address) === address.toLowerCase()))
  })
})
