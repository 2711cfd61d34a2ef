import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectedRecords } from './records.js'
import {
  checkFake,
  checkOnce,
  domain,
  KEY,
  challenge,
  platform,
  proof,
  right,
  stateOf,
  type FakeZone,
} from './testing.js'
import type { MailDomain } from './types.js'

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
    expect(checkOnce(right, of)).toMatchObject({ states: [], asked: 0 })
  })
  it('leave MAIL FROM out while none is set', () => {
    const keys = expectedRecords({ ...domain, mailFromDomain: null }, platform).map(({ key }) => key)
    expect(keys).toEqual(['OWNERSHIP', 'MX', 'DKIM:mr1', 'DKIM:mr2', 'SPF', 'DMARC'])
  })
  it('R-DOM-9 propose the SPF record that is there with ours merged in', () => {
    const states = checkOnce({ ...right, 'TXT bounce.support.example.com': ['v=spf1 ip4:192.0.2.1 -all'] }).states
    const proposed = expectedRecords(domain, platform, states).find(({ key }) => key === 'MAIL_FROM_SPF')
    expect(proposed?.value).toBe('v=spf1 ip4:192.0.2.1 include:_spf.mailroom.example -all')
  })
})

describe('R-DOM-15 questions', () => {
  it('are few where everything is right', () => {
    const result = checkOnce(right)
    expect(result.states.map(({ status }) => status)).toEqual(Array(8).fill('VERIFIED'))
    expect(result.asked).toBeLessThanOrEqual(14)
    expect(result.rounds).toBe(1)
  })
  it('are at most 36 at worst, which leaves four for finding the servers', () => {
    const chain = Object.fromEntries(
      ['s', 'b'].flatMap((side) =>
        Array.from({ length: 20 }, (_, n) => [
          `TXT ${side}${n}.example.net`,
          [`v=spf1 include:${side}${n + 1}.example.net ~all`],
        ]),
      ),
    )
    const worst = checkOnce({
      ...chain,
      'TXT support.example.com': ['v=spf1 include:s0.example.net ~all'],
      'TXT bounce.support.example.com': ['v=spf1 include:b0.example.net ~all'],
    })
    expect(worst.asked).toBeGreaterThan(30)
    expect(worst.asked).toBeLessThanOrEqual(36)
    expect(checkOnce({}).asked).toBeLessThanOrEqual(36)
  })
})

describe('R-DOM-9, R-DOM-15 SPF includes', () => {
  const DAY = 24 * 3_600_000
  const record = 'v=spf1 include:a.example.net include:b.example.net -all'
  const zone = {
    ...right,
    'TXT support.example.com': [record],
    'TXT a.example.net': ['v=spf1 -all'],
    'TXT b.example.net': ['v=spf1 -all'],
  }
  const check = (states: ReturnType<typeof checkOnce>['states'], now: number, of: FakeZone = zone) =>
    checkFake(domain, platform, of, states, now)

  it('are asked once a day where the record is good and the same', () => {
    const first = checkOnce(zone)
    const asked = (of: { names: readonly string[] }) => of.names.filter((name) => name.endsWith('.example.net'))
    expect(asked(first)).toHaveLength(2)
    const second = check(first.states, 1000 + DAY - 1)
    expect(asked(second)).toEqual([])
    expect(second.states).toMatchObject(first.states.map(({ key, status }) => ({ key, status })))
    expect(asked(check(second.states, 1000 + DAY))).toHaveLength(2)
    expect(asked(check(first.states, 2000, { ...zone, 'TXT support.example.com': [`${record} `] }))).toEqual([])
    expect(
      asked(check(first.states, 2000, { ...zone, 'TXT support.example.com': [record.replace('-', '~')] })),
    ).toHaveLength(2)
  })

  it('are asked again as long as the record is not good', () => {
    const broken = { ...zone, 'TXT b.example.net': [] }
    const first = checkOnce(broken)
    expect(first.states.find(({ key }) => key === 'SPF')?.status).toBe('FAILED')
    expect(check(first.states, 2000).states.find(({ key }) => key === 'SPF')?.status).toBe('VERIFIED')
  })

  it('are ten in all: MAIL FROM first, the watched record in a later check', () => {
    const includes = (side: string) => Array.from({ length: 8 }, (_, n) => `include:${side}${n}.example.net`)
    const leaves = ['s', 'b'].flatMap((side) =>
      includes(side).map((term) => [`TXT ${term.slice(8)}`, ['v=spf1 -all']] as const),
    )
    const wide: FakeZone = {
      ...right,
      ...Object.fromEntries(leaves),
      'TXT support.example.com': [`v=spf1 ${includes('s').join(' ')} -all`],
      'TXT bounce.support.example.com': [`v=spf1 ${includes('b').join(' ')} include:_spf.mailroom.example -all`],
    }
    const first = checkOnce(wide)
    const status = (of: typeof first, key: string) => of.states.find((state) => state.key === key)?.status
    expect([status(first, 'MAIL_FROM_SPF'), status(first, 'SPF')]).toEqual(['VERIFIED', 'UNKNOWN'])
    const second = check(first.states, 2000, wide)
    expect([status(second, 'MAIL_FROM_SPF'), status(second, 'SPF')]).toEqual(['VERIFIED', 'VERIFIED'])
  })
})

describe('R-DOM-16 hostile answers', () => {
  it('never lead to questions that DNS cannot hold', () => {
    const name = `${'a'.repeat(60)}.`.repeat(4) + 'example.com'.slice(0, 9)
    const of = { ...domain, name }
    const asked: string[] = []
    const zone = {
      ...right,
      'TXT support.example.com': [`v=spf1 include:..  include:${'b'.repeat(64)}.example a:\u00e9.example -all`],
    }
    for (const each of [of, domain]) asked.push(...checkOnce(zone, each).names)
    expect(asked.filter((each) => each.length > 253 || /\.\.|[^.]{64}|[^!-~]/.test(each))).toEqual([])
  })

  it('are kept within limits', () => {
    const values = Array.from({ length: 60 }, () => 'x'.repeat(5000))
    const state = stateOf('OWNERSHIP', { [`TXT ${challenge}`]: values })
    expect([state.found.length, state.found[0]?.length]).toEqual([20, 2048])
  })

  it('never throw and never take long', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.constantFrom('v=spf1 ', 'v=DMARC1;', 'p=', ' '.repeat(70_000), '"'.repeat(70_000), '=;'.repeat(30_000)),
    )
    const zone = fc.array(fc.tuple(fc.constantFrom(...Object.keys(right)), fc.array(text, { maxLength: 5 })))
    fc.assert(
      fc.property(zone, (entries) => {
        checkOnce({ ...right, ...Object.fromEntries(entries) })
      }),
      { numRuns: 300 },
    )
  })
})
