import type { AgentFact, FlowReferences, ReferenceFacts, QueueFact, SkillEvaluation } from '@mailroom/core'
import { anyOf, sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'

/** What settings refer to. */
export type References = FlowReferences

interface FactRow {
  readonly kind: 'queue' | 'skill' | 'language' | 'response'
  readonly id: string
  readonly name: string
  readonly detail: string | null
}

/** What of the references exists, in one statement; `agents`: the members of queues, for checks that need them. */
export async function loadReferenceFacts(
  rows: TenantRows,
  references: References,
  agents: ReadonlyMap<string, readonly AgentFact[]> = new Map(),
): Promise<Required<ReferenceFacts>> {
  const own = sql`"organisationId" = ${rows.organisationId}`
  const found = await rows.all<FactRow>(sql`
    select 'queue' as kind, id, name, "skillEvaluation" as detail from queue where ${own} and id ${anyOf(references.queueIds)}
    union all select 'skill', id, name, null from skill where ${own} and id ${anyOf(references.skillIds)}
    union all select 'language', id, name, null from language where ${own} and id ${anyOf(references.languageIds)}
    union all select 'response', id, name, kind from canned_response where ${own} and id ${anyOf(references.responseIds)}`)
  const byKey = new Map(found.map((row) => [`${row.kind} ${row.id}`, row]))
  return {
    queue: (id) => toQueue(byKey.get(`queue ${id}`), agents.get(id)),
    skill: (id) => byKey.get(`skill ${id}`),
    language: (id) => byKey.get(`language ${id}`),
    response: (id) => {
      const row = byKey.get(`response ${id}`)
      return row && { kind: row.detail as 'SIGNATURE' | 'REPLY' }
    },
  }
}

function toQueue(row: FactRow | undefined, members: readonly AgentFact[] | undefined): QueueFact | undefined {
  if (!row) return undefined
  return { name: row.name, skillEvaluation: row.detail as SkillEvaluation, ...(members ? { members } : {}) }
}

interface AgentRow {
  readonly queueId: string
  readonly memberId: string
  readonly kind: 'skill' | 'language' | 'member'
  readonly id: string
  readonly proficiency: number
}

/** The members of the queues with what they can do, in one statement. Every queue asked for has an entry. */
export async function loadAgents(
  rows: TenantRows,
  queueIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AgentFact[]>> {
  if (queueIds.length === 0) return new Map()
  const queues = sql`q."organisationId" = ${rows.organisationId} and q."queueId" ${anyOf(queueIds)}`
  const found = await rows.all<AgentRow>(sql`
    select q."queueId", q."memberId", 'member' as kind, '' as id, 0 as proficiency from queue_member q where ${queues}
    union all select q."queueId", q."memberId", 'skill', p."skillId", p.proficiency from queue_member q
      join member_skill p on p."organisationId" = q."organisationId" and p."memberId" = q."memberId" where ${queues}
    union all select q."queueId", q."memberId", 'language', p."languageId", p.proficiency from queue_member q
      join member_language p on p."organisationId" = q."organisationId" and p."memberId" = q."memberId" where ${queues}`)
  return new Map(queueIds.map((queueId) => [queueId, toAgents(found.filter((row) => row.queueId === queueId))]))
}

function toAgents(rows: readonly AgentRow[]): AgentFact[] {
  const agents = new Map<string, { skills: Map<string, number>; languages: Map<string, number> }>()
  for (const { memberId, kind, id, proficiency } of rows) {
    const agent = agents.get(memberId) ?? { skills: new Map(), languages: new Map() }
    agents.set(memberId, agent)
    if (kind === 'skill') agent.skills.set(id, proficiency)
    if (kind === 'language') agent.languages.set(id, proficiency)
  }
  return [...agents.values()]
}
