import { describe, expect, it } from 'vitest'
import { likeness, tokenDiff, type DiffPart } from './token-diff'

const side = (parts: readonly DiffPart[], without: DiffPart['kind']) =>
  parts
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('')

describe('what was found against what is expected', () => {
  const cases: [string, string, [string, DiffPart['kind']][]][] = [
    ['v=spf1 -all', 'v=spf1 -all', [['v=spf1 -all', 'same']]],
    [
      'v=spf1 include:a.example ~all',
      'v=spf1 include:a.example include:b.example ~all',
      [
        ['v=spf1 include:a.example ', 'same'],
        ['include:b.example ', 'missing'],
        ['~all', 'same'],
      ],
    ],
    [
      '20 mx.a.example',
      '10 mx.a.example',
      [
        ['20', 'unexpected'],
        ['10', 'missing'],
        [' mx.a.example', 'same'],
      ],
    ],
    ['', 'a', [['a', 'missing']]],
    ['a', '', [['a', 'unexpected']]],
  ]
  it.each(cases)('%s → %s', (found, expected, parts) => {
    expect(tokenDiff(found, expected).map(({ text, kind }) => [text, kind])).toEqual(parts)
  })

  it('keeps both values whole', () => {
    const values = ['v=DKIM1; k=rsa; p=AAA', 'v=DKIM1;k=rsa;p=BBB', '10 a.b', 'x  y', '; ;', '']
    for (const found of values)
      for (const expected of values) {
        const parts = tokenDiff(found, expected)
        expect([side(parts, 'missing'), side(parts, 'unexpected')]).toEqual([found, expected])
      }
  })

  it('counts words that are alike, not what is between them', () => {
    expect(likeness('v=DKIM1; k=rsa; p=A', 'v=DKIM1; k=rsa; p=B')).toBe(2)
    expect(likeness('; ;', '; ;')).toBe(0)
  })

  it('ends quickly on values that somebody made long', () => {
    const begin = performance.now()
    tokenDiff('a '.repeat(20_000), 'b '.repeat(20_000))
    expect(performance.now() - begin).toBeLessThan(500)
  })
})
