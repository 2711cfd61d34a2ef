import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextCheckAt } from './schedule.js'
import { domain } from './testing.js'
import type { DnsStatus, RecordKey, RecordState } from './types.js'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const state = (status: DnsStatus, more: Partial<RecordState> = {}): RecordState => ({
  key: 'OWNERSHIP',
  subject: '',
  status,
  found: [],
  hint: null,
  foundAt: null,
  source: null,
  checkedAt: null,
  pendingSince: 0,
  misses: [],
  firstHitAt: null,
  ...more,
})
const next = (states: RecordState[], last: number | null, jitter = 0.5, watchedSince: number | null = null) =>
  nextCheckAt(domain, states, { now: last ?? 0, lastCheckedAt: last, watchedSince, jitter })

describe('R-DOM-15 schedule', () => {
  it('has none for a platform domain', () => {
    const facts = { now: 0, lastCheckedAt: null, watchedSince: null, jitter: 0 }
    expect(nextCheckAt({ ...domain, type: 'PLATFORM' }, [], facts)).toBeNull()
  })
  it('R-DOM-7 comes in time for a key that is to be replaced', () => {
    const facts = { now: 0, lastCheckedAt: 0, watchedSince: null, jitter: 0.5 }
    expect(nextCheckAt(domain, [state('VERIFIED')], { ...facts, retiresAt: 5 * HOUR })).toBe(5 * HOUR)
    expect(nextCheckAt(domain, [state('VERIFIED')], { ...facts, retiresAt: null })).toBe(24 * HOUR)
    expect(nextCheckAt(domain, [state('VERIFIED')], { ...facts, now: 9 * HOUR, retiresAt: HOUR })).toBe(9 * HOUR)
  })
  it('asks at once what was never asked', () => expect(next([state('PENDING')], null)).toBe(0))

  it('asks pending records after 1, 2, 5, 10, 20 minutes, then hourly, whatever the jitter', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 }), (jitters) => {
        let last = 0
        const slots = [1, 2, 5, 10, 20].map((minutes) => minutes * MINUTE)
        jitters.forEach((jitter, index) => {
          const due = next([state('PENDING')], last, jitter) ?? NaN
          const expected = slots[index] ?? HOUR
          const since = index < slots.length ? due : due - last
          expect(since).toBeGreaterThanOrEqual(expected * 0.9 - 1)
          expect(since).toBeLessThanOrEqual(expected * 1.1 + 1)
          last = due
        })
      }),
    )
  })

  it.each<[string, RecordState, number]>([
    ['a verified one daily', state('VERIFIED'), 24 * HOUR],
    [
      'a verified one without an answer hourly',
      state('VERIFIED', { hint: { code: 'DNS_UNREACHABLE', severity: 'ERROR', path: [], params: {} } }),
      HOUR,
    ],
    ['AT_RISK hourly', state('AT_RISK', { misses: [0, 1, 2, 3] }), HOUR],
    ['FAILED daily', state('FAILED'), 24 * HOUR],
    ['a wrong MX hourly', state('FAILED', { key: 'MX' }), HOUR],
    ['an absent DMARC daily', state('NOT_STARTED', { key: 'DMARC' }), 24 * HOUR],
    ['an old pending one hourly', state('PENDING', { pendingSince: -99 * HOUR }), HOUR],
  ])('asks %s', (_name, of, interval) => expect(next([of], 5 * HOUR)).toBe(5 * HOUR + interval))

  it.each([
    [[0], 0, 5],
    [[0, 5], 5, 20],
    [[0, 5, 20], 20, 60],
    [[0], 1, 6],
    [[0, 90], 90, 95],
  ])('R-DOM-5 looks again after misses at %j minutes', (misses, last, due) => {
    const missed = state('VERIFIED', { misses: misses.map((minutes) => minutes * MINUTE) })
    expect(next([missed], last * MINUTE)).toBe(due * MINUTE)
  })

  it('goes by the record that is due first', () => {
    expect(next([state('VERIFIED'), state('AT_RISK'), state('FAILED')], 0)).toBe(HOUR)
  })

  it('asks every 10 s for 10 minutes while the page is open, then every minute', () => {
    const verified = [state('VERIFIED')]
    expect(next(verified, 9 * MINUTE, 1, 0)).toBe(9 * MINUTE + 10 * SECOND)
    expect(next(verified, 10 * MINUTE, 1, 0)).toBe(11 * MINUTE)
  })

  it('is never before now nor later than a day', () => {
    const statuses = fc.constantFrom<DnsStatus>(
      'NOT_STARTED',
      'PENDING',
      'VERIFIED',
      'AT_RISK',
      'FAILED',
      'UNKNOWN',
      'NOT_REQUIRED',
    )
    const keys = fc.constantFrom<RecordKey>('OWNERSHIP', 'MX', 'DKIM:mr1', 'SPF')
    const time = fc.integer({ min: 0, max: 1e12 })
    fc.assert(
      fc.property(
        statuses,
        keys,
        time,
        time,
        time,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (status, key, a, b, since, jitter) => {
          const [last = 0, now = 0] = [a, b].sort((x, y) => x - y)
          const facts = { now, lastCheckedAt: last, watchedSince: null, jitter }
          const due = nextCheckAt(domain, [state(status, { key, pendingSince: since })], facts) ?? NaN
          expect(due).toBeGreaterThanOrEqual(now)
          expect(due).toBeLessThanOrEqual(now + 24 * HOUR * 1.1 + 1)
        },
      ),
    )
  })
})
