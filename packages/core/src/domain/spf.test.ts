import { describe, expect, it } from 'vitest'
import { expectedRecords } from './records.js'
import { alignStates } from './states.js'
import { checkOnce, domain, outcome, platform, right, stateOf, type FakeZone } from './testing.js'
import type { MailDomain } from './types.js'

describe('R-DOM-8, R-DOM-9 MAIL FROM', () => {
  const at = 'TXT bounce.support.example.com'
  const us = 'include:_spf.mailroom.example'
  it.each<[string, FakeZone, unknown[]]>([
    [
      'wrong MX',
      { 'MX bounce.support.example.com': ['10 mx.mailroom.example'] },
      ['PENDING', 'DNS_MX_OTHER', 'mx.mailroom.example'],
    ],
    [
      'an address only',
      { 'MX bounce.support.example.com': [], 'A bounce.support.example.com': ['192.0.2.1'] },
      ['PENDING', null, null],
    ],
  ])('%s', (_name, zone, expected) => expect(outcome(stateOf('MAIL_FROM_MX', zone))).toEqual(expected))

  it.each<[string, FakeZone, unknown[]]>([
    [
      'through an include',
      { [at]: ['v=spf1 include:a.example.net -all'], 'TXT a.example.net': [`v=spf1 ${us} ?all`] },
      ['VERIFIED', null, null],
    ],
    [
      'through a redirect',
      { [at]: ['v=spf1 redirect=a.example.net'], 'TXT a.example.net': [`v=spf1 ${us} -all`] },
      ['VERIFIED', null, null],
    ],
    ['in capitals', { [at]: ['V=SPF1 INCLUDE:_SPF.mailroom.example. -ALL'] }, ['VERIFIED', null, null]],
    ['after all', { [at]: [`v=spf1 -all ${us}`] }, ['PENDING', 'DNS_WRONG_VALUE', `v=spf1 -all ${us}`]],
    [
      'a redirect beside all',
      { [at]: ['v=spf1 ~all redirect=_spf.mailroom.example'] },
      ['PENDING', 'DNS_WRONG_VALUE', 'v=spf1 ~all redirect=_spf.mailroom.example'],
    ],
    ['refused', { [at]: [`v=spf1 -${us} -all`] }, ['PENDING', 'DNS_WRONG_VALUE', `v=spf1 -${us} -all`]],
    [
      'an all of an include ends only it',
      { [at]: [`v=spf1 include:a.example.net ${us} -all`], 'TXT a.example.net': ['v=spf1 -all'] },
      ['VERIFIED', null, null],
    ],
    [
      'a term that does not exist',
      { [at]: ['v=spf1 ipv4:192.0.2.1 -all'] },
      ['PENDING', 'DNS_WRONG_VALUE', 'ipv4:192.0.2.1'],
    ],
    [
      'an include with two records',
      { [at]: [`v=spf1 include:a.example.net ${us} -all`], 'TXT a.example.net': ['v=spf1 a', 'v=spf1 mx'] },
      ['PENDING', 'DNS_WRONG_VALUE', 'include:a.example.net'],
    ],
    [
      'an include without SPF',
      { [at]: [`v=spf1 include:a.example.net ${us} -all`], 'TXT a.example.net': ['x'] },
      ['PENDING', 'DNS_WRONG_VALUE', 'include:a.example.net'],
    ],
    [
      'a mistake behind our include',
      { [at]: [`v=spf1 ${us} ip4=192.0.2.1 -al`] },
      ['PENDING', 'DNS_WRONG_VALUE', '-al'],
    ],
    [
      'two redirects',
      { [at]: ['v=spf1 redirect=_spf.mailroom.example redirect=a.example.net'] },
      ['PENDING', 'DNS_WRONG_VALUE', 'redirect=a.example.net'],
    ],
    [
      'a redirect to a name without SPF',
      { [at]: ['v=spf1 redirect=a.example.net'] },
      ['PENDING', 'DNS_WRONG_VALUE', 'redirect=a.example.net'],
    ],
    ['beside macros and exists', { [at]: [`v=spf1 exists:%{i}._x.%{d} ptr ${us} -all`] }, ['VERIFIED', null, null]],
    [
      'a redirect loop',
      { [at]: ['v=spf1 redirect=bounce.support.example.com'] },
      ['PENDING', 'DNS_SPF_TOO_MANY_LOOKUPS', null],
    ],
    ['the tenth look-up', { [at]: [`v=spf1 ${'ptr '.repeat(9)}${us} -all`] }, ['VERIFIED', null, null]],
    [
      'the eleventh look-up',
      { [at]: [`v=spf1 ${'mx '.repeat(10)}${us} -all`] },
      ['PENDING', 'DNS_SPF_TOO_MANY_LOOKUPS', null],
    ],
    [
      'a loop',
      { [at]: ['v=spf1 include:bounce.support.example.com -all'] },
      ['PENDING', 'DNS_SPF_TOO_MANY_LOOKUPS', null],
    ],
    [
      'an include that does not answer',
      { [at]: ['v=spf1 include:a.example.net -all'], 'TXT a.example.net': 'NO_ANSWER' },
      ['UNKNOWN', 'DNS_UNREACHABLE', null],
    ],
    [
      'doubled',
      { [at]: [], 'TXT bounce.support.example.com.example.com': [`v=spf1 ${us} -all`] },
      ['PENDING', 'DNS_NAME_DOUBLED', 'bounce.support.example.com.example.com'],
    ],
    ['absent', { [at]: ['hello'] }, ['PENDING', null, null]],
  ])('SPF %s', (_name, zone, expected) => expect(outcome(stateOf('MAIL_FROM_SPF', zone))).toEqual(expected))

  it('SPF twice proposes one record with all of them', () => {
    expect(stateOf('MAIL_FROM_SPF', { [at]: ['v=spf1 ip4:192.0.2.1 -all', 'v=spf1 mx ~all'] }).hint).toMatchObject({
      code: 'DNS_SPF_TWICE',
      params: { count: 2, proposal: `v=spf1 ip4:192.0.2.1 mx ${us} -all` },
    })
  })
  it('is NOT_REQUIRED under SMTP', () => {
    const of: MailDomain = { ...domain, sender: 'SMTP' }
    expect(stateOf('MAIL_FROM_MX', {}, of).status).toBe('NOT_REQUIRED')
    expect(stateOf('MAIL_FROM_SPF', {}, of).status).toBe('NOT_REQUIRED')
  })
})

describe('R-DOM-9, R-DOM-18 watched SPF', () => {
  const at = 'TXT support.example.com'
  it.each<[string, FakeZone, unknown[]]>([
    ['absent', { [at]: ['hello'] }, ['NOT_STARTED', null, null]],
    ['good', { [at]: ['v=spf1 ip4:192.0.2.1 -all'] }, ['VERIFIED', null, null]],
    ['with ours', { [at]: ['v=spf1 include:_spf.mailroom.example -all'] }, ['VERIFIED', null, null]],
    ['twice', { [at]: ['v=spf1 -all', 'v=spf1 ~all'] }, ['FAILED', 'DNS_SPF_TWICE', null]],
    ['broken', { [at]: ['v=spf1 -al'] }, ['FAILED', 'DNS_WRONG_VALUE', '-al']],
    ['not SPF', { [at]: ['v=spf10 -all'] }, ['NOT_STARTED', null, null]],
    ['no answer', { [at]: 'NO_ANSWER' }, ['UNKNOWN', 'DNS_UNREACHABLE', null]],
  ])('%s', (_name, zone, expected) => expect(outcome(stateOf('SPF', zone))).toEqual(expected))

  it.each<[string, string, FakeZone, string | null]>([
    ['an address', '192.0.2.7', { [at]: ['v=spf1 ip4:192.0.2.0/28 -all'] }, null],
    ['another address', '192.0.2.99', { [at]: ['v=spf1 ip4:192.0.2.0/28 -all'] }, 'DNS_SPF_SERVER_MISSING'],
    ['IPv6', '2001:db8::7', { [at]: ['v=spf1 ip6:2001:db8::/32 -all'] }, null],
    ['by name', 'smtp.example.net', { [at]: ['v=spf1 ip4:192.0.2.7 -all'] }, null],
    ['by a', 'smtp.example.net', { [at]: ['v=spf1 a:smtp.example.net -all'] }, null],
    ['by a network of a', '192.0.2.9', { [at]: ['v=spf1 a:smtp.example.net/24 -all'] }, null],
    ['by mx', '192.0.2.7', { [at]: ['v=spf1 mx:mail.example.net -all'] }, null],
    ['by an include', '192.0.2.7', { [at]: ['v=spf1 include:i.example.net -all'] }, null],
    ['a refusing include goes on', '192.0.2.8', { [at]: ['v=spf1 include:i.example.net ip4:192.0.2.8 -all'] }, null],
    ['by a redirect', '192.0.2.7', { [at]: ['v=spf1 redirect=i.example.net'] }, null],
    ['softly refused', '192.0.2.7', { [at]: ['v=spf1 ~ip4:192.0.2.7 +all'] }, 'DNS_SPF_SERVER_MISSING'],
    ['everybody', '192.0.2.7', { [at]: ['v=spf1 +all'] }, null],
    ['nobody', '192.0.2.7', { [at]: ['v=spf1 ~all'] }, 'DNS_SPF_SERVER_MISSING'],
    [
      'our include is of no use',
      '192.0.2.7',
      { [at]: ['v=spf1 include:_spf.mailroom.example -all'], 'TXT _spf.mailroom.example': ['v=spf1 -all'] },
      'DNS_SPF_SERVER_MISSING',
    ],
    [
      'two addresses, one of them missing',
      'two.example.net',
      { [at]: ['v=spf1 ip4:192.0.2.7 -all'] },
      'DNS_SPF_SERVER_MISSING',
    ],
    ['a server without address', 'gone.example.net', { [at]: ['v=spf1 -all'] }, null],
    ['a server without address, a broken record', 'gone.example.net', { [at]: ['v=spf1 -al'] }, 'DNS_WRONG_VALUE'],
    [
      'a server whose DNS is silent',
      'smtp.example.net',
      { [at]: ['v=spf1 -all'], 'A smtp.example.net': 'NO_ANSWER' },
      'DNS_UNREACHABLE',
    ],
  ])('is checked for the SMTP server: %s', (_name, smtpHost, zone, code) => {
    const servers: FakeZone = {
      'A smtp.example.net': ['192.0.2.7'],
      'A two.example.net': ['192.0.2.7', '192.0.2.8'],
      'MX mail.example.net': ['10 smtp.example.net'],
      'TXT i.example.net': ['v=spf1 ip4:192.0.2.7 -all'],
    }
    const of: MailDomain = { ...domain, sender: 'SMTP', smtpHost }
    const state = stateOf('SPF', { ...servers, ...zone }, of)
    expect(state.hint?.code ?? null).toBe(code)
    expect(state.status).toBe(code === null ? 'VERIFIED' : code === 'DNS_UNREACHABLE' ? 'UNKNOWN' : 'FAILED')
  })

  it('proposes the SMTP server merged into what is there', () => {
    const of: MailDomain = { ...domain, sender: 'SMTP', smtpHost: 'smtp.example.net' }
    const { states } = checkOnce({ ...right, [at]: ['v=spf1 mx -all'], 'A smtp.example.net': ['192.0.2.7'] }, of)
    const proposed = expectedRecords(of, platform, states).find(({ key }) => key === 'SPF')
    expect(proposed?.value).toBe('v=spf1 mx a:smtp.example.net -all')
    expect(alignStates(of, platform, states, 9).find(({ key }) => key === 'SPF')).toMatchObject({ status: 'FAILED' })
  })

  it.each([
    ['v=spf1 a:void1.example.net mx:void2.example.net -all', null],
    ['v=spf1 a:void1.example.net mx:void2.example.net exists:void3.example.net -all', 'DNS_SPF_TOO_MANY_LOOKUPS'],
    ['v=spf1 exists:%{i}.a.example exists:%{i}.b.example exists:%{i}.c.example -all', null],
    ['v=spf1 include:void.example.net -all', 'DNS_WRONG_VALUE'],
  ])('grants two void look-ups: %s', (record, code) => {
    expect(stateOf('SPF', { [at]: [record] }).hint?.code ?? null).toBe(code)
  })
})
