import { describe, expect, it } from 'vitest'
import { challenge, checkOnce, domain, outcome, proof, right, type FakeZone } from './testing.js'

const apexDomain = { ...domain, name: 'example.com', mailFromDomain: 'bounce.example.com' }
const hints = (zone: FakeZone, of = domain) =>
  Object.fromEntries(checkOnce(zone, of).states.map((state) => [state.key, outcome(state)]))
const beside = (zone: FakeZone, of = domain) => checkOnce(zone, of).names.filter((name) => /^[a-z]{16}\./.test(name))

const TEXT: FakeZone = { 'TXT *.example.com': ['v=spf1 -all'] }
const ALIAS: FakeZone = { 'TXT *.example.com': { cname: 'parked.example.com' }, 'A parked.example.com': ['192.0.2.1'] }

describe('R-DOM-16 wildcard entries', () => {
  it('are named where their text answers instead of the record', () => {
    const found = '*.support.example.com'
    expect(hints(TEXT)).toMatchObject({
      OWNERSHIP: ['PENDING', 'DNS_WILDCARD', found],
      'DKIM:mr1': ['PENDING', 'DNS_WILDCARD', found],
      MAIL_FROM_SPF: ['PENDING', 'DNS_WILDCARD', found],
    })
  })
  it('are named where their CNAME answers, for there is none to delete', () => {
    expect(hints(ALIAS)['OWNERSHIP']).toEqual(['PENDING', 'DNS_WILDCARD', '*.support.example.com'])
  })
  it('are named for an MX of the domain by a name beside the domain', () => {
    const zone = { 'MX *.example.com': ['10 mail.example.com'] }
    expect(hints(zone)['MX']).toEqual(['FAILED', 'DNS_WILDCARD', '*.example.com'])
    expect(beside(zone)).toHaveLength(1)
  })
  it.each<[string, FakeZone]>([
    ['the record has a wrong value of its own', { ...TEXT, [`TXT ${challenge}`]: ['other'] }],
    ['the record is a CNAME of its own', { ...ALIAS, [`TXT ${challenge}`]: { cname: 'gone.example.com' } }],
    ['nothing answers for the name beside it', { [`TXT ${challenge}`]: ['v=spf1 -all'] }],
    ['the name beside it gets no answer', { [`TXT ${challenge}`]: ['x'], 'TXT *.support.example.com': 'NO_ANSWER' }],
  ])('are not blamed where %s', (_, zone) => {
    expect(hints(zone)['OWNERSHIP']?.[1]).toMatch(/^DNS_(?:WRONG_VALUE|CNAME)$/)
  })
  it('are not blamed for a domain that no wildcard can answer for', () => {
    const zone: FakeZone = { 'MX example.com': ['10 mail.example.com'], 'MX *.example.com': ['10 mail.example.com'] }
    expect(hints(zone, apexDomain)['MX']?.[1]).toBe('DNS_MX_OTHER')
  })
  it('never hide what is right, nor an answer from elsewhere that proves nothing', () => {
    const zone: FakeZone = { 'TXT *.example.com': [proof] }
    expect(hints(zone)['OWNERSHIP']).toEqual(['VERIFIED', null, null])
    const foreign = { 'TXT *.example.com': { cname: 'attacker.net' }, 'TXT attacker.net': [proof] }
    expect(hints(foreign)['OWNERSHIP']?.[1]).toBe('DNS_FOREIGN_ANSWER')
  })
})

describe('R-DOM-15 the question about a wildcard', () => {
  it('is one, and only where what was found is wrong', () => {
    expect(beside(right)).toEqual([])
    expect(beside({})).toEqual([])
    expect(beside({ ...TEXT, 'MX *.example.com': ['10 mail.example.com'] })).toHaveLength(1)
  })
  it('keeps within the questions of a check at worst', () => {
    const chain = (side: string) =>
      Array.from({ length: 20 }, (_, n) => [
        `TXT ${side}${n}.example.net`,
        [`v=spf1 include:${side}${n + 1}.example.net ~all`],
      ])
    const walked: FakeZone = {
      ...Object.fromEntries([...chain('s'), ...chain('b')]),
      'TXT support.example.com': ['v=spf1 include:s0.example.net ~all'],
      'TXT bounce.support.example.com': ['v=spf1 include:b0.example.net ~all'],
    }
    const wrong: FakeZone[] = [
      { [`TXT ${challenge}`]: ['other'] },
      { [`TXT ${challenge}`]: { cname: 'gone.example.com' } },
      { 'TXT mr1._domainkey.support.example.com': ['other'] },
      { 'MX support.example.com': ['10 mail.example.com'] },
      { 'MX bounce.support.example.com': ['10 mail.example.com'] },
      { 'MX bounce.support.example.com': { cname: 'gone.example.com' } },
    ]
    for (const each of wrong) expect(checkOnce({ ...walked, ...each }).asked).toBeLessThanOrEqual(36)
    for (const each of [TEXT, ALIAS]) expect(checkOnce(each).asked).toBeLessThanOrEqual(36)
  })
})
