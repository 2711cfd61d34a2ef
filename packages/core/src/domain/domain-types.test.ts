import { describe, expect, it } from 'vitest'
import { canReceive, canSend } from './readiness.js'
import { expectedRecords } from './records.js'
import { nextCheckAt } from './schedule.js'
import { initialStates } from './states.js'
import { domain as ownDomain, platform } from './testing.js'
import { domainWarnings } from './warnings.js'

const NOW = Date.UTC(2026, 5, 1)
const facts = { now: NOW, lastCheckedAt: null, watchedSince: null, jitter: 0.5 }

describe('R-DOM-1 a platform domain', () => {
  const domain = { ...ownDomain, type: 'PLATFORM' as const, name: `acme.${platform.root}`, mailFromDomain: null }
  const states = initialStates(domain, platform, NOW)

  it('has no records, nothing to verify, and is never looked at', () => {
    expect(expectedRecords(domain, platform)).toEqual([])
    expect(states).toEqual([])
    expect(nextCheckAt(domain, states, facts)).toBeNull()
    expect(domainWarnings(domain, platform, states)).toEqual([])
  })

  it('sends and receives at once', () => {
    expect(canSend(domain, states)).toEqual({ ready: true, reasons: [] })
    expect(canReceive(domain, states)).toEqual({ ready: true, reasons: [] })
  })
})

describe('R-DOM-1 a domain of the organisation’s own', () => {
  it.each(['example.com', 'support.example.com', 'a.b.example.co.uk'])(
    '%s has the same to publish and to prove',
    (name) => {
      const domain = { ...ownDomain, name, mailFromDomain: `bounce.${name}` }
      const states = initialStates(domain, platform, NOW)
      const hosts = expectedRecords(domain, platform).map(({ key, host }) => [key, host.replace(name, '*')])
      const whole = { ...ownDomain, name: 'example.org', mailFromDomain: 'bounce.example.org' }
      expect(hosts).toEqual(
        expectedRecords(whole, platform).map(({ key, host }) => [key, host.replace('example.org', '*')]),
      )
      expect(states.map(({ key }) => key)).toContain('OWNERSHIP')
      expect([canSend(domain, states).ready, canReceive(domain, states).ready]).toEqual([false, false])
      expect(nextCheckAt(domain, states, facts)).toBe(NOW)
    },
  )
})
