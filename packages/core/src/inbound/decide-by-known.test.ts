import { describe, expect, test } from 'vitest'
import { LIMIT_DEFAULTS } from '../organisation/limits.js'
import { SETTINGS_DEFAULTS } from '../organisation/settings.js'
import { aMail, anAddress } from '../testing.js'
import { decideByKnown, type KnownConfiguration } from './decide-by-known.js'

const ADDRESS = 'help@support.example.com'
const routed = anAddress(ADDRESS, { routing: { kind: 'FLOW', flowId: 'f' } })
const flow = { id: 'f', name: 'Hours', published: { rules: [], otherwise: { transferToQueue: { queueId: 'q' } } } }

const known = (parts: Partial<KnownConfiguration> = {}): KnownConfiguration => ({
  ...{ edition: 'CX_3', limits: LIMIT_DEFAULTS, settings: SETTINGS_DEFAULTS },
  domains: new Map([['support.example.com', { id: 'd', canReceive: true }]]),
  ...{ addresses: new Map(), redirections: new Map(), flows: new Map(), names: new Map() },
  ...parts,
})
const unknownOf = (parts: Partial<KnownConfiguration>) => decideByKnown(known(parts), aMail()).unknown
const nothing = { addresses: [], redirections: [], flows: [], names: [] }

describe('a decision by what was looked up so far', () => {
  test('asks step by step for what it needs, and is final when it asks for nothing', () => {
    const addresses = new Map([[ADDRESS, routed]])
    const flows = new Map([['f', flow]])
    expect(unknownOf({})).toEqual({ ...nothing, addresses: [ADDRESS] })
    expect(unknownOf({ addresses })).toEqual({ ...nothing, flows: ['f'] })
    expect(unknownOf({ addresses, flows })).toEqual({ ...nothing, names: ['q'] })
    const { decision, unknown } = decideByKnown(known({ addresses, flows, names: new Map([['q', 'Help']]) }), aMail())
    expect(unknown).toEqual(nothing)
    expect(decision.outcomes).toMatchObject([{ result: 'QUEUED', queueId: 'q', flowId: 'f' }])
  })

  test('does not ask again for what is not there', () => {
    expect(unknownOf({ addresses: new Map([[ADDRESS, undefined]]) })).toEqual(nothing)
  })

  test('asks for a redirection only where the recipient may be one', () => {
    const target = `help.${'a'.repeat(20)}@in.mailroom.example`
    const ask = (recipient: string) => decideByKnown(known(), aMail({ envelopeTo: [recipient] })).unknown.redirections
    expect(ask(target)).toEqual([target])
    expect(ask('help@elsewhere.example')).toEqual([])
  })

  test('is the same for data that went to another thread and back', () => {
    const parts = known({ addresses: new Map([[ADDRESS, routed]]), flows: new Map([['f', flow]]) })
    const posted = decideByKnown(structuredClone(parts), structuredClone(aMail()))
    expect(structuredClone(posted)).toEqual(decideByKnown(parts, aMail()))
  })
})
