import {
  checkAgents,
  checkWaiting,
  QUEUE_LIMITS,
  rankQueue,
  type Agent,
  type AgentDraft,
  type ProficiencyDraft,
  type RankedInteraction,
} from '@mailroom/core'
import type { Locale } from '@mailroom/messages'
import type { TenantRows } from '../../database/unit-of-work.js'
import { badInput, notFound } from '../../graphql/errors.js'
import { refuseInput } from '../../graphql/refuse-input.js'
import { existing } from '../access/member.read-model.js'
import type { ProficiencyInput } from '../access/member.type.js'
import { loadQueueAgents } from './queue-agents.read-model.js'
import type { QueueEntity } from './queue.entity.js'
import type { AgentInput, RankQueueInput } from './ranking.input.js'

/** Ranks what waits by the queue's settings; nothing is stored (R-QUE-1 to 4). */
export async function rankWaiting(
  rows: TenantRows,
  queue: QueueEntity | null,
  input: RankQueueInput,
  locale: Locale,
): Promise<readonly RankedInteraction[]> {
  const given = input.agents?.map(({ id, skills, languages }) => ({
    id,
    skills: skills ?? [],
    languages: languages ?? [],
  }))
  checkSizes(input)
  refuseInput([...checkWaiting(input.waiting, ['waiting']), ...checkAgents(given ?? [], ['agents'])], locale)
  if (!queue) throw notFound()
  await checkReferences(rows, input)
  const agents = given?.map(toAgent) ?? (await loadQueueAgents(rows, queue.id, QUEUE_LIMITS.agents + 1))
  checkPairs(input.waiting.length, agents.length)
  const waiting = input.waiting.map(({ id, priority, waitedSeconds, skillIds, languageId, lastAgentId }) => ({
    ...{ id, priority, waitedSeconds, skillIds: [...new Set(skillIds)] },
    ...{ languageId: languageId ?? null, lastAgentId: lastAgentId ?? null },
  }))
  return rankQueue(queue, waiting, agents)
}

function checkSizes({ waiting, agents }: RankQueueInput): void {
  const { waiting: mostWaiting, agents: mostAgents, skills } = QUEUE_LIMITS
  if (waiting.length > mostWaiting) throw badInput(`waiting: at most ${mostWaiting}`)
  if (agents && agents.length > mostAgents) throw badInput(`agents: at most ${mostAgents}`)
  const index = waiting.findIndex(({ skillIds }) => skillIds && skillIds.length > skills)
  if (index >= 0) throw badInput(`waiting.${index}.skillIds: at most ${skills}`)
}

/** The members of a queue may be more than can be ranked, and few agents too many for all that waits. */
function checkPairs(waiting: number, agents: number): void {
  if (agents > QUEUE_LIMITS.agents)
    throw badInput(`agents: the queue has more than ${QUEUE_LIMITS.agents} members; name those to rank for`)
  if (waiting * agents > QUEUE_LIMITS.pairs)
    throw badInput(`waiting: at most ${Math.floor(QUEUE_LIMITS.pairs / agents)} for ${agents} agents`)
}

/** Skills and languages that are not the organisation's are not there (R-ORG-4). */
async function checkReferences(rows: TenantRows, { waiting, agents }: RankQueueInput): Promise<void> {
  const ofAgents = (pick: (agent: AgentInput) => readonly ProficiencyInput[] | null | undefined) =>
    (agents ?? []).flatMap((agent) => (pick(agent) ?? []).map(({ id }) => id))
  await checkExist(rows, 'skill', [
    ...waiting.flatMap(({ skillIds }) => skillIds ?? []),
    ...ofAgents(({ skills }) => skills),
  ])
  await checkExist(rows, 'language', [
    ...waiting.flatMap(({ languageId }) => languageId ?? []),
    ...ofAgents(({ languages }) => languages),
  ])
}

async function checkExist(rows: TenantRows, table: 'skill' | 'language', ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)]
  const known = await existing(rows, table, wanted)
  if (wanted.some((id) => !known.has(id))) throw notFound()
}

function toAgent({ id, skills, languages }: AgentDraft): Agent {
  const levels = (each: readonly ProficiencyDraft[]) => new Map(each.map((one) => [one.id, one.proficiency]))
  return { id, skills: levels(skills), languages: levels(languages) }
}
