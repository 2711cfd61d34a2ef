import {
  addressHealth,
  domainOf,
  reachedKeys,
  type FlowFact,
  type HealthFacts,
  type Problem,
  type QueueFact,
  type SkillEvaluation,
} from '@mailroom/core'
import { anyOf, sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import type { Ready } from '../../graphql/when-ready.js'
import type { LanguageEntity } from '../language/language.entity.js'
import type { QueueEntity } from '../queue/queue.entity.js'
import type { SkillEntity } from '../skill/skill.entity.js'
import type { AddressRow } from './address.read-model.js'

interface CompanionRow {
  readonly kind:
    'queue' | 'skill' | 'language' | 'flow' | 'address' | 'domain' | 'member' | 'memberSkill' | 'memberLanguage'
  readonly id: string
  readonly name: string
  readonly a: string | null
  readonly b: string | null
  readonly n: number | null
  readonly m: number | null
}

/** A flow without its definitions. */
export interface FlowSummary {
  readonly organisationId: string
  readonly id: string
  readonly name: string
  readonly version: number
  readonly publishedVersion: number | null
}

/** Addresses that were read together, and what they refer to: loaded for all of them in one statement. */
export class AddressBatch {
  private loaded: Ready<Companions> | undefined

  constructor(
    private readonly rows: TenantRows,
    private readonly addresses: readonly AddressRow[],
  ) {}

  companions(): Ready<Companions> {
    this.loaded ??= loadCompanions(this.rows, this.addresses).then((companions) => (this.loaded = companions))
    return this.loaded
  }
}

/** What a batch of addresses refers to. */
export class Companions {
  private readonly byKey: ReadonlyMap<string, CompanionRow>
  private readonly queueFacts = new Map<string, QueueFact>()
  private readonly agents = new Map<
    string,
    Map<string, { skills: Map<string, number>; languages: Map<string, number> }>
  >()

  constructor(
    private readonly organisationId: string,
    found: readonly CompanionRow[],
  ) {
    this.byKey = new Map(found.map((row) => [`${row.kind} ${row.id}`, row]))
    for (const row of found) this.addAgent(row)
  }

  queue(id: string): QueueEntity | undefined {
    const row = this.byKey.get(`queue ${id}`)
    return row && this.entity(row, { scoringMethod: row.a, skillEvaluation: row.b })
  }

  skill(id: string): SkillEntity | undefined {
    const row = this.byKey.get(`skill ${id}`)
    return row && this.entity(row, {})
  }

  language(id: string): LanguageEntity | undefined {
    const row = this.byKey.get(`language ${id}`)
    return row && this.entity(row, { tag: row.a })
  }

  flow(id: string): FlowSummary | undefined {
    const row = this.byKey.get(`flow ${id}`)
    return row && this.entity(row, { publishedVersion: row.m })
  }

  /** The health of one of the batch (R-ADR-13). */
  healthOf(address: AddressRow): Problem[] {
    const facts: HealthFacts = {
      self: { id: address.id, address: address.address },
      domain: { canReceive: address.receiveReady, canSend: address.sendReady },
      queue: (id) => this.queueFact(id),
      flow: (id) => this.flowFact(id),
      fromAddress: () =>
        address.from
          ? { address: address.from.address, domain: address.from.domain, canSend: address.from.sendReady }
          : undefined,
      isOwnAddress: (key) => this.isOwnAddress(key),
      isOwnDomain: (name) => this.byKey.has(`domain ${name}`),
    }
    return addressHealth({ address: address.address, settings: address.settings }, facts)
  }

  /** The queue with its members. */
  queueFact(id: string): QueueFact | undefined {
    const queue = this.queueFacts.get(id) ?? this.makeQueueFact(id)
    if (queue) this.queueFacts.set(id, queue)
    return queue
  }

  /** Whether addresses may use the flow. */
  flowFact(id: string): FlowFact | undefined {
    const flow = this.flow(id)
    return flow && { name: flow.name, published: flow.publishedVersion !== null }
  }

  /** Whether the key of one of the batch's hidden recipients is an address of the organisation. */
  isOwnAddress(key: string): boolean {
    return this.byKey.has(`address ${key}`)
  }

  private makeQueueFact(id: string): QueueFact | undefined {
    const queue = this.queue(id)
    const members = [...(this.agents.get(id)?.values() ?? [])]
    return queue && { name: queue.name, skillEvaluation: queue.skillEvaluation as SkillEvaluation, members }
  }

  private addAgent({ kind, id, name, a, n }: CompanionRow): void {
    if (kind !== 'member' && kind !== 'memberSkill' && kind !== 'memberLanguage') return
    const queueId = a ?? ''
    const members =
      this.agents.get(queueId) ?? new Map<string, { skills: Map<string, number>; languages: Map<string, number> }>()
    const agent = members.get(name) ?? { skills: new Map<string, number>(), languages: new Map<string, number>() }
    this.agents.set(queueId, members.set(name, agent))
    if (kind === 'memberSkill') agent.skills.set(id, n ?? 0)
    if (kind === 'memberLanguage') agent.languages.set(id, n ?? 0)
  }

  private entity<E>(row: CompanionRow, more: object): E {
    return { organisationId: this.organisationId, id: row.id, name: row.name, version: row.n, ...more } as E
  }
}

async function loadCompanions(rows: TenantRows, addresses: readonly AddressRow[]): Promise<Companions> {
  const own = sql`"organisationId" = ${rows.organisationId}`
  const ids = (pick: (address: AddressRow) => readonly (string | null)[]) => {
    const found = new Set<string>()
    for (const address of addresses) for (const id of pick(address)) if (id !== null) found.add(id)
    return [...found]
  }
  const queueIds = ids((each) => [each.queueId])
  const skillIds = ids(({ settings: { routing } }) => (routing.kind === 'QUEUE' ? routing.skillIds : []))
  const keys = ids((each) => each.bcc.flatMap(({ address }) => reachedKeys(address)))
  const domains = ids((each) => (each.replyTo === null ? [] : [domainOf(each.replyTo).toLowerCase()]))
  const members = sql`queue_member q where q."organisationId" = ${rows.organisationId} and q."queueId" ${anyOf(queueIds)}`
  const found = await rows.all<CompanionRow>(sql`
    select 'queue' as kind, id, name, "scoringMethod" as a, "skillEvaluation" as b, version as n, 0 as m
      from queue where ${own} and id ${anyOf(queueIds)}
    union all select 'skill', id, name, null, null, version, 0 from skill where ${own} and id ${anyOf(skillIds)}
    union all select 'language', id, name, tag, null, version, 0 from language
      where ${own} and id ${anyOf(ids((each) => [each.languageId]))}
    union all select 'flow', id, name, null, null, version, "publishedVersion" from flow
      where ${own} and id ${anyOf(ids((each) => [each.flowId, each.spamFlowId]))}
    union all select 'address', "addressKey", '', null, null, 0, 0 from address where ${own} and "addressKey" ${anyOf(keys)}
    union all select 'domain', name, '', null, null, 0, 0 from domain where ${own} and name ${anyOf(domains)}
    union all select 'member', '', q."memberId", q."queueId", null, 0, 0 from ${members}
    union all select 'memberSkill', p."skillId", p."memberId", q."queueId", null, p.proficiency, 0 from member_skill p
      join queue_member q on q."organisationId" = p."organisationId" and q."memberId" = p."memberId"
      where p."organisationId" = ${rows.organisationId} and q."queueId" ${anyOf(queueIds)}
    union all select 'memberLanguage', p."languageId", p."memberId", q."queueId", null, p.proficiency, 0 from member_language p
      join queue_member q on q."organisationId" = p."organisationId" and q."memberId" = p."memberId"
      where p."organisationId" = ${rows.organisationId} and q."queueId" ${anyOf(queueIds)}`)
  return new Companions(rows.organisationId, found)
}
