import { describe, expect, it } from 'vitest'
import { domain, outcome, stateOf, type FakeZone } from './testing.js'
import type { MailDomain } from './types.js'

describe('R-DOM-6, R-DOM-16, R-DOM-18 MX', () => {
  const at = 'MX support.example.com'
  it.each<[string, FakeZone, unknown[]]>([
    ['ours', { [at]: ['10 MX.mailroom.example.'] }, ['VERIFIED', null, null]],
    ['ours at best', { [at]: ['20 other.example.net', '10 mx.mailroom.example'] }, ['VERIFIED', null, null]],
    ['ours twice', { [at]: ['10 mx.mailroom.example', '20 mx.mailroom.example'] }, ['VERIFIED', null, null]],
    [
      'not best',
      { [at]: ['10 other.example.net', '20 mx.mailroom.example'] },
      ['FAILED', 'DNS_MX_NOT_BEST', 'other.example.net'],
    ],
    [
      'equal',
      { [at]: ['10 other.example.net', '10 mx.mailroom.example'] },
      ['FAILED', 'DNS_MX_EQUAL', 'other.example.net'],
    ],
    ['other', { [at]: ['10 other.example.net'] }, ['FAILED', 'DNS_MX_OTHER', 'other.example.net']],
    [
      'the preference typed into the value too',
      { [at]: ['10 10 MX.mailroom.example.'] },
      ['FAILED', 'DNS_MX_PRIORITY_TWICE', '10 mx.mailroom.example'],
    ],
    [
      'another host with the preference in it',
      { [at]: ['10 10 other.example.net'] },
      ['FAILED', 'DNS_MX_OTHER', '10 other.example.net'],
    ],
    ['null', { [at]: ['0 .'] }, ['FAILED', 'DNS_MX_NULL', null]],
    ['an IP address', { [at]: ['10 192.0.2.1'] }, ['FAILED', 'DNS_MX_IP', '192.0.2.1']],
    [
      'a CNAME to ours',
      { [at]: ['10 mx.example.com'], 'CNAME mx.example.com': ['mx.mailroom.example.'] },
      ['FAILED', 'DNS_MX_CNAME', 'mx.example.com'],
    ],
    [
      'a dot forgotten',
      { [at]: ['10 mx.mailroom.example.support.example.com'] },
      ['FAILED', 'DNS_NAME_DOUBLED', 'mx.mailroom.example.support.example.com'],
    ],
    [
      'only an address',
      { [at]: [], 'A support.example.com': ['192.0.2.7'] },
      ['FAILED', 'DNS_MX_IMPLICIT', '192.0.2.7'],
    ],
    ['none', { [at]: [] }, ['PENDING', null, null]],
    [
      'doubled',
      { [at]: [], 'MX support.example.com.example.com': ['10 mx.mailroom.example'] },
      ['PENDING', 'DNS_NAME_DOUBLED', 'support.example.com.example.com'],
    ],
    ['no answer', { [at]: 'NO_ANSWER' }, ['UNKNOWN', 'DNS_UNREACHABLE', null]],
  ])('%s', (_name, zone, expected) => expect(outcome(stateOf('MX', zone))).toEqual(expected))

  it('is NOT_REQUIRED and not asked for redirection', () => {
    const of: MailDomain = { ...domain, reception: 'REDIRECTION' }
    expect(stateOf('MX', { [at]: 'NO_ANSWER' }, of)).toMatchObject({ status: 'NOT_REQUIRED', checkedAt: null })
  })
})
