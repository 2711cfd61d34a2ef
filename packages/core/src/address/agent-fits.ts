import type { AgentFact, SkillEvaluation } from '../flow/facts.js'

/**
 * Whether an agent may be offered a mail (R-QUE-3). ALL: every skill and the language; BEST: a sum of proficiency above
 * 0; NONE: always. Where nothing is demanded, everybody fits.
 */
export function agentFits(
  agent: AgentFact,
  evaluation: SkillEvaluation,
  skillIds: readonly string[],
  languageId: string | null,
): boolean {
  const levels = skillIds.map((id) => agent.skills.get(id))
  if (languageId) levels.push(agent.languages.get(languageId))
  if (evaluation === 'NONE' || levels.length === 0) return true
  if (evaluation === 'ALL') return levels.every((level) => level !== undefined)
  return levels.some((level) => (level ?? 0) > 0)
}
