import { parseName } from '../organisation/names.js'
import { error } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import type { ReferenceFacts } from './facts.js'
import { FLOW_LIMITS } from './limits.js'
import { endsFlow } from './lint.js'
import { parseAction } from './parse-action.js'
import { parseCondition } from './parse-condition.js'
import { checkFlowTally, checkRuleTally, emptyTally, type FlowTally } from './tally.js'
import type { FlowAction, FlowDefinition, FlowRule } from './types.js'

/**
 * A flow without anything left open (R-FLO-1 to R-FLO-3), for drafts and for publishing alike (R-FLO-4): at most 100
 * rules, each with a name, a condition and 1 to 20 actions, and a last action that ends the flow. Problems by path
 * (`rules`, "0", `then`, "1", …): FLOW_TOO_MANY_RULES, FLOW_TOO_MANY_COMPARISONS, FLOW_PATTERNS_TOO_LARGE,
 * FLOW_TOO_MANY_ENTRIES, REQUIRED, EXACTLY_ONE, FLOW_MUST_END, FLOW_TOO_DEEP, FLOW_OPERATOR_UNSUPPORTED,
 * REFERENCE_NOT_FOUND, WRONG_KIND and those of the values.
 */
export function parseFlow(
  definition: FlowDefinition,
  facts: ReferenceFacts = {},
  path: readonly string[] = [],
): Result<FlowDefinition> {
  const limit = FLOW_LIMITS.rules
  const count = definition.rules.length
  if (count > limit)
    return { ok: false, problems: [error('FLOW_TOO_MANY_RULES', [...path, 'rules'], { limit, count })] }
  const tally = emptyTally()
  const rules = definition.rules.map((rule, index) => parseRule(rule, facts, [...path, 'rules', String(index)], tally))
  const otherwise = parseOtherwise(definition.otherwise, facts, [...path, 'otherwise'])
  const problems = [
    ...rules.flatMap((rule) => rule.problems),
    ...checkFlowTally(tally, [...path, 'rules']),
    ...otherwise.problems,
  ]
  if (!otherwise.ok) return { ok: false, problems }
  return resultOf(
    { rules: rules.flatMap((rule) => (rule.ok ? [rule.value] : [])), otherwise: otherwise.value },
    problems,
  )
}

function parseRule(rule: FlowRule, facts: ReferenceFacts, path: readonly string[], tally: FlowTally): Result<FlowRule> {
  const before = { ...tally }
  const name = parseName(rule.name, [...path, 'name'])
  const when = parseCondition(rule.when, [...path, 'when'], tally)
  const then = parseActions(rule.then, facts, [...path, 'then'])
  const problems = [
    ...name.problems,
    ...when.problems,
    ...checkRuleTally(before, tally, [...path, 'when']),
    ...then.problems,
  ]
  if (!name.ok || !when.ok || !then.ok) return { ok: false, problems }
  return resultOf({ name: name.value, when: when.value, then: then.value }, problems)
}

function parseActions(
  actions: readonly FlowAction[],
  facts: ReferenceFacts,
  path: readonly string[],
): Result<readonly FlowAction[]> {
  const [limit, count] = [FLOW_LIMITS.actions, actions.length]
  if (count === 0) return { ok: false, problems: [error('REQUIRED', path)] }
  if (count > limit) return { ok: false, problems: [error('FLOW_TOO_MANY_ENTRIES', path, { limit, count })] }
  const parsed = actions.map((action, index) => parseAction(action, facts, [...path, String(index)]))
  return resultOf(
    parsed.flatMap((action) => (action.ok ? [action.value] : [])),
    parsed.flatMap((action) => action.problems),
  )
}

/** The last action must end the flow: FLOW_MUST_END also where there is none (R-FLO-1). */
function parseOtherwise(action: FlowAction, facts: ReferenceFacts, path: readonly string[]): Result<FlowAction> {
  if (!endsFlow(action)) return { ok: false, problems: [error('FLOW_MUST_END', path)] }
  return parseAction(action, facts, path)
}
