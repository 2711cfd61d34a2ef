import type { SkillEvaluation } from '../flow/facts.js'
import { agentFit } from './agent-fit.js'
import type { Agent, RankedInteraction, RankingSettings, WaitingInteraction } from './types.js'

const MINUTE = 60

/**
 * The order in which interactions are taken, the first to go first, each with the agents that fit. Score (R-QUE-1) is
 * priority plus minutes waited, or priority alone (R-QUE-2); equal scores by arrival, equal arrivals as they were given.
 */
export function rankQueue(
  settings: RankingSettings,
  waiting: readonly WaitingInteraction[],
  agents: readonly Agent[],
): readonly RankedInteraction[] {
  return waiting
    .map((interaction) => ({ interaction, seconds: scoreSeconds(settings, interaction) }))
    .sort((a, b) => b.seconds - a.seconds || b.interaction.waitedSeconds - a.interaction.waitedSeconds)
    .map(({ interaction, seconds }) => ({
      id: interaction.id,
      score: seconds / MINUTE,
      agentIds: rankAgents(settings.skillEvaluation, interaction, agents),
    }))
}

/** The score in seconds: whole numbers compare exactly where fractions of minutes would not. */
function scoreSeconds({ scoringMethod }: RankingSettings, { priority, waitedSeconds }: WaitingInteraction): number {
  return priority * MINUTE + (scoringMethod === 'PRIORITY_ONLY' ? 0 : waitedSeconds)
}

/**
 * Agents that fit, by their sum of proficiency in what is asked for, equal ones as they were given (R-QUE-3); before
 * them the last agent of the thread, whose being a member is enough (R-QUE-4).
 */
function rankAgents(
  evaluation: SkillEvaluation,
  interaction: WaitingInteraction,
  agents: readonly Agent[],
): readonly string[] {
  const { lastAgentId } = interaction
  const fitting = agents
    .map(({ id, ...agent }) => ({ id, fit: id === lastAgentId ? Infinity : agentFit(agent, evaluation, interaction) }))
    .filter((agent): agent is { id: string; fit: number } => agent.fit !== null)
  return fitting.sort((a, b) => compare(b.fit, a.fit)).map(({ id }) => id)
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b
}
