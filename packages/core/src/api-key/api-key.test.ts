import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PERMISSIONS, isAllowed } from '../access/permissions.js'
import { apiKeyPrefix, containsApiKey, formatApiKey, makeApiKey, parseApiKey, rollApiKey } from './api-key.js'
import { randomBase62 } from './base62.js'
import {
  checkExpiry,
  checkOverlap,
  mayHold,
  overlapEnd,
  parseApiKeyDraft,
  permissionsHeld,
} from './parse-api-key-draft.js'

const DAY = 24 * 60 * 60 * 1000
const NOW = Date.parse('2026-11-22T12:00:00Z')
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const digits = (length: number) =>
  fc.array(fc.constantFrom(...DIGITS), { minLength: length, maxLength: length }).map((each) => each.join(''))
const parts = fc.record({ id: digits(10), secret: digits(32) })
/** Bytes that count up. */
const counting = () => {
  let next = 0
  return (bytes: number) => Uint8Array.from({ length: bytes }, () => next++ & 255)
}

describe('the form of an API key', () => {
  it('is product, environment, id, secret and checksum', () => {
    const key = formatApiKey({ id: 'Abc0123456', secret: 'x'.repeat(32) })
    expect(key).toMatch(/^mailroom_live_Abc0123456_x{32}_[0-9A-Za-z]{6}$/)
    expect(key.startsWith(apiKeyPrefix('Abc0123456'))).toBe(true)
  })

  /** Made with zlib's crc32 and a base 62 of its own. */
  it.each([
    ['Abc0123456', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', '3yhzls'],
    ['0000000000', '00000000000000000000000000000000', '1nFe3G'],
    ['zzzzzzzzzz', '0123456789abcdefghijABCDEFGHIJKL', '2dxAYC'],
  ])('of %s and %s ends in the CRC-32 of what stands before, in base 62', (id, secret, checksum) => {
    expect(formatApiKey({ id, secret }).slice(-6)).toBe(checksum)
  })

  it('is read as it was written', () => {
    fc.assert(
      fc.property(parts, (each) => {
        expect(parseApiKey(formatApiKey(each))).toEqual(each)
      }),
    )
  })

  it('is refused with any one digit changed', () => {
    fc.assert(
      fc.property(parts, fc.nat(66), fc.constantFrom(...DIGITS), (each, place, digit) => {
        const key = formatApiKey(each)
        fc.pre(key[place] !== digit)
        expect(parseApiKey(key.slice(0, place) + digit + key.slice(place + 1))).toBeUndefined()
      }),
    )
  })

  it.each(['', 'mailroom_live_', 'x', ' '.repeat(64)])('is not %j', (text) => {
    expect(parseApiKey(text)).toBeUndefined()
  })

  it('is refused with anything before or behind', () => {
    const key = formatApiKey(makeApiKey(counting()))
    for (const text of [` ${key}`, `${key}\n`, `${key}x`]) expect(parseApiKey(text)).toBeUndefined()
    expect(containsApiKey(`/graphql?token=${key}&x=1`)).toBe(true)
    expect(containsApiKey('/graphql?query={viewer{user{id}}}')).toBe(false)
  })

  it('is made of random bytes, each digit equally likely', () => {
    const all = randomBase62(248 * 4, () => Uint8Array.from({ length: 1024 }, (_, index) => index & 255))
    const counts = new Set([...DIGITS].map((digit) => all.split(digit).length - 1))
    expect(counts).toEqual(new Set([16]))
  })

  it('keeps its id when it is rolled', () => {
    const random = counting()
    const key = makeApiKey(random)
    const rolled = rollApiKey(key, random)
    expect(rolled.id).toBe(key.id)
    expect(rolled.secret).not.toBe(key.secret)
  })
})

describe('an API key to be made', () => {
  const DRAFT = { name: ' Gateway ', permissions: ['flow:view'], expiresAt: null, operator: false }
  const facts = { own: new Set<string>(['flow:manage']), now: NOW }
  const problemsOf = (changes: object) =>
    parseApiKeyDraft({ ...DRAFT, ...changes }, facts).problems.map(({ code, path }) => [code, path.join('.')])

  it('lives a year where nobody says otherwise', () => {
    expect(parseApiKeyDraft(DRAFT, facts)).toEqual({
      ok: true,
      value: { name: 'Gateway', permissions: ['flow:view'], expiresAt: NOW + 365 * DAY, operator: false },
      problems: [],
    })
  })

  it('has no permission that its maker has not (R-ORG-6)', () => {
    fc.assert(
      fc.property(
        fc.subarray([...PERMISSIONS]),
        fc.subarray([...PERMISSIONS], { minLength: 1 }),
        (own, permissions) => {
          const has = new Set<string>(own)
          const result = parseApiKeyDraft({ ...DRAFT, permissions }, { own: has, now: NOW })
          const isWithin = permissions.every((permission) => isAllowed(has, permission))
          expect(result.ok).toBe(isWithin)
          expect(mayHold(has, permissions)).toBe(isWithin)
          if (result.ok)
            expect(result.value.permissions).toEqual(PERMISSIONS.filter((each) => permissions.includes(each)))
        },
      ),
    )
  })

  it('may never do what its maker may not any more, and else all that it was given', () => {
    const some = fc.subarray([...PERMISSIONS])
    fc.assert(
      fc.property(some, some, (given, own) => {
        const held = new Set<string>(permissionsHeld(given, new Set<string>(own)))
        for (const permission of PERMISSIONS) {
          const both = isAllowed(new Set<string>(given), permission) && isAllowed(new Set<string>(own), permission)
          expect(isAllowed(held, permission)).toBe(both)
        }
      }),
    )
    expect(permissionsHeld(['flow:manage'], new Set(['flow:view', 'smtp:manage']))).toEqual(['flow:view'])
  })

  it.each([
    [{ permissions: ['flow:view', 'flow:publish'] }, [['PERMISSION_NOT_OWN', 'permissions.1']]],
    [{ permissions: ['flow:fly'] }, [['INVALID', 'permissions.0']]],
    [{ permissions: [] }, [['REQUIRED', 'permissions']]],
    [{ permissions: [], operator: true }, []],
    [{ permissions: ['flow:view', 'flow:view'] }, []],
    [{ name: ' ' }, [['REQUIRED', 'name']]],
    [{ name: 'x'.repeat(101) }, [['TOO_LONG', 'name']]],
    [{ name: '\u202ex' }, [['FORBIDDEN_CHARACTERS', 'name']]],
    [{ expiresAt: NOW }, [['API_KEY_EXPIRY', 'expiresAt']]],
    [{ expiresAt: NOW + 366 * DAY + 1 }, [['API_KEY_EXPIRY', 'expiresAt']]],
    [
      { name: '', expiresAt: NOW - 1 },
      [
        ['REQUIRED', 'name'],
        ['API_KEY_EXPIRY', 'expiresAt'],
      ],
    ],
  ])('with %j has the problems %j (R-ORG-7)', (changes, problems) => {
    expect(problemsOf(changes)).toEqual(problems)
  })

  it('may expire in a moment and in a leap year', () => {
    expect([...checkExpiry(NOW + 1, NOW), ...checkExpiry(NOW + 366 * DAY, NOW)]).toEqual([])
  })

  it('is rolled with an overlap of a week at most, and never beyond its expiry', () => {
    expect(checkOverlap(0)).toEqual([])
    expect(checkOverlap(168)).toEqual([])
    for (const hours of [-1, 169]) expect(checkOverlap(hours)).toMatchObject([{ code: 'OUT_OF_RANGE' }])
    expect(overlapEnd(24, NOW, NOW + 2 * DAY)).toBe(NOW + DAY)
    expect(overlapEnd(24, NOW, NOW + 1)).toBe(NOW + 1)
  })
})
