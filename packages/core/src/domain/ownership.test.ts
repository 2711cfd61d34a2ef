import { describe, expect, it } from 'vitest'
import { checkOnce, TOKEN, challenge, outcome, proof, stateOf, type FakeZone } from './testing.js'

describe('R-DOM-5, R-DOM-11, R-DOM-16 ownership', () => {
  const at = `TXT ${challenge}`
  it.each<[string, FakeZone, unknown[]]>([
    ['the value', { [at]: [proof] }, ['VERIFIED', null, null]],
    ['one of several', { [at]: ['other', proof] }, ['VERIFIED', null, null]],
    ['in quotes and blanks', { [at]: [` "${proof}" `] }, ['VERIFIED', null, null]],
    [
      'by a CNAME within the registrable domain',
      { [at]: { cname: 'proof.example.com' }, 'TXT proof.example.com': [proof] },
      ['VERIFIED', null, null],
    ],
    [
      'by a CNAME out of it',
      { [at]: { cname: 'proof.attacker.net' }, 'TXT proof.attacker.net': [proof] },
      ['PENDING', 'DNS_FOREIGN_ANSWER', 'proof.attacker.net'],
    ],
    [
      'by a CNAME to a look-alike',
      { [at]: { cname: 'notexample.com' }, 'TXT notexample.com': [proof] },
      ['PENDING', 'DNS_FOREIGN_ANSWER', 'notexample.com'],
    ],
    [
      'a CNAME that leads nowhere',
      { [at]: { cname: 'gone.example.net' } },
      ['PENDING', 'DNS_CNAME', 'gone.example.net'],
    ],
    ['nothing', { [at]: { cname: challenge + '.none' } }, ['PENDING', 'DNS_CNAME', `${challenge}.none`]],
    [
      'another token',
      { [at]: ['mailroom-verification=OLD'] },
      ['PENDING', 'DNS_OLD_TOKEN', 'mailroom-verification=OLD'],
    ],
    ['cut', { [at]: [proof.slice(0, 40)] }, ['PENDING', 'DNS_CUT', proof.slice(0, 40)]],
    [
      'quoted within',
      { [at]: ['mailroom-verification=" "' + TOKEN] },
      ['PENDING', 'DNS_QUOTED', 'mailroom-verification=" "' + TOKEN],
    ],
    ['quoted with backslashes', { [at]: [`\\"${proof}\\"`] }, ['PENDING', 'DNS_QUOTED', `\\"${proof}\\"`]],
    ['other case', { [at]: [proof.toLowerCase()] }, ['PENDING', 'DNS_WRONG_VALUE', proof.toLowerCase()]],
    ['other text', { [at]: ['v=spf1 -all'] }, ['PENDING', 'DNS_WRONG_VALUE', 'v=spf1 -all']],
    [
      'doubled in a zone of its own',
      { [at]: [], [`TXT ${challenge}.support.example.com`]: [proof] },
      ['PENDING', 'DNS_NAME_DOUBLED', `${challenge}.support.example.com`],
    ],
    [
      'doubled',
      { [at]: [], [`TXT ${challenge}.example.com`]: [proof] },
      ['PENDING', 'DNS_NAME_DOUBLED', `${challenge}.example.com`],
    ],
    ['at the apex', { [at]: [], 'TXT example.com': [proof] }, ['PENDING', 'DNS_AT_APEX', 'example.com']],
    [
      'at the domain',
      { [at]: [], 'TXT support.example.com': [proof] },
      ['PENDING', 'DNS_AT_HOST', 'support.example.com'],
    ],
    [
      'under the apex',
      { [at]: [], 'TXT _mailroom-challenge.example.com': [proof] },
      ['PENDING', 'DNS_AT_HOST', '_mailroom-challenge.example.com'],
    ],
    ['no answer', { [at]: 'NO_ANSWER' }, ['UNKNOWN', 'DNS_UNREACHABLE', null]],
  ])('%s', (_name, zone, expected) => expect(outcome(stateOf('OWNERSHIP', zone))).toEqual(expected))

  it('is PENDING without a hint where nothing is published', () => {
    expect(outcome(checkOnce({}).states[0]!)).toEqual(['PENDING', null, null])
  })
  it('keeps what was found, where and by whom, without control characters', () => {
    expect(stateOf('OWNERSHIP', { [at]: ['a\u0000b'] })).toMatchObject({
      found: ['a\uFFFDb'],
      foundAt: challenge,
      source: '192.0.2.53 (authoritative)',
      checkedAt: 1000,
    })
  })
})
