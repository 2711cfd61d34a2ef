import { describe, expect, it } from 'vitest'
import { findingOf } from './finding'

const mx = (...found: string[]) =>
  ({ type: 'MX', value: 'mx.mail.example.net', priority: 10, status: 'FAILED', found }) as const
const txt = (value: string, ...found: string[]) =>
  ({ type: 'TXT', value, priority: null, status: 'PENDING', found }) as const

describe('what was found at a record (R-DOM-16)', () => {
  it('names what is to go and what is to come where an old MX is there alone', () =>
    expect(findingOf(mx('10 mail.old.example'))).toEqual({
      found: [{ text: '10 mail.old.example', kind: 'other' }],
      expected: '10 mx.mail.example.net',
      missing: '10 mx.mail.example.net',
    }))

  it('lets ours stay where an old MX is beside it', () => {
    const { found, missing } = findingOf(mx('5 mail.old.example', '10 mx.mail.example.net'))
    expect(found.map(({ kind }) => kind)).toEqual(['other', 'ours'])
    expect(missing).toBe('')
  })

  it('shows our host with another preference against ours', () =>
    expect(findingOf(mx('20 mx.mail.example.net')).found[0]?.kind).toBe('near'))

  it('shows the SPF record nearest to the merged one against it, and the other one as one too many', () => {
    const merged = 'v=spf1 include:a.example include:b.example include:ours.example ~all'
    const { found, missing } = findingOf(txt(merged, 'v=spf1 -all', 'v=spf1 include:a.example include:b.example ~all'))
    expect(found.map(({ kind }) => kind)).toEqual(['other', 'near'])
    expect(missing).toBe('')
  })

  it('shortens a stranger’s value', () =>
    expect(findingOf(txt('mailroom-verification=x', 'y'.repeat(500))).found[0]?.text).toHaveLength(81))
})
