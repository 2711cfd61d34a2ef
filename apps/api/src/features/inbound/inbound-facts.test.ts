import { readFileSync } from 'node:fs'
import {
  ADDRESS_DEFAULTS,
  decideByKnown,
  decideInbound,
  LIMIT_DEFAULTS,
  SETTINGS_DEFAULTS,
  type InboundFlow,
  type InboundMail,
  type Routing,
  type SpamRouting,
  type Thread,
} from '@mailroom/core'
import { aConfiguration, anAddress, type ConfigurationParts } from '@mailroom/core/testing'
import { parseMessage } from '@mailroom/mime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS, emptyDatabase } from '../../../test/databases.js'
import { systemClock } from '../../adapters/clock.js'
import { TenantScope } from '../../auth/tenant-scope.js'
import { Database } from '../../database/database.js'
import { newOrganisationId } from '../../database/ids.js'
import type { TenantRows, UnitOfWork } from '../../database/unit-of-work.js'
import { AddressEntity, AddressSkillEntity, toColumns } from '../address/address.entity.js'
import { DomainEntity } from '../domain/domain.entity.js'
import { loadAllDomains } from '../domain/domain.read-model.js'
import { newDomain } from '../domain/new-domain.js'
import { BY_PLATFORM } from '../domain/sender.js'
import { FlowEntity } from '../flow/flow.entity.js'
import { LanguageEntity } from '../language/language.entity.js'
import { OrganisationEntity } from '../organisation/organisation.entity.js'
import { QueueEntity, ScoringMethod, SkillEvaluation } from '../queue/queue.entity.js'
import { SkillEntity } from '../skill/skill.entity.js'
import { decideWithRows, InboundFacts, NO_OVERRIDES } from './inbound-facts.js'

const FIXTURES = new URL('../../../../../packages/mime/fixtures/', import.meta.url)
const ROOT = 'mailroom.example'
const PLATFORM = { root: ROOT, mxHost: `mx.${ROOT}`, feedbackHost: `feedback.${ROOT}`, spfInclude: `_spf.${ROOT}` }

/** Deciding in this thread. */
const inProcess = {
  decide: (...question: Parameters<typeof decideByKnown>) => Promise.resolve(decideByKnown(...question)),
}

interface Case {
  readonly file: string
  readonly why: string
  readonly mail: Pick<InboundMail, 'envelopeFrom' | 'envelopeTo'> & Partial<Pick<InboundMail, 'spam' | 'virus'>>
  readonly threads?: readonly (Omit<Thread, 'disconnectedAt'> & { disconnectedAt: string | null })[]
  readonly settings?: ConfigurationParts['settings']
  readonly limits?: ConfigurationParts['limits']
}

interface Fixture {
  readonly receivedAt: string
  readonly organisation: {
    readonly domains: readonly string[]
    readonly names: Readonly<Record<string, string>>
    readonly addresses: readonly { address: string; routing: Routing; spamRouting: SpamRouting }[]
    readonly redirections: Readonly<Record<string, string>>
    readonly flows: readonly InboundFlow[]
  }
  readonly cases: readonly Case[]
}

const { receivedAt, organisation, cases } = JSON.parse(
  readFileSync(new URL('expected.json', FIXTURES), 'utf8'),
) as Fixture

/** The same organisation in memory. */
function inMemory({ settings = {}, limits = {} }: Case) {
  const { redirections, addresses, ...parts } = organisation
  const built = addresses.map(({ address, ...of }) => anAddress(address, of))
  const targets = Object.entries(redirections).map(([target, of]) => [target, built.find(({ id }) => id === of)!])
  return aConfiguration({ ...parts, addresses: built, redirections: Object.fromEntries(targets), settings, limits })
}

describe.each(DIALECTS)('decisions by rows on %s', (dialect) => {
  let place: Awaited<ReturnType<typeof emptyDatabase>>
  let database: Database
  let rows: TenantRows
  let statements = 0
  const scope = TenantScope.issue(newOrganisationId(), null)
  const row: OrganisationEntity = {
    ...{ id: scope.organisationId, slug: 'acme', name: 'Acme', nameKey: 'acme', edition: 'CX_3', version: 1 },
    ...{
      limits: LIMIT_DEFAULTS,
      settings: SETTINGS_DEFAULTS,
      suspendedAt: null,
      createdAt: receivedAt,
      updatedAt: receivedAt,
    },
  }

  beforeAll(async () => {
    place = await emptyDatabase(dialect)
    database = await Database.open(place.target, systemClock)
    await database.write(scope, async (uow) => {
      await uow.of(OrganisationEntity).insert(row)
      await insertOrganisation(uow)
    })
    const read = database.read(scope)
    const all: TenantRows['all'] = (query) => {
      statements++
      return read.all(query)
    }
    rows = { ...read, all }
  })
  afterAll(async () => {
    await database.close()
    await place.remove()
  })

  test.each(cases)('$file: $why', async (each) => {
    const raw = readFileSync(new URL(each.file, FIXTURES))
    const threads = (each.threads ?? []).map((thread) => ({
      ...thread,
      disconnectedAt: thread.disconnectedAt === null ? null : Date.parse(thread.disconnectedAt),
    }))
    const mail: InboundMail = {
      ...{ spam: 'PASS', virus: 'PASS', receivedAt: Date.parse(receivedAt), threads },
      ...each.mail,
      message: await parseMessage(raw),
    }
    const own = {
      ...row,
      limits: { ...LIMIT_DEFAULTS, ...each.limits },
      settings: { ...SETTINGS_DEFAULTS, ...each.settings },
    }
    const domains = (await loadAllDomains(rows)).map((domain) => ({ ...domain, receiveReady: true }))
    statements = 0
    const decision = await decideWithRows(rows, inProcess, new InboundFacts(own, domains, NO_OVERRIDES, ROOT), mail)
    expect(decision).toEqual(decideInbound(inMemory(each), mail))
    expect(statements).toBeLessThanOrEqual(8)
  })

  test('an override decides instead of what is stored', async () => {
    const raw = readFileSync(new URL('plain-question.eml', FIXTURES))
    const overrides = new Map([
      [
        'help@support.example.com',
        { routing: { kind: 'FLOW', flowId: 'suspects' }, spamRouting: { kind: 'DISCONNECT' } } as const,
      ],
    ])
    const mail: InboundMail = {
      ...{ spam: 'PASS', virus: 'PASS', receivedAt: Date.parse(receivedAt), threads: [] },
      ...{ envelopeTo: ['help@support.example.com'], message: await parseMessage(raw) },
    }
    const facts = new InboundFacts(row, await loadAllDomains(rows), { ...NO_OVERRIDES, addresses: overrides }, ROOT)
    const decision = await decideWithRows(rows, inProcess, facts, mail)
    expect(decision.outcomes[0]).toMatchObject({ result: 'QUEUED', queueId: 'quarantine', flowId: 'suspects' })
  })

  test('two targets with one secret end, and only the right one matches', async () => {
    const raw = readFileSync(new URL('plain-question.eml', FIXTURES))
    const [target = ''] = Object.keys(organisation.redirections)
    const forged = target.replace(/^[^.]+/, 'other')
    const mail: InboundMail = {
      ...{ spam: 'PASS', virus: 'PASS', receivedAt: Date.parse(receivedAt), threads: [] },
      ...{ envelopeTo: [forged, target], message: await parseMessage(raw) },
    }
    const facts = new InboundFacts(row, await loadAllDomains(rows), NO_OVERRIDES, ROOT)
    const decision = await decideWithRows(rows, inProcess, facts, mail)
    expect(decision.outcomes.filter(({ addressId }) => addressId !== null).map(({ recipient }) => recipient)).toEqual([
      target,
    ])
  })
})

/** The organisation of the fixtures; ids are their readable keys. */
async function insertOrganisation(uow: UnitOfWork): Promise<void> {
  const { domains, names, addresses, redirections, flows } = organisation
  for (const name of domains) {
    const seed = { id: name, type: 'CUSTOM', name: { ascii: name, unicode: name }, now: uow.now } as const
    const settings = {
      sender: BY_PLATFORM,
      reception: 'MX',
      mailFromDomain: null,
      ownershipToken: name,
      dkimKeys: [],
      claim: 'NONE',
    } as const
    await uow.of(DomainEntity).insert(newDomain({ ...seed, ...settings }, PLATFORM))
  }
  const named = (id: string) => ({ id, name: names[id] ?? id, nameKey: id })
  for (const id of ['support', 'sales', 'billing', 'quarantine'])
    await uow
      .of(QueueEntity)
      .insert({ ...named(id), scoringMethod: ScoringMethod.TIME_AND_PRIORITY, skillEvaluation: SkillEvaluation.ALL })
  await uow.of(SkillEntity).insert(named('invoices'))
  for (const id of ['de', 'fr']) await uow.of(LanguageEntity).insert({ ...named(id), tag: id })
  for (const { id, name, published } of flows)
    await uow.of(FlowEntity).insert({ id, name, nameKey: id, draft: published!, published, publishedVersion: 1 })
  for (const [index, { address, routing, spamRouting }] of addresses.entries()) {
    const [localPart = '', domainId = ''] = address.split('@')
    const target = Object.entries(redirections).find(([, of]) => of === address)?.[0]
    await uow.of(AddressEntity).insert({
      ...{ id: address, domainId, localPart, addressKey: address, problemCount: 0, errorCount: 0 },
      ...toColumns({ ...ADDRESS_DEFAULTS, routing, spamRouting }),
      redirectSecret: target ? /\.([a-z2-7]{20})@/.exec(target)![1]! : `${index}`.padStart(20, 'a'),
    })
    const skillIds = routing.kind === 'QUEUE' ? routing.skillIds : []
    await uow.of(AddressSkillEntity).insertAll(skillIds.map((skillId) => ({ addressId: address, skillId })))
  }
}
