import { describe, expect, it } from 'vitest'
import { DOMAIN_EVENTS, isNews } from './events.js'
import type { DnsStatus } from './types.js'

describe('R-DOM-15 what is told', () => {
  it.each<[DnsStatus, DnsStatus, boolean]>([
    ['PENDING', 'VERIFIED', true],
    ['VERIFIED', 'AT_RISK', true],
    ['AT_RISK', 'FAILED', true],
    ['AT_RISK', 'VERIFIED', true],
    ['FAILED', 'PENDING', true],
    ['VERIFIED', 'NOT_STARTED', true],
    ['PENDING', 'UNKNOWN', false],
    ['UNKNOWN', 'PENDING', false],
    ['NOT_STARTED', 'UNKNOWN', false],
    ['VERIFIED', 'NOT_REQUIRED', false],
    ['NOT_REQUIRED', 'VERIFIED', false],
  ])('from %s to %s: %s', (from, to, expected) => expect(isNews({ event: 'STATE', from, to })).toBe(expected))

  it('is everything that is no mere state', () => {
    const others = DOMAIN_EVENTS.filter((event) => event !== 'STATE')
    expect(others.every((event) => isNews({ event, from: 'PENDING', to: 'PENDING' }))).toBe(true)
  })
})
