import { describe, expect, it } from 'vitest'
import { challenge, checkFake, domain, platform, proof, type FakeZone } from './testing.js'
import { alignStates, initialStates } from './states.js'
import type { MailDomain, RecordKey, RecordState } from './types.js'

const HOUR = 3_600_000
describe('R-DOM-14, R-DOM-18 switching', () => {
  const smtp: MailDomain = { ...domain, sender: 'SMTP' }
  const statusOf = (states: readonly RecordState[], key: RecordKey) => states.find((state) => state.key === key)?.status
  const zone: FakeZone = { [`TXT ${challenge}`]: [proof] }

  it('to SMTP keeps a verified ownership, and asks for no other', () => {
    const verified = checkFake(domain, platform, zone, initialStates(domain, platform, 0), 1).states
    expect(statusOf(alignStates(smtp, platform, verified, 2), 'OWNERSHIP')).toBe('VERIFIED')
    expect(statusOf(alignStates(smtp, platform, initialStates(domain, platform, 0), 2), 'OWNERSHIP')).toBe(
      'NOT_REQUIRED',
    )
  })
  it('back asks for it again, with another 72 h', () => {
    const states = alignStates(domain, platform, initialStates(smtp, platform, 0), 5)
    expect(states.find(({ key }) => key === 'OWNERSHIP')).toMatchObject({ status: 'PENDING', pendingSince: 5 })
  })
  it('offers ownership under SMTP: a hit verifies, a miss changes nothing', () => {
    const states = initialStates(smtp, platform, 0)
    expect(statusOf(checkFake(smtp, platform, zone, states, 1).states, 'OWNERSHIP')).toBe('VERIFIED')
    expect(statusOf(checkFake(smtp, platform, {}, states, 99 * HOUR).states, 'OWNERSHIP')).toBe('NOT_REQUIRED')
  })
  it('asks for ownership under SMTP while another claims the name', () => {
    expect(statusOf(initialStates({ ...smtp, claim: 'CONTESTED' }, platform, 0), 'OWNERSHIP')).toBe('PENDING')
  })
  it('starts a record anew when its name or value changes, and drops one that is gone', () => {
    const states = initialStates(domain, platform, 0).map((state): RecordState => ({ ...state, status: 'VERIFIED' }))
    const moved = alignStates({ ...domain, mailFromDomain: 'other.support.example.com' }, platform, states, 7)
    expect(statusOf(moved, 'MAIL_FROM_MX')).toBe('PENDING')
    expect(statusOf(moved, 'OWNERSHIP')).toBe('VERIFIED')
    expect(
      statusOf(alignStates({ ...domain, mailFromDomain: null }, platform, states, 7), 'MAIL_FROM_MX'),
    ).toBeUndefined()
  })
})

describe('R-DOM-15 changes', () => {
  it('are told once, with what was found and where', () => {
    const zone: FakeZone = { 'MX support.example.com': ['10 mx.mailroom.example'] }
    const first = checkFake(domain, platform, zone, initialStates(domain, platform, 0), 5)
    expect(first.changes).toEqual([
      {
        key: 'MX',
        event: 'STATE',
        host: 'support.example.com',
        from: 'PENDING',
        to: 'VERIFIED',
        found: ['10 mx.mailroom.example'],
        foundAt: 'support.example.com',
        source: '192.0.2.53 (authoritative)',
        at: 5,
      },
    ])
    expect(checkFake(domain, platform, zone, first.states, 6).changes).toEqual([])
  })
})
