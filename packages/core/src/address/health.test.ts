import { describe, expect, it } from 'vitest'
import type { AgentFact, SkillEvaluation } from '../flow/facts.js'
import { addressSettings } from '../testing.js'
import { addressHealth, type HealthFacts } from './health.js'
import type { AddressSettings } from './types.js'

const SOUND: HealthFacts = {
  domain: { canReceive: true, canSend: true },
  queue: () => ({ name: 'Support', skillEvaluation: 'ALL', members: [agent({ french: 3 })] }),
  flow: () => ({ name: 'Sorting', published: true }),
  fromAddress: () => ({ address: 'sales@own.example', domain: 'own.example', canSend: true }),
  isOwnAddress: () => false,
  isOwnDomain: () => true,
}

function agent(skills: Record<string, number>, languages: Record<string, number> = {}): AgentFact {
  return { skills: new Map(Object.entries(skills)), languages: new Map(Object.entries(languages)) }
}

function queueRouting(skillIds: readonly string[] = [], languageId: string | null = null): Partial<AddressSettings> {
  return { routing: { kind: 'QUEUE', queueId: 'support', skillIds, languageId, priority: 0 } }
}

const health = (changes: Partial<AddressSettings>, facts: HealthFacts) =>
  addressHealth({ address: 'help@own.example', settings: addressSettings(changes) }, { ...SOUND, ...facts })

describe('R-ADR-13 health', () => {
  it('finds nothing in a sound address', () => {
    expect(health(queueRouting(['french']), {})).toEqual([])
  })

  it('finds nothing without facts', () => {
    const settings = addressSettings({ ...queueRouting(), spamRouting: { kind: 'FLOW', flowId: 'x' } })
    expect(addressHealth({ address: 'help@own.example', settings }, {})).toEqual([])
  })

  const flow = { kind: 'FLOW' as const, flowId: 'sort' }
  const unpublished: HealthFacts = { flow: () => ({ name: 'Sorting', published: false }) }
  const mailbox = { address: 'sales@own.example', name: null }

  it.each<[string, Partial<AddressSettings>, HealthFacts, object]>([
    ['FLOW_UNPUBLISHED', { routing: flow }, unpublished, { severity: 'ERROR', path: ['routing', 'flow', 'flowId'] }],
    ['FLOW_UNPUBLISHED', { spamRouting: flow }, unpublished, { path: ['spamRouting', 'flow', 'flowId'] }],
    [
      'DOMAIN_CANNOT_RECEIVE',
      {},
      { domain: { canReceive: false, canSend: true } },
      { params: { domain: 'own.example' } },
    ],
    ['DOMAIN_CANNOT_SEND', {}, { domain: { canReceive: true, canSend: false } }, { params: { domain: 'own.example' } }],
    [
      'FROM_DOMAIN_CANNOT_SEND',
      { fromAddressId: 'sales' },
      { fromAddress: () => ({ address: 'sales@mute.example', domain: 'mute.example', canSend: false }) },
      { params: { domain: 'mute.example' } },
    ],
    [
      'QUEUE_WITHOUT_MEMBERS',
      queueRouting(['french']),
      { queue: () => ({ name: 'Support', skillEvaluation: 'ALL', members: [] }) },
      { params: { queue: 'Support' } },
    ],
    ['NO_AGENT_MATCHES', queueRouting(['spanish']), {}, { params: { queue: 'Support', count: 1 } }],
    ['BCC_LOOP', { bcc: [mailbox] }, { isOwnAddress: (key) => key === mailbox.address }, { path: ['bcc', '0'] }],
    ['REPLY_TO_OUTSIDE', { replyTo: 'a@b.example' }, { isOwnDomain: () => false }, { path: ['replyTo'] }],
    [
      'SIGNATURE_HIDDEN_FROM_AGENTS',
      { signature: { responseId: 'sig', placement: 'ON_SEND', frequency: 'ALL_OUTGOING' } },
      {},
      { severity: 'WARNING' },
    ],
  ])('%s', (code, changes, facts, rest) => {
    expect(health(changes, facts)).toMatchObject([{ code, ...rest }])
  })

  it('does not blame the own domain for what another domain sends', () => {
    expect(health({ fromAddressId: 'sales' }, { domain: { canReceive: true, canSend: false } })).toEqual([])
  })
})

describe('R-QUE-3 who fits', () => {
  const members = [agent({ french: 3 }, { fr: 2 }), agent({ billing: 0 })]
  const matches = (skillEvaluation: SkillEvaluation, skillIds: readonly string[], languageId: string | null) =>
    health(queueRouting(skillIds, languageId), { queue: () => ({ name: 'Support', skillEvaluation, members }) })
      .length === 0

  it.each<[SkillEvaluation, readonly string[], string | null, boolean]>([
    ['ALL', [], null, true],
    ['ALL', ['french'], 'fr', true],
    ['ALL', ['billing'], null, true],
    ['ALL', ['french', 'billing'], null, false],
    ['ALL', ['french'], 'de', false],
    ['BEST', [], null, true],
    ['BEST', ['french', 'billing'], 'de', true],
    ['BEST', ['billing'], null, false],
    ['BEST', ['spanish'], 'fr', true],
    ['BEST', ['spanish'], 'de', false],
    ['NONE', ['spanish'], 'de', true],
  ])('%s of %j in %j: %s', (evaluation, skillIds, languageId, fits) => {
    expect(matches(evaluation, skillIds, languageId)).toBe(fits)
  })
})
