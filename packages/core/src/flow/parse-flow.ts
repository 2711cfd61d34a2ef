import { parseName } from '../organisation/names.js'
import { error, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import type { ReferenceFacts } from './facts.js'
import { FLOW_LIMITS } from './limits.js'
import { endsFlow } from './lint.js'
import { parseAction } from './parse-action.js'
import { parseCondition } from './parse-condition.js'
import type { FlowAction, FlowDefinition, FlowRule } from './types.js'

/**
 * A flow without anything left open (R-FLO-1 to R-FLO-3), for drafts and for publishing alike (R-FLO-4): at most 100
 * rules, each with a name, a condition and at least one action, and a last action that ends the flow. Problems by path
 * (`rules`, "0", `then`, "1", …): FLOW_TOO_MANY_RULES, REQUIRED, EXACTLY_ONE, FLOW_MUST_END, FLOW_TOO_DEEP,
 * FLOW_OPERATOR_UNSUPPORTED, REFERENCE_NOT_FOUND, WRONG_KIND and those of the values.
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
  const rules = definition.rules.map((rule, index) => parseRule(rule, facts, [...path, 'rules', String(index)]))
  const otherwise = parseOtherwise(definition.otherwise, facts, [...path, 'otherwise'])
  const problems = [...rules.flatMap((rule) => rule.problems), ...otherwise.problems]
  if (!otherwise.ok) return { ok: false, problems }
  return resultOf(
    { rules: rules.flatMap((rule) => (rule.ok ? [rule.value] : [])), otherwise: otherwise.value },
    problems,
  )
}

function parseRule(rule: FlowRule, facts: ReferenceFacts, path: readonly string[]): Result<FlowRule> {
  const name = parseName(rule.name, [...path, 'name'])
  const when = parseCondition(rule.when, [...path, 'when'])
  const then = rule.then.map((action, index) => parseAction(action, facts, [...path, 'then', String(index)]))
  const problems: Problem[] = [name, when, ...then].flatMap((part) => part.problems)
  if (then.length === 0) problems.push(error('REQUIRED', [...path, 'then']))
  if (!name.ok || !when.ok) return { ok: false, problems }
  const actions = then.flatMap((action) => (action.ok ? [action.value] : []))
  return resultOf({ name: name.value, when: when.value, then: actions }, problems)
}

/** The last action must end the flow: FLOW_MUST_END also where there is none (R-FLO-1). */
function parseOtherwise(action: FlowAction, facts: ReferenceFacts, path: readonly string[]): Result<FlowAction> {
  if (!endsFlow(action)) return { ok: false, problems: [error('FLOW_MUST_END', path)] }
  return parseAction(action, facts, path)
}
