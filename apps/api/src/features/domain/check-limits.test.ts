import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CheckLimits } from './check-limits.js'

const of = (domainId: string) => ({ domainId, organisationId: 'org' })

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('lets a domain be checked every 10 seconds, and says how long to wait', async () => {
  const limits = new CheckLimits()
  expect(await limits.take(of('a'))).toBeUndefined()
  vi.advanceTimersByTime(4000)
  expect(await limits.take(of('a'))).toBe(6)
  expect(await limits.take(of('b'))).toBeUndefined()
  vi.advanceTimersByTime(6100)
  expect(await limits.take(of('a'))).toBeUndefined()
})

it('lets a domain be checked 10 times an hour; refused checks do not count', async () => {
  const limits = new CheckLimits()
  for (let i = 0; i < 10; i++) {
    expect(await limits.take(of('a'))).toBeUndefined()
    expect(await limits.take(of('a'))).toBeGreaterThan(0)
    vi.advanceTimersByTime(11_000)
  }
  expect(await limits.take(of('a'))).toBe(3600 - 110)
})

it('lets an organisation check 100 times an hour', async () => {
  const limits = new CheckLimits()
  for (let i = 0; i < 100; i++) expect(await limits.take(of(`d${i}`))).toBeUndefined()
  expect(await limits.take(of('another'))).toBe(3600)
  expect(await limits.take({ domainId: 'x', organisationId: 'other' })).toBeUndefined()
})
