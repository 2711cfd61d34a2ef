import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  advanceRotation,
  DKIM_RETIREMENT,
  FIRST_ROTATION,
  otherSelector,
  renewedRotation,
  requestRotation,
  selectorToRenew,
  signingSelector,
  type DkimRotation,
} from './dkim-rotation.js'
import { initialStates } from './states.js'
import { domain, platform } from './testing.js'
import type { DkimSelector, RecordState } from './types.js'

const HOUR = 3_600_000

/** The states after a check at `at` that has seen the keys of these selectors. */
const seen = (at: number, selectors: readonly DkimSelector[], more: Partial<RecordState> = {}): RecordState[] =>
  initialStates(domain, platform, 0).map((state) => {
    const isSeen = selectors.some((selector) => state.key === `DKIM:${selector}`)
    return { ...state, checkedAt: at, ...(isSeen && { status: 'VERIFIED', ...more }) }
  })

describe('R-DOM-7 which key signs', () => {
  it.each<[DkimSelector, DkimSelector[], DkimSelector | null]>([
    ['mr1', [], null],
    ['mr1', ['mr1'], 'mr1'],
    ['mr1', ['mr2'], 'mr2'],
    ['mr1', ['mr1', 'mr2'], 'mr1'],
    ['mr2', ['mr1', 'mr2'], 'mr2'],
    ['mr2', ['mr1'], 'mr1'],
  ])('active %s with %j seen: %s', (active, selectors, expected) => {
    expect(signingSelector({ ...FIRST_ROTATION, active }, seen(1, selectors))).toBe(expected)
  })
  it('one that is AT_RISK still signs', () => {
    expect(signingSelector(FIRST_ROTATION, seen(1, ['mr1', 'mr2'], { status: 'AT_RISK' }))).toBe('mr1')
  })
})

describe('R-DOM-7 rotation by observation', () => {
  const asked = requestRotation(FIRST_ROTATION, HOUR)
  it.each<[string, RecordState[]]>([
    ['before the record is there', seen(2 * HOUR, ['mr1'])],
    ['by what was seen before it was asked for', seen(HOUR - 1, ['mr1', 'mr2'])],
    ['while it is missing', seen(2 * HOUR, ['mr1', 'mr2'], { misses: [1] })],
    ['while DNS is silent', seen(2 * HOUR, ['mr1', 'mr2'], { hint: { code: 'DNS_UNREACHABLE' } as never })],
    ['while it is AT_RISK', seen(2 * HOUR, ['mr1', 'mr2'], { status: 'AT_RISK' })],
  ])('does not move %s', (_name, states) => expect(advanceRotation(asked, states, 2 * HOUR)).toEqual(asked))

  it('does not move unasked', () => {
    expect(advanceRotation(FIRST_ROTATION, seen(HOUR, ['mr1', 'mr2']), HOUR)).toEqual(FIRST_ROTATION)
  })

  it('moves when the record is seen; the old key is replaced 7 days later, not before', () => {
    const moved = advanceRotation(asked, seen(2 * HOUR, ['mr1', 'mr2']), 2 * HOUR)
    expect(moved).toEqual({ active: 'mr2', requestedAt: null, retiresAt: 2 * HOUR + 7 * 24 * HOUR })
    expect(selectorToRenew(moved, 2 * HOUR + DKIM_RETIREMENT - 1)).toBeNull()
    expect(selectorToRenew(moved, 2 * HOUR + DKIM_RETIREMENT)).toBe('mr1')
    expect(selectorToRenew(renewedRotation(moved), 99 * DKIM_RETIREMENT)).toBeNull()
  })

  it('never moves back to a key that has signed: the next one waits for the new key', () => {
    const moved = advanceRotation(asked, seen(2 * HOUR, ['mr1', 'mr2']), 2 * HOUR)
    const again = requestRotation(moved, 3 * HOUR)
    expect(advanceRotation(again, seen(4 * HOUR, ['mr1', 'mr2']), 4 * HOUR)).toEqual(again)
    const renewed = renewedRotation(again)
    expect(advanceRotation(renewed, seen(8 * 24 * HOUR, ['mr1', 'mr2']), 8 * 24 * HOUR).active).toBe('mr1')
  })

  it('asked twice is asked once', () => expect(requestRotation(asked, 5 * HOUR)).toEqual(asked))
})

describe('R-DOM-7 whatever happens in whatever order', () => {
  type Event = { readonly kind: 'ask' | 'check' | 'renew'; readonly after: number; readonly selectors: DkimSelector[] }
  const event: fc.Arbitrary<Event> = fc.record({
    kind: fc.constantFrom('ask', 'check', 'renew'),
    after: fc.integer({ min: 0, max: 4 * 24 * HOUR }),
    selectors: fc.subarray<DkimSelector>(['mr1', 'mr2']),
  })

  it('a key that signs is never replaced, and one that has signed is valid for 7 days and signs no more', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let now = 0
        let rotation: DkimRotation = FIRST_ROTATION
        const generation = { mr1: 0, mr2: 0 }
        const signedUntil = new Map<string, number>()
        const keyOf = (selector: DkimSelector) => `${selector} ${generation[selector]}`
        for (const { kind, after, selectors } of events) {
          now += after
          const before = rotation.active
          if (kind === 'ask') rotation = requestRotation(rotation, now)
          if (kind === 'renew') {
            const due = selectorToRenew(rotation, now)
            if (due) {
              expect(due).toBe(otherSelector(rotation.active))
              expect(now - (signedUntil.get(keyOf(due)) ?? NaN)).toBeGreaterThanOrEqual(DKIM_RETIREMENT)
              generation[due]++
              rotation = renewedRotation(rotation)
            }
          }
          if (kind === 'check') rotation = advanceRotation(rotation, seen(now, selectors), now)
          if (rotation.active === before) continue
          expect(selectors).toContain(rotation.active)
          expect(signedUntil.has(keyOf(rotation.active))).toBe(false)
          signedUntil.set(keyOf(before), now)
        }
      }),
      { numRuns: 500 },
    )
  })
})
