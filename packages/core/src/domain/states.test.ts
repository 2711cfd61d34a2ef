import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GRACE, initialStates, nextState, restartStates, riskDeadline } from './states.js'
import { domain, platform } from './testing.js'
import type { DnsStatus, RecordKey, RecordState } from './types.js'
import { UNANSWERED, type Verdict } from './verdict.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const definite = { found: [], foundAt: 'x', source: 's', hint: null }
const HIT: Verdict = { outcome: 'RIGHT', ...definite }
const MISS: Verdict = { outcome: 'ABSENT', ...definite }
const WRONG: Verdict = { outcome: 'WRONG', ...definite }
const at = (key: RecordKey, of = domain): RecordState =>
  initialStates(of, platform, 0).find((state) => state.key === key)!

/** Statuses after each look, given as [minutes, verdict]. */
const run = (looks: readonly (readonly [number, Verdict])[], state = at('OWNERSHIP')): DnsStatus[] =>
  looks.map(([minutes, verdict]) => (state = nextState(state, verdict, minutes * MINUTE)).status)

describe('R-DOM-5 pending', () => {
  it.each<[string, [number, Verdict][], DnsStatus[]]>([
    [
      'is VERIFIED when found',
      [
        [1, MISS],
        [2, HIT],
      ],
      ['PENDING', 'VERIFIED'],
    ],
    [
      'is FAILED only with a definite miss at 72 h',
      [
        [4319, MISS],
        [4320, MISS],
      ],
      ['PENDING', 'FAILED'],
    ],
    [
      'is not FAILED without an answer',
      [
        [1, MISS],
        [9999, UNANSWERED],
      ],
      ['PENDING', 'PENDING'],
    ],
    [
      'FAILED recovers by a hit',
      [
        [4320, MISS],
        [4330, MISS],
        [5000, HIT],
      ],
      ['FAILED', 'FAILED', 'VERIFIED'],
    ],
  ])('%s', (_name, looks, statuses) => expect(run(looks)).toEqual(statuses))

  it('restart gives another 72 h', () => {
    const failed = nextState(at('OWNERSHIP'), MISS, 72 * HOUR)
    const [restarted] = restartStates([failed], 80 * HOUR)
    expect(restarted).toMatchObject({ status: 'PENDING', pendingSince: 80 * HOUR })
    expect(
      run(
        [
          [(80 + 71) * 60, MISS],
          [(80 + 72) * 60, MISS],
        ],
        restarted,
      ),
    ).toEqual(['PENDING', 'FAILED'])
  })
  it('restart leaves what is verified, watched or MX', () => {
    const states = (['OWNERSHIP', 'MX', 'SPF'] as const).map((key) =>
      nextState(at(key), key === 'OWNERSHIP' ? HIT : WRONG, 1),
    )
    expect(restartStates(states, HOUR)).toEqual(states)
  })
  it('R-DOM-7 DKIM has no 72 h limit, MAIL FROM has', () => {
    expect(run([[100 * 60, MISS]], at('DKIM:mr1'))).toEqual(['PENDING'])
    expect(run([[100 * 60, MISS]], at('MAIL_FROM_SPF'))).toEqual(['FAILED'])
  })
})

describe('R-DOM-5 at risk', () => {
  const lost: [number, Verdict][] = [
    [0, HIT],
    [10, MISS],
    [15, MISS],
    [30, MISS],
    [70, MISS],
  ]
  const atRisk = lost.reduce(
    (state, [minutes, verdict]) => nextState(state, verdict, minutes * MINUTE),
    at('OWNERSHIP'),
  )

  it('needs definite misses at once and after 5, 20 and 60 minutes', () => {
    expect(run(lost)).toEqual(['VERIFIED', 'VERIFIED', 'VERIFIED', 'VERIFIED', 'AT_RISK'])
  })
  it('grants the looks their jitter of 10 %', () => {
    expect(
      run([
        [0, HIT],
        [10, MISS],
        [14.6, MISS],
        [28.1, MISS],
        [64.1, MISS],
      ]).at(-1),
    ).toBe('AT_RISK')
    expect(
      run([
        [0, HIT],
        [10, MISS],
        [14.6, MISS],
        [28.1, MISS],
        [63.9, MISS],
      ]).at(-1),
    ).toBe('VERIFIED')
  })
  it.each<[string, [number, Verdict][]]>([
    [
      'a hit between ends the run',
      [
        [0, HIT],
        [10, MISS],
        [15, MISS],
        [30, HIT],
        [70, MISS],
      ],
    ],
    [
      'no answer is no miss',
      [
        [0, HIT],
        [10, MISS],
        [15, MISS],
        [30, MISS],
        [70, UNANSWERED],
      ],
    ],
    [
      'many checks in a short time are not enough',
      [[0, HIT], ...Array.from({ length: 40 }, (_, n): [number, Verdict] => [10 + n, MISS])],
    ],
    [
      'checks less than 4 minutes apart count once',
      [
        [0, HIT],
        [10, MISS],
        [29, MISS],
        [30, MISS],
        [31, MISS],
        [70, MISS],
        [71, MISS],
      ],
    ],
  ])('%s', (_name, looks) => expect(run(looks).at(-1)).toBe('VERIFIED'))

  it('has its deadline 72 h after the first miss', () => expect(riskDeadline(atRisk)).toBe(10 * MINUTE + GRACE))
  it.each<[string, [number, Verdict][], DnsStatus[]]>([
    [
      'two hits 60 minutes apart verify',
      [
        [100, HIT],
        [159, HIT],
        [160, HIT],
      ],
      ['AT_RISK', 'AT_RISK', 'VERIFIED'],
    ],
    [
      'a miss between starts the hits anew',
      [
        [100, HIT],
        [130, MISS],
        [160, HIT],
        [219, HIT],
        [220, HIT],
      ],
      ['AT_RISK', 'AT_RISK', 'AT_RISK', 'AT_RISK', 'VERIFIED'],
    ],
    [
      'past the deadline a definite miss fails',
      [
        [10 + 4319, MISS],
        [10 + 4320, UNANSWERED],
        [10 + 4321, MISS],
      ],
      ['AT_RISK', 'AT_RISK', 'FAILED'],
    ],
    [
      'past the deadline a hit still counts',
      [
        [5000, HIT],
        [5060, HIT],
      ],
      ['AT_RISK', 'VERIFIED'],
    ],
  ])('%s', (_name, looks, statuses) => expect(run(looks, atRisk)).toEqual(statuses))
})

describe('R-DOM-18 first states', () => {
  it.each<[RecordKey, DnsStatus]>([
    ['OWNERSHIP', 'PENDING'],
    ['MX', 'PENDING'],
    ['DKIM:mr1', 'PENDING'],
    ['MAIL_FROM_MX', 'PENDING'],
    ['SPF', 'NOT_STARTED'],
    ['DMARC', 'NOT_STARTED'],
  ])('%s is %s, and UNKNOWN after look-ups without an answer', (key, status) => {
    expect(at(key).status).toBe(status)
    expect(
      run(
        [
          [1, UNANSWERED],
          [2, UNANSWERED],
        ],
        at(key),
      ),
    ).toEqual(['UNKNOWN', 'UNKNOWN'])
  })
  it('MX: right VERIFIED, none PENDING, otherwise FAILED', () => {
    expect(
      run(
        [
          [1, HIT],
          [2, MISS],
          [3, WRONG],
          [4, HIT],
        ],
        at('MX'),
      ),
    ).toEqual(['VERIFIED', 'PENDING', 'FAILED', 'VERIFIED'])
  })
  it('DMARC: good VERIFIED, absent NOT_STARTED, broken FAILED', () => {
    expect(
      run(
        [
          [1, HIT],
          [2, MISS],
          [3, WRONG],
        ],
        at('DMARC'),
      ),
    ).toEqual(['VERIFIED', 'NOT_STARTED', 'FAILED'])
  })
})

describe('R-DOM-10, R-DOM-5 for any sequence of looks', () => {
  const looks = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 30 * 60 }), fc.constantFrom(HIT, MISS, WRONG, UNANSWERED)),
    { maxLength: 80 },
  )
  const keys = fc.constantFrom<RecordKey>('OWNERSHIP', 'MX', 'DKIM:mr1', 'MAIL_FROM_MX', 'SPF', 'DMARC')

  it('no answer changes no status but the first to UNKNOWN', () => {
    fc.assert(
      fc.property(keys, looks, (key, steps) => {
        let state = at(key)
        let now = 0
        for (const [wait, verdict] of steps) {
          const after = nextState(state, verdict, (now += wait * MINUTE))
          if (verdict === UNANSWERED && after.status !== state.status) {
            expect(after.status).toBe('UNKNOWN')
            expect(state.source).toBeNull()
          }
          state = after
        }
      }),
    )
  })

  it('what was VERIFIED is FAILED only 72 h after the last hit, by a definite miss', () => {
    fc.assert(
      fc.property(looks, (steps) => {
        let state = at('OWNERSHIP')
        let now = 0
        let lastVerified = -Infinity
        for (const [wait, verdict] of steps) {
          const after = nextState(state, verdict, (now += wait * MINUTE))
          if (verdict === HIT && after.status === 'VERIFIED') lastVerified = now
          if (after.status === 'FAILED' && state.status !== 'FAILED') {
            expect(['ABSENT', 'WRONG']).toContain(verdict.outcome)
            expect(now - lastVerified).toBeGreaterThanOrEqual(GRACE)
            expect(now).toBeGreaterThanOrEqual(GRACE)
          }
          if (state.status === 'VERIFIED') expect(after.status).not.toBe('FAILED')
          state = after
        }
      }),
      { numRuns: 1000 },
    )
  })
})
