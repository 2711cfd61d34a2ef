import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeSpf } from './spf-merge.js'

describe('R-DOM-9 merged SPF', () => {
  it.each<[string[], string | null, string]>([
    [[], 's.example', 'v=spf1 include:s.example ~all'],
    [['v=spf1 mx -all'], 's.example', 'v=spf1 mx include:s.example -all'],
    [['v=spf1 include:s.example -all'], 's.example', 'v=spf1 include:s.example -all'],
    [['v=spf1 mx redirect=x.example'], 's.example', 'v=spf1 mx include:s.example redirect=x.example'],
    [['v=spf1 a', 'v=spf1 a mx ?all'], 's.example', 'v=spf1 a mx include:s.example ?all'],
    [['v=spf1 redirect=x.example', 'v=spf1 mx ~all'], null, 'v=spf1 mx ~all'],
    [['v=spf1 a', 'v=spf1 mx'], null, 'v=spf1 a mx ~all'],
  ])('%j with %j is %j', (records, include, merged) => expect(mergeSpf(records, include)).toBe(merged))

  it('merged again is the same', () => {
    const term = fc.constantFrom('a', 'mx', 'ip4:192.0.2.1', '-all', '~all', 'redirect=x.example', 'include:s.example')
    const record = fc.array(term).map((terms) => ['v=spf1', ...terms].join(' '))
    fc.assert(
      fc.property(fc.array(record), (records) => {
        const merged = mergeSpf(records, 's.example')
        expect(mergeSpf([merged], 's.example')).toBe(merged)
      }),
    )
  })
})
