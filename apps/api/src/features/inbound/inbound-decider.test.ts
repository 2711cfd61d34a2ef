import { LIMIT_DEFAULTS, SETTINGS_DEFAULTS, type InboundMail, type KnownConfiguration } from '@mailroom/core'
import { aMail, anAddress } from '@mailroom/core/testing'
import { afterAll, expect, test } from 'vitest'
import { InboundDecider } from './inbound-decider.js'

const decider = new InboundDecider()
afterAll(() => decider.close())

/** Letters in no order, which a pattern has to follow one by one. */
const TEXT = Array.from({ length: 16_384 }, (_, index) => 'ab'[Math.floor(Math.sin(index) * 1e4) & 1]).join('')
const mail: InboundMail = aMail({ message: { text: TEXT } })

/** An organisation with a flow of so many costly patterns, some of them more than a flow may have. */
function withPatterns(count: number): KnownConfiguration {
  const any = Array.from({ length: count }, (_, index) => ({
    compare: { field: 'BODY', operator: 'MATCHES', value: `([ab]{0,20}a){5}c${index}` } as const,
  }))
  const published = { rules: [{ name: 'Patterns', when: { any }, then: [] }], otherwise: { disconnect: true } }
  const address = anAddress('help@support.example.com', { routing: { kind: 'FLOW', flowId: 'f' } })
  return {
    ...{ edition: 'CX_3', limits: LIMIT_DEFAULTS, settings: SETTINGS_DEFAULTS },
    domains: new Map([['support.example.com', { id: 'd', canReceive: true }]]),
    addresses: new Map([[address.address, address]]),
    flows: new Map([['f', { id: 'f', name: 'Costly', published }]]),
    ...{ redirections: new Map(), names: new Map() },
  }
}

test('R-IN-6 a decision by flows that takes too long is given up with its limits, and the next one is made', async () => {
  const endless = decider.decide(withPatterns(500), mail)
  const short = decider.decide(withPatterns(1), mail)
  await expect(endless).rejects.toMatchObject({
    problem: { code: 'FLOW_TAKES_TOO_LONG', params: { seconds: 5, megabytes: 256 } },
  })
  expect((await short).decision.outcomes).toMatchObject([{ result: 'DISCONNECTED', reason: 'FLOW' }])
  expect((await decider.decide(withPatterns(1), mail)).unknown.flows).toEqual([])
})

test('R-IN-8 a decision of more steps than are told is refused, not told in part', async () => {
  const address = anAddress('help@support.example.com', { routing: { kind: 'FLOW', flowId: 'f' } })
  const twins = Array.from({ length: 200 }, (_, index) => `help${index}@support.example.com`)
  const known: KnownConfiguration = {
    ...withPatterns(60),
    settings: { ...SETTINGS_DEFAULTS, oneInteractionPerAddress: true },
    addresses: new Map(twins.map((name) => [name, { ...address, id: name, address: name }])),
  }
  const decided = decider.decide(known, aMail({ envelopeTo: twins }))
  await expect(decided).rejects.toMatchObject({ problem: { code: 'DECISION_TOO_LONG', params: { limit: 10_000 } } })
})
