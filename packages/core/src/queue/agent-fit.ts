import type { AgentFact, SkillEvaluation } from '../flow/facts.js'

/** What an interaction asks of an agent (R-ADR-7, R-QUE-3). */
export interface Demand {
  readonly skillIds: readonly string[]
  readonly languageId: string | null
}

/**
 * How well an agent fits an interaction: the sum of proficiency in what is asked for; null: not at all (R-QUE-3). ALL:
 * every skill and the language, whatever the proficiency; BEST: a sum above 0; NONE: everybody alike, 0. Where nothing
 * is asked for, everybody fits.
 */
export function agentFit(agent: AgentFact, evaluation: SkillEvaluation, demand: Demand): number | null {
  if (evaluation === 'NONE') return 0
  const levels = demand.skillIds.map((id) => agent.skills.get(id))
  if (demand.languageId !== null) levels.push(agent.languages.get(demand.languageId))
  const sum = levels.reduce<number>((total, level) => total + (level ?? 0), 0)
  const fits = evaluation === 'ALL' ? !levels.includes(undefined) : levels.length === 0 || sum > 0
  return fits ? sum : null
}

/** Whether an agent may be offered an interaction at all (R-QUE-3). */
export function agentFits(agent: AgentFact, evaluation: SkillEvaluation, demand: Demand): boolean {
  return agentFit(agent, evaluation, demand) !== null
}
