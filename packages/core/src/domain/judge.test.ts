import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFake, type FakeZone } from './fake-zone.js'
import { expectedRecords } from './records.js'
import { initialStates } from './states.js'
import type { MailDomain, Platform, RecordKey, RecordState } from './types.js'

const platform: Platform = {
  root: 'mailroom.example',
  mxHost: 'mx.mailroom.example',
  feedbackHost: 'feedback.mailroom.example',
  spfInclude: '_spf.mailroom.example',
}
const KEY = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAx1'
const TOKEN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const domain: MailDomain = {
  name: 'support.example.com',
  type: 'CUSTOM',
  sender: 'PLATFORM',
  reception: 'MX',
  mailFromDomain: 'bounce.support.example.com',
  ownershipToken: TOKEN,
  dkimKeys: [
    { selector: 'mr1', publicKey: `${KEY}mr1==` },
    { selector: 'mr2', publicKey: `${KEY}mr2==` },
  ],
  claim: 'NONE',
  smtpTestOk: null,
}
const proof = `mailroom-verification=${TOKEN}`
const challenge = '_mailroom-challenge.support.example.com'
const right: FakeZone = {
  [`TXT ${challenge}`]: [proof],
  'MX support.example.com': ['10 mx.mailroom.example'],
  'TXT mr1._domainkey.support.example.com': [`v=DKIM1; k=rsa; p=${KEY}mr1==`],
  'TXT mr2._domainkey.support.example.com': [`v=DKIM1; k=rsa; p=${KEY}mr2==`],
  'MX bounce.support.example.com': ['10 feedback.mailroom.example'],
  'TXT bounce.support.example.com': ['v=spf1 include:_spf.mailroom.example ~all'],
  'TXT support.example.com': ['v=spf1 -all', 'something else'],
  'TXT _dmarc.support.example.com': ['v=DMARC1; p=none'],
}
const check = (zone: FakeZone, of = domain) => checkFake(of, platform, zone, initialStates(of, platform, 0), 1000)
const stateOf = (key: RecordKey, zone: FakeZone, of = domain): RecordState => {
  const state = check({ ...right, ...zone }, of).states.find((candidate) => candidate.key === key)
  if (!state) throw new Error(`no ${key}`)
  return state
}
/** [status, code of the hint, `found` of the hint] */
const outcome = ({ status, hint }: RecordState) => [status, hint?.code ?? null, hint?.params['found'] ?? null]

describe('R-DOM-5 to R-DOM-9 expected records', () => {
  it('are ownership, MX, two DKIM keys, MAIL FROM while set, and watched SPF and DMARC', () => {
    expect(
      expectedRecords(domain, platform).map(({ key, type, host, value, required }) => [
        key,
        type,
        host,
        value,
        required,
      ]),
    ).toEqual([
      ['OWNERSHIP', 'TXT', challenge, proof, true],
      ['MX', 'MX', 'support.example.com', 'mx.mailroom.example', true],
      ['DKIM:mr1', 'TXT', 'mr1._domainkey.support.example.com', `v=DKIM1; k=rsa; p=${KEY}mr1==`, false],
      ['DKIM:mr2', 'TXT', 'mr2._domainkey.support.example.com', `v=DKIM1; k=rsa; p=${KEY}mr2==`, false],
      ['MAIL_FROM_MX', 'MX', 'bounce.support.example.com', 'feedback.mailroom.example', false],
      ['MAIL_FROM_SPF', 'TXT', 'bounce.support.example.com', 'v=spf1 include:_spf.mailroom.example ~all', false],
      ['SPF', 'TXT', 'support.example.com', 'v=spf1 include:_spf.mailroom.example ~all', false],
      ['DMARC', 'TXT', '_dmarc.support.example.com', 'v=DMARC1; p=none', false],
    ])
  })
  it('are none for a platform domain, nor questions', () => {
    const of: MailDomain = { ...domain, type: 'PLATFORM' }
    expect(expectedRecords(of, platform)).toEqual([])
    expect(check(right, of)).toMatchObject({ states: [], asked: 0 })
  })
  it('leave MAIL FROM out while none is set', () => {
    const keys = expectedRecords({ ...domain, mailFromDomain: null }, platform).map(({ key }) => key)
    expect(keys).toEqual(['OWNERSHIP', 'MX', 'DKIM:mr1', 'DKIM:mr2', 'SPF', 'DMARC'])
  })
  it('R-DOM-9 propose the SPF record that is there with ours merged in', () => {
    const states = check({ ...right, 'TXT bounce.support.example.com': ['v=spf1 ip4:192.0.2.1 -all'] }).states
    const proposed = expectedRecords(domain, platform, states).find(({ key }) => key === 'MAIL_FROM_SPF')
    expect(proposed?.value).toBe('v=spf1 ip4:192.0.2.1 include:_spf.mailroom.example -all')
  })
})

describe('R-DOM-15 questions', () => {
  it('are few where everything is right', () => {
    const result = check(right)
    expect(result.states.map(({ status }) => status)).toEqual(Array(8).fill('VERIFIED'))
    expect(result.asked).toBeLessThanOrEqual(14)
    expect(result.rounds).toBe(1)
  })
  it('are at most 40 at worst', () => {
    const chain = Object.fromEntries(
      ['s', 'b'].flatMap((side) =>
        Array.from({ length: 20 }, (_, n) => [
          `TXT ${side}${n}.example.net`,
          [`v=spf1 include:${side}${n + 1}.example.net ~all`],
        ]),
      ),
    )
    const worst = check({
      ...chain,
      'TXT support.example.com': ['v=spf1 include:s0.example.net ~all'],
      'TXT bounce.support.example.com': ['v=spf1 include:b0.example.net ~all'],
    })
    expect(worst.asked).toBeGreaterThan(30)
    expect(worst.asked).toBeLessThanOrEqual(40)
    expect(check({}).asked).toBeLessThanOrEqual(40)
  })
})

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
    ['other case', { [at]: [proof.toLowerCase()] }, ['PENDING', 'DNS_WRONG_VALUE', proof.toLowerCase()]],
    ['other text', { [at]: ['v=spf1 -all'] }, ['PENDING', 'DNS_WRONG_VALUE', 'v=spf1 -all']],
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
    expect(outcome(check({}).states[0]!)).toEqual(['PENDING', null, null])
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

describe('R-DOM-7, R-DOM-11, R-DOM-16 DKIM', () => {
  const name = 'mr1._domainkey.support.example.com'
  const at = `TXT ${name}`
  const p = `p=${KEY}mr1==`
  it.each<[string, FakeZone, unknown[]]>([
    ['without v and k', { [at]: [p] }, ['VERIFIED', null, null]],
    [
      'in another order, with blanks in the key',
      { [at]: [`p=${KEY.slice(0, 9)} ${KEY.slice(9)}mr1; k=rsa; h=sha1:sha256`] },
      ['VERIFIED', null, null],
    ],
    [
      'by CNAME to anywhere',
      { [at]: { cname: 'keys.example.net' }, 'TXT keys.example.net': [p] },
      ['VERIFIED', null, null],
    ],
    ['revoked', { [at]: ['v=DKIM1; p='] }, ['PENDING', 'DNS_WRONG_VALUE', 'p=']],
    ['wrong k=', { [at]: [`v=DKIM1; k=ed25519; ${p}`] }, ['PENDING', 'DNS_WRONG_VALUE', 'k=ed25519']],
    ['wrong h=', { [at]: [`v=DKIM1; h=sha1; ${p}`] }, ['PENDING', 'DNS_WRONG_VALUE', 'h=sha1']],
    ['not for mail', { [at]: [`v=DKIM1; s=other; ${p}`] }, ['PENDING', 'DNS_WRONG_VALUE', 's=other']],
    ['cut', { [at]: [`v=DKIM1; p=${KEY}`] }, ['PENDING', 'DNS_CUT', `v=DKIM1; p=${KEY}`]],
    ['quoted within', { [at]: [`v=DKIM1; p=${KEY}" "mr1==`] }, ['PENDING', 'DNS_QUOTED', `v=DKIM1; p=${KEY}" "mr1==`]],
    ['other case', { [at]: [p.toLowerCase()] }, ['PENDING', 'DNS_WRONG_VALUE', p.toLowerCase()]],
    ['doubled', { [at]: [], [`TXT ${name}.example.com`]: [p] }, ['PENDING', 'DNS_NAME_DOUBLED', `${name}.example.com`]],
    [
      'a CNAME that leads nowhere',
      { [at]: { cname: 'gone.example.net' } },
      ['PENDING', 'DNS_CNAME', 'gone.example.net'],
    ],
    ['absent', { [at]: [] }, ['PENDING', null, null]],
  ])('%s', (_name, zone, expected) => expect(outcome(stateOf('DKIM:mr1', zone))).toEqual(expected))
})

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
      'an include without SPF',
      { [at]: [`v=spf1 include:a.example.net ${us} -all`], 'TXT a.example.net': ['x'] },
      ['PENDING', 'DNS_WRONG_VALUE', 'include:a.example.net'],
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

  it.each([
    ['v=spf1 a:void1.example.net mx:void2.example.net -all', null],
    ['v=spf1 a:void1.example.net mx:void2.example.net exists:void3.example.net -all', 'DNS_SPF_TOO_MANY_LOOKUPS'],
    ['v=spf1 exists:%{i}.a.example exists:%{i}.b.example exists:%{i}.c.example -all', null],
    ['v=spf1 include:void.example.net -all', 'DNS_WRONG_VALUE'],
  ])('grants two void look-ups: %s', (record, code) => {
    expect(stateOf('SPF', { [at]: [record] }).hint?.code ?? null).toBe(code)
  })
})

describe('R-DOM-9, R-DOM-18 DMARC', () => {
  const own = 'TXT _dmarc.support.example.com'
  const organisational = 'TXT _dmarc.example.com'
  it.each<[string, FakeZone, unknown[]]>([
    ['own', { [own]: ['v=DMARC1;p=reject'] }, ['VERIFIED', null, null]],
    ['of the organisational domain', { [own]: [], [organisational]: ['v=DMARC1; p=none'] }, ['VERIFIED', null, null]],
    ['none', { [own]: [] }, ['NOT_STARTED', null, null]],
    ['other text', { [own]: ['v=spf1 -all'] }, ['NOT_STARTED', null, null]],
    [
      'two are none',
      { [own]: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] },
      ['NOT_STARTED', 'DNS_WRONG_VALUE', 'v=DMARC1; p=none, v=DMARC1; p=reject'],
    ],
    [
      'without policy',
      { [own]: ['v=DMARC1; rua=mailto:a@example.com'] },
      ['FAILED', 'DNS_WRONG_VALUE', 'v=DMARC1; rua=mailto:a@example.com'],
    ],
    [
      'by CNAME',
      { [own]: { cname: 'x.dmarc.example.net' }, 'TXT x.dmarc.example.net': ['v=DMARC1; p=none'] },
      ['VERIFIED', null, null],
    ],
  ])('%s', (_name, zone, expected) => expect(outcome(stateOf('DMARC', zone))).toEqual(expected))
})

describe('R-DOM-16 hostile answers', () => {
  it('never throw and never take long', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.constantFrom('v=spf1 ', 'v=DMARC1;', 'p=', ' '.repeat(70_000), '"'.repeat(70_000), '=;'.repeat(30_000)),
    )
    const zone = fc.array(fc.tuple(fc.constantFrom(...Object.keys(right)), fc.array(text, { maxLength: 5 })))
    fc.assert(
      fc.property(zone, (entries) => {
        check({ ...right, ...Object.fromEntries(entries) })
      }),
      { numRuns: 300 },
    )
  })
})
