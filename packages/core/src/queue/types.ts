import type { AgentFact, SkillEvaluation } from '../flow/facts.js'
import type { Demand } from './agent-fit.js'

/** How the interactions of a queue are ranked (R-QUE-2). */
export type ScoringMethod = 'TIME_AND_PRIORITY' | 'PRIORITY_ONLY'

/** What a queue's ranking depends on (R-QUE-2, R-QUE-3). */
export interface RankingSettings {
  readonly scoringMethod: ScoringMethod
  readonly skillEvaluation: SkillEvaluation
}

/** An interaction that waits in a queue. */
export interface WaitingInteraction extends Demand {
  readonly id: string
  /** As `checkPriority` takes it; 1 counts as one minute waited. */
  readonly priority: number
  /** Whole seconds since its arrival in the queue, 0 or more. */
  readonly waitedSeconds: number
  /** Who answered last in its thread; null: nobody (R-QUE-4). */
  readonly lastAgentId: string | null
}

/** A member of the queue. */
export interface Agent extends AgentFact {
  readonly id: string
}

/** An interaction in its place. */
export interface RankedInteraction {
  readonly id: string
  /** R-QUE-1: in minutes. */
  readonly score: number
  /** Those who may be offered it, best first; none: it waits (R-QUE-3). */
  readonly agentIds: readonly string[]
}
