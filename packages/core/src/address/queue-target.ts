import { checkReference } from '../flow/references.js'
import type { ReferenceFacts } from '../flow/facts.js'
import { error, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { ADDRESS_LIMITS } from './limits.js'

/** A queue with what is demanded of its agents, as it comes over the wire (R-ADR-7, R-FLO-3). */
export interface QueueTargetDraft {
  queueId: string
  skillIds?: readonly string[] | null | undefined
  languageId?: string | null | undefined
  priority?: number | null | undefined
}

/** The same, checked; null: left out. */
export interface QueueTarget {
  readonly queueId: string
  readonly skillIds: readonly string[] | null
  readonly languageId: string | null
  readonly priority: number | null
}

/** R-ADR-7: an integer from −25 000 000 to 25 000 000. Problems: INVALID, OUT_OF_RANGE. */
export function checkPriority(priority: number, path: readonly string[]): Problem[] {
  const { priorityMin: min, priorityMax: max } = ADDRESS_LIMITS
  if (priority < min || priority > max) return [error('OUT_OF_RANGE', path, { min, max, found: priority })]
  return Number.isInteger(priority) ? [] : [error('INVALID', path)]
}

/** Every skill once, in the order given, with the problems of those that do not exist (R-ADR-7). */
export function parseSkillIds(
  ids: readonly string[],
  facts: ReferenceFacts,
  path: readonly string[],
): Result<readonly string[]> {
  const problems = ids.flatMap((id, index) => checkReference('Skill', id, facts.skill, [...path, String(index)]))
  return resultOf([...new Set(ids)], problems)
}

/** A queue, skills, at most one language and a priority, for routing and flows alike (R-ADR-7, R-FLO-3). */
export function parseQueueTarget(
  draft: QueueTargetDraft,
  facts: ReferenceFacts,
  path: readonly string[],
): Result<QueueTarget> {
  const { queueId } = draft
  const skills = parseSkillIds(draft.skillIds ?? [], facts, [...path, 'skillIds'])
  const languageId = draft.languageId || null
  const priority = draft.priority ?? null
  const problems = [
    ...checkReference('Queue', queueId, facts.queue, [...path, 'queueId']),
    ...skills.problems,
    ...(languageId ? checkReference('Language', languageId, facts.language, [...path, 'languageId']) : []),
    ...(priority === null ? [] : checkPriority(priority, [...path, 'priority'])),
  ]
  const skillIds = draft.skillIds && skills.ok ? skills.value : null
  return resultOf({ queueId, skillIds, languageId, priority }, problems)
}
