import { error } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { FLOW_LIMITS } from './limits.js'
import { parseComparison } from './parse-comparison.js'
import type { FlowTally } from './tally.js'
import type { FlowCondition } from './types.js'

/**
 * A condition with exactly one of all, any, not and compare, nested at most 8 deep (R-FLO-2). An empty `all` is always
 * true; an empty `any` is refused. Adds its comparisons to the tally. Problems: EXACTLY_ONE, REQUIRED, FLOW_TOO_DEEP and
 * those of `parseComparison`.
 */
export function parseCondition(
  condition: FlowCondition,
  path: readonly string[],
  tally: FlowTally,
  depth = 1,
): Result<FlowCondition> {
  const limit = FLOW_LIMITS.depth
  if (depth > limit) return { ok: false, problems: [error('FLOW_TOO_DEEP', path, { limit, count: depth })] }
  const { all, any, not, compare } = condition
  if ([all, any, not, compare].filter(Boolean).length !== 1) {
    return { ok: false, problems: [error('EXACTLY_ONE', path, { of: 'all, any, not, compare' })] }
  }
  if (compare) {
    tally.comparisons++
    const comparison = parseComparison(compare, [...path, 'compare'], tally)
    return comparison.ok ? { ...comparison, value: { compare: comparison.value } } : comparison
  }
  if (not) {
    const inner = parseCondition(not, [...path, 'not'], tally, depth + 1)
    return inner.ok ? { ...inner, value: { not: inner.value } } : inner
  }
  return parseList(all ? 'all' : 'any', all ?? any ?? [], path, tally, depth)
}

function parseList(
  key: 'all' | 'any',
  parts: readonly FlowCondition[],
  path: readonly string[],
  tally: FlowTally,
  depth: number,
): Result<FlowCondition> {
  if (key === 'any' && parts.length === 0) return { ok: false, problems: [error('REQUIRED', [...path, key])] }
  if (parts.length === 0) tally.comparisons++
  const parsed = parts.map((part, index) => parseCondition(part, [...path, key, String(index)], tally, depth + 1))
  const value = parsed.flatMap((part) => (part.ok ? [part.value] : []))
  return resultOf(
    { [key]: value },
    parsed.flatMap((part) => part.problems),
  )
}
