import { error, type Problem } from '../problem.js'
import { FLOW_LIMITS } from './limits.js'

/** What a flow's conditions add up to while they are checked. */
export interface FlowTally {
  comparisons: number
  /** Steps of the programs of all patterns. */
  patternSizes: number
  /** The same, with those of patterns that are too large. */
  patternsCompiled: number
}

export function emptyTally(): FlowTally {
  return { comparisons: 0, patternSizes: 0, patternsCompiled: 0 }
}

/** FLOW_TOO_MANY_COMPARISONS of one rule, given the tally before and after it. */
export function checkRuleTally(before: FlowTally, after: FlowTally, path: readonly string[]): Problem[] {
  return checkComparisons(after.comparisons - before.comparisons, FLOW_LIMITS.comparisonsPerRule, path)
}

/** FLOW_TOO_MANY_COMPARISONS and FLOW_PATTERNS_TOO_LARGE of the whole flow. */
export function checkFlowTally({ comparisons, patternSizes }: FlowTally, path: readonly string[]): Problem[] {
  const limit = FLOW_LIMITS.patternSizes
  const problems = checkComparisons(comparisons, FLOW_LIMITS.comparisons, path)
  if (patternSizes > limit) problems.push(error('FLOW_PATTERNS_TOO_LARGE', path, { limit, count: patternSizes }))
  return problems
}

function checkComparisons(count: number, limit: number, path: readonly string[]): Problem[] {
  return count > limit ? [error('FLOW_TOO_MANY_COMPARISONS', path, { limit, count })] : []
}
