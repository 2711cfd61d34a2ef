import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readUserAgent } from './device.js'
import { ACCOUNT_LIMITS, hasEnded } from './limits.js'
import { parseProfile } from './profile.js'
import { isFreshStep, readSecondFactor, stepAt } from './second-factor.js'

describe('R-ORG-7 profiles', () => {
  it.each([
    [{ name: '  Ada Martin ', locale: 'de' }, []],
    [{ name: '', locale: 'de' }, [['REQUIRED', 'name']]],
    [{ name: 'Ada\u202e', locale: 'en' }, [['FORBIDDEN_CHARACTERS', 'name']]],
    [
      { name: 'x'.repeat(101), locale: 'DE' },
      [
        ['TOO_LONG', 'name'],
        ['INVALID', 'locale'],
      ],
    ],
    [{ name: 'Ada', locale: '' }, [['INVALID', 'locale']]],
  ])('%j', (draft, problems) => {
    const result = parseProfile(draft, ['en', 'de', 'fr'])
    expect(result.problems.map(({ code, path }) => [code, ...path])).toEqual(problems)
    expect(result.ok && result.value.name).toBe(problems.length === 0 && 'Ada Martin')
  })
})

describe('second factors', () => {
  it.each([
    ['123456', 'APP', '123456'],
    [' 123 456 ', 'APP', '123456'],
    ['123-456', 'APP', '123456'],
    ['ABCD-efgh-2345', 'RECOVERY', 'abcdefgh2345'],
    ['1234567', 'RECOVERY', '1234567'],
    ['', 'RECOVERY', ''],
  ])('%j is a code of kind %s', (typed, kind, code) => {
    expect(readSecondFactor(typed)).toEqual({ kind, code })
  })

  it('a code works once, and no older one after it', () => {
    fc.assert(
      fc.property(
        fc.nat(4_000_000_000_000),
        fc.integer({ min: -1, max: 1 }),
        fc.integer({ min: -1, max: 1 }),
        (now, a, b) => {
          const [first, second] = [stepAt(now, a), stepAt(now, b)]
          expect(isFreshStep(second, first)).toBe(b > a)
        },
      ),
    )
    expect(stepAt(59_999)).toBe(1)
    expect(stepAt(60_000)).toBe(2)
  })
})

it('what ends at a time has ended then, to the millisecond', () => {
  const at = '2026-11-22T12:00:00.000Z'
  expect([-1, 0, 1].map((more) => hasEnded(at, Date.parse(at) + more))).toEqual([false, true, true])
  expect(ACCOUNT_LIMITS.resetLink).toBe(15 * 60_000)
})

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge',
    'Windows',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    'Safari',
    'macOS',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
    'Chrome',
    'Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile Safari/604.1',
    'Chrome',
    'iOS',
  ],
  ['curl/8.0', null, null],
  [null, null, null],
])('%s is %s on %s', (header, browser, system) => {
  expect(readUserAgent(header)).toEqual({ browser, system })
})
