import { describe, expect, it } from 'vitest'
import { stripsOf } from './strips'

const at = (minutes: number) => new Date(minutes * 60_000).toISOString()
const change = (key: string, from: string, to: string, minutes: number, event = 'STATE') =>
  ({ key, from, to, at: at(minutes), event }) as Parameters<typeof stripsOf>[1][number]

describe('states of records over time (R-DOM-15)', () => {
  it('has a strip for each record that changed, from the first change of any until now', () => {
    const changes = [
      change('MX', 'VERIFIED', 'FAILED', 80),
      change('OWNERSHIP', 'PENDING', 'VERIFIED', 50),
      change('MX', 'PENDING', 'VERIFIED', 0),
    ]
    const strips = stripsOf(['OWNERSHIP', 'MX', 'SPF'], changes, 100 * 60_000)
    const shown = strips.map(({ key, spans }) => [key, spans.map(({ status, percent }) => [status, percent])])
    expect(shown).toEqual([
      [
        'OWNERSHIP',
        [
          ['PENDING', 50],
          ['VERIFIED', 50],
        ],
      ],
      [
        'MX',
        [
          ['VERIFIED', 80],
          ['FAILED', 20],
        ],
      ],
    ])
  })

  it('has no strip of what is no change of a state, and none without changes', () => {
    expect(stripsOf(['DKIM:mr1'], [change('DKIM:mr1', 'VERIFIED', 'VERIFIED', 5, 'SIGNING')], 60_000)).toEqual([])
    expect(stripsOf(['MX'], [], 60_000)).toEqual([])
  })

  it('fills the whole time, and leaves no gap between spans', () => {
    const changes = [
      change('MX', 'A', 'B', 9),
      change('MX', 'B', 'A', 7),
      change('MX', 'A', 'B', 2),
      change('SPF', 'A', 'B', 1),
    ]
    for (const { spans } of stripsOf(['MX', 'SPF'], changes, 10 * 60_000)) {
      expect(spans.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100)
      spans.slice(1).forEach((span, index) => expect(span.from).toBe(spans[index]!.until))
    }
  })
})
