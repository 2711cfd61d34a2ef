import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressHealth } from '../address/health.js'
import type { AddressSettings } from '../address/types.js'
import type { AgentFact, QueueFact } from '../flow/facts.js'
import { error, warning } from '../problem.js'
import { addressSettings, aFlow, aMailbox, aRule } from '../testing.js'
import { lintConfiguration } from './lint-configuration.js'
import { lintPosition, parseLintPosition } from './position.js'
import { aLintAddress, aLintConfiguration, aLintDomain, notReady, type LintParts } from './testing.js'
import type { LintAddress, LintFinding } from './types.js'

const agent: AgentFact = { skills: new Map([['french', 3]]), languages: new Map() }
const queues: Record<string, QueueFact> = {
  support: { name: 'Support', skillEvaluation: 'ALL', members: [agent] },
  empty: { name: 'Empty', skillEvaluation: 'ALL', members: [] },
}
const toQueue = (queueId: string, skillIds: string[] = []): AddressSettings['routing'] => ({
  kind: 'QUEUE',
  queueId,
  skillIds,
  languageId: null,
  priority: 0,
})
const catchAll = { rules: [aRule('All', '', [{ disconnect: true }], { all: [] }), aRule('Never', 'x', [])] }
const mute = aLintDomain('mute.example', { canSend: notReady(error('OWNERSHIP_PENDING', [])) })
const deaf = aLintDomain('deaf.example', { canReceive: notReady(error('MX_MISSING', [])) })
const flows = [
  { id: 'sort', name: 'Sort', draft: aFlow(), published: aFlow() },
  { id: 'draft', name: 'Draft', draft: aFlow(), published: null },
]

const lint = (parts: LintParts) => lintConfiguration(aLintConfiguration({ queues, ...parts }))
const said = (findings: readonly LintFinding[]) =>
  findings.map(({ entityName, problem }) => [entityName, problem.code, ...problem.path].join(' '))

describe('lint of domains', () => {
  it('R-DOM-12 names every reason of a domain, one that stops both ways once', () => {
    const contested = notReady(error('OWNERSHIP_CONTESTED', []))
    const domain = aLintDomain('own.example', { canReceive: contested, canSend: contested })
    expect(said(lint({ domains: [domain, deaf, mute] }))).toEqual([
      'deaf.example MX_MISSING',
      'mute.example OWNERSHIP_PENDING',
      'own.example OWNERSHIP_CONTESTED',
    ])
  })

  it('R-DOM-17 names warnings, also those of a domain that works', () => {
    const canSend = { ready: true, reasons: [warning('OWNERSHIP_AT_RISK', [], { deadline: '2026-06-01' })] }
    const domain = aLintDomain('own.example', {
      canSend,
      warnings: [warning('DMARC_WILL_FAIL', [], { policy: 'reject' })],
    })
    expect(said(lint({ domains: [domain] }))).toEqual(['own.example DMARC_WILL_FAIL', 'own.example OWNERSHIP_AT_RISK'])
  })
})

describe('lint of flows', () => {
  it('R-FLO-5 finds what is wrong with draft and published version, each once', () => {
    const otherwise = { transferToQueue: { queueId: 'empty' } }
    const flow = { id: 'f', name: 'Sort', draft: aFlow({ ...catchAll, otherwise }), published: aFlow({ otherwise }) }
    expect(said(lint({ flows: [flow] }))).toEqual([
      'Sort FLOW_RULE_UNREACHABLE rules 1',
      'Sort QUEUE_WITHOUT_MEMBERS otherwise transferToQueue queueId',
    ])
  })

  it('R-FLO-4 finds what a published version refers to and is missing, not what a draft does', () => {
    const gone = aFlow({ otherwise: { transferToQueue: { queueId: 'gone' } } })
    const published = { id: 'f', name: 'Published', draft: aFlow(), published: gone }
    const drafted = { id: 'g', name: 'Drafted', draft: gone, published: null }
    expect(said(lint({ flows: [published, drafted] }))).toEqual([
      'Published REFERENCE_NOT_FOUND otherwise transferToQueue queueId',
    ])
  })
})

describe('the order of findings', () => {
  it('has errors first, then goes by type, name without regard to case, and path by number', () => {
    const bcc = Array.from({ length: 11 }, () => aMailbox('b@own.example'))
    const addresses = [
      aLintAddress('b@own.example', addressSettings({ spamRouting: { kind: 'FLOW', flowId: 'draft' } })),
      aLintAddress('A@own.example', addressSettings({ bcc })),
    ]
    const found = said(lint({ domains: [aLintDomain('own.example'), deaf], addresses, flows }))
    expect(found.slice(0, 3)).toEqual([
      'b@own.example FLOW_UNPUBLISHED spamRouting flow flowId',
      'deaf.example MX_MISSING',
      'A@own.example BCC_LOOP bcc 0',
    ])
    expect(found.slice(-2)).toEqual(['A@own.example BCC_LOOP bcc 9', 'A@own.example BCC_LOOP bcc 10'])
  })
})

const names = ['a', 'B', 'help', 'sales', 'x.y']
const someAddress: fc.Arbitrary<LintAddress> = fc
  .record({
    localPart: fc.constantFrom(...names),
    domain: fc.constantFrom('own.example', 'mute.example', 'deaf.example', 'gone.example'),
    routing: fc.constantFrom<AddressSettings['routing']>(
      { kind: 'NONE' },
      { kind: 'FLOW', flowId: 'sort' },
      { kind: 'FLOW', flowId: 'draft' },
      { kind: 'FLOW', flowId: 'gone' },
      toQueue('support'),
      toQueue('support', ['french']),
      toQueue('support', ['dutch']),
      toQueue('empty', ['french']),
    ),
    spamRouting: fc.constantFrom<AddressSettings['spamRouting']>(
      { kind: 'DISCONNECT' },
      { kind: 'FLOW', flowId: 'draft' },
    ),
    fromAddressId: fc.option(fc.constantFrom('a@mute.example', 'help@own.example', 'nobody')),
    replyTo: fc.option(fc.constantFrom('a@own.example', 'a@other.example')),
    bcc: fc.array(
      fc.constantFrom('help@own.example', 'sales+x@own.example', 'c@other.example').map((each) => aMailbox(each)),
    ),
  })
  .map(({ localPart, domain, ...settings }) => aLintAddress(`${localPart}@${domain}`, addressSettings(settings)))
const organisation = fc
  .uniqueArray(someAddress, { selector: ({ id }) => id.toLowerCase(), maxLength: 12 })
  .map((addresses) => ({ domains: [aLintDomain('own.example'), mute, deaf], addresses, flows }))
const about = (findings: readonly LintFinding[], id: string) => findings.filter(({ entityId }) => entityId === id)

describe('properties of lint', () => {
  it('R-ADR-13 says of an address what its health alone says', () => {
    fc.assert(
      fc.property(organisation, (parts) => {
        const configuration = aLintConfiguration({ queues, ...parts })
        const found = lintConfiguration(configuration)
        for (const address of parts.addresses) {
          const domain = parts.domains.find(({ name }) => address.address.endsWith(`@${name}`))
          const alone = addressHealth(address, {
            self: address,
            ...(domain ? { domain: { canReceive: domain.canReceive.ready, canSend: domain.canSend.ready } } : {}),
            queue: (id) => queues[id],
            flow: configuration.flow,
            fromAddress(id) {
              const from = configuration.addressOf(id)
              const name = from?.slice(from.indexOf('@') + 1) ?? ''
              const canSend = parts.domains.some((each) => each.name === name && each.canSend.ready)
              return from === undefined ? undefined : { address: from, domain: name, canSend }
            },
            isOwnAddress: configuration.isOwnAddress,
            isOwnDomain: (name) => parts.domains.some((each) => each.name === name),
          })
          const problems = about(found, address.id).map(({ problem }) => problem)
          expect(problems).toHaveLength(alone.length)
          expect(problems).toEqual(expect.arrayContaining(alone))
        }
      }),
    )
  })

  it('is changed by an address that nothing refers to by the findings of that address alone', () => {
    fc.assert(
      fc.property(organisation, someAddress, (parts, other) => {
        const address = { ...other, id: 'new', address: `new-${other.address}` }
        const before = lint(parts)
        const after = lint({ ...parts, addresses: [address, ...parts.addresses] })
        expect(after.filter(({ entityId }) => entityId !== 'new')).toEqual(before)
      }),
    )
  })

  it('finds about a part what it finds about the whole', () => {
    fc.assert(
      fc.property(organisation, fc.nat(), (parts, at) => {
        const whole = aLintConfiguration({ queues, ...parts })
        const addresses = parts.addresses.slice(at % (parts.addresses.length + 1))
        const part = lintConfiguration({ ...whole, addresses, flows: [] })
        const ids = new Set(addresses.map(({ id }) => id))
        const wanted = lintConfiguration(whole).filter(
          ({ entityType, entityId }) => entityType === 'EmailDomain' || ids.has(entityId),
        )
        expect(part).toEqual(wanted)
      }),
    )
  })

  it('puts findings at positions that increase and can be read back', () => {
    fc.assert(
      fc.property(organisation, (parts) => {
        const found = lint(parts)
        const positions = found.map(lintPosition)
        positions.forEach((position, index) => {
          if (index > 0) expect(position > positions[index - 1]!).toBe(true)
          const { entityType, entityId, problem } = found[index]!
          expect(parseLintPosition(position)).toMatchObject({ severity: problem.severity, entityType, entityId })
        })
      }),
    )
  })

  it.each([
    '',
    'x',
    '0\u0001EmailAddress\u0001a',
    '9\u0001EmailAddress\u0001a\u0001b\u0001C.',
    '0\u0001Pet\u0001a\u0001b\u0001C.',
  ])('reads no position from %j', (text) => expect(parseLintPosition(text)).toBeUndefined())
})
