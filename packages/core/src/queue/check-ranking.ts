import { checkPriority } from '../address/queue-target.js'
import { error, type Problem } from '../problem.js'

/** How much may be ranked at once, and how good one can be (R-QUE-3). */
export const QUEUE_LIMITS = {
  waiting: 1_000,
  agents: 1_000,
  /** Pairs of a waiting interaction and an agent: what the answer may list. */
  pairs: 100_000,
  /** Skills that one interaction asks for. */
  skills: 100,
  /** The highest proficiency. */
  proficiency: 5,
  /** 68 years: the longest time that fits the wire. */
  waitedSeconds: 2_147_483_647,
} as const

/** A proficiency as it comes over the wire: `id` is a skill's or language's. */
export interface ProficiencyDraft {
  readonly id: string
  readonly proficiency: number
}

/** R-QUE-3: each skill or language once, an integer from 0 to 5. Problems: NOT_UNIQUE, OUT_OF_RANGE, INVALID. */
export function checkProficiencies(given: readonly ProficiencyDraft[], path: readonly string[]): Problem[] {
  return checkEach(given, path, ({ proficiency }, at) =>
    checkNumber(proficiency, QUEUE_LIMITS.proficiency, [...at, 'proficiency']),
  )
}

/** What waits, as it comes over the wire. */
export interface WaitingDraft {
  readonly id: string
  readonly priority: number
  readonly waitedSeconds: number
}

/** R-QUE-1: each id once, priorities as addresses have them, times not negative. Problems: as above. */
export function checkWaiting(given: readonly WaitingDraft[], path: readonly string[]): Problem[] {
  return checkEach(given, path, ({ priority, waitedSeconds }, at) => [
    ...checkPriority(priority, [...at, 'priority']),
    ...checkNumber(waitedSeconds, QUEUE_LIMITS.waitedSeconds, [...at, 'waitedSeconds']),
  ])
}

/** An agent, as it comes over the wire. */
export interface AgentDraft {
  readonly id: string
  readonly skills: readonly ProficiencyDraft[]
  readonly languages: readonly ProficiencyDraft[]
}

/** R-QUE-3: each id once, proficiencies as above. */
export function checkAgents(given: readonly AgentDraft[], path: readonly string[]): Problem[] {
  return checkEach(given, path, ({ skills, languages }, at) => [
    ...checkProficiencies(skills, [...at, 'skills']),
    ...checkProficiencies(languages, [...at, 'languages']),
  ])
}

/** The problems of each, and NOT_UNIQUE for every id that was there before. */
function checkEach<T extends { readonly id: string }>(
  given: readonly T[],
  path: readonly string[],
  check: (one: T, path: readonly string[]) => Problem[],
): Problem[] {
  const known = new Set<string>()
  return given.flatMap((one, index) => {
    const at = [...path, String(index)]
    const repeated = known.has(one.id) ? [error('NOT_UNIQUE', [...at, 'id'])] : []
    known.add(one.id)
    return [...repeated, ...check(one, at)]
  })
}

function checkNumber(value: number, max: number, path: readonly string[]): Problem[] {
  if (value < 0 || value > max) return [error('OUT_OF_RANGE', path, { min: 0, max, found: value })]
  return Number.isInteger(value) ? [] : [error('INVALID', path)]
}
