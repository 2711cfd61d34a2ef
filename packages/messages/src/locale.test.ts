import { expect, it } from 'vitest'
import { negotiateLocale, parseParams } from './index.js'

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de', 'de'],
  ['de-AT,en;q=0.5', 'de'],
  ['en;q=0.4, fr-CA;q=0.9, de;q=0.8', 'fr'],
  ['it, fr;q=0.1', 'fr'],
  ['FR', 'fr'],
  ['de;q=0, fr;q=0.2', 'fr'],
  ['*', 'en'],
  ['ja, *;q=0.1', 'en'],
  ['de;q=nonsense, fr;q=0.1', 'fr'],
  [',;;q=1,=;', 'en'],
  ['xx,'.repeat(100_000), 'en'],
])('takes %j for %s', (header, locale) => {
  expect(negotiateLocale(header)).toBe(locale)
})

it('makes numbers of the wire’s texts where the engine has numbers', () => {
  const pair = (name: string, value: string) => ({ name, value })
  expect(parseParams('TOO_LONG', [pair('limit', '64'), pair('count', '70')])).toEqual({ limit: 64, count: 70 })
  expect(parseParams('OUT_OF_RANGE', [pair('found', '1.5')])).toEqual({ found: 1.5 })
  expect(parseParams('DOMAIN_IP', [pair('found', '127')])).toEqual({ found: '127' })
  expect(parseParams('TOO_LONG', [pair('limit', 'many')])).toEqual({ limit: 'many' })
})
