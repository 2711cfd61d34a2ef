import { warning, type Problem } from '../problem.js'
import type { ReferenceFacts } from './facts.js'
import { implies, isNever, proofBudget, type ProofBudget } from './implies.js'
import type { FlowAction, FlowDefinition, FlowRule } from './types.js'

/**
 * R-FLO-5: FLOW_RULE_UNREACHABLE behind a rule that ends the flow for all that this one would match,
 * FLOW_RULE_NEVER_MATCHES of conditions that contradict each other, QUEUE_WITHOUT_MEMBERS. Only what is certain.
 */
export function lintFlow(definition: FlowDefinition, facts: ReferenceFacts = {}): Problem[] {
  return [...unreachableRules(definition), ...emptyQueues(definition, facts)]
}

/** Whether the action ends the flow (R-FLO-3). */
export function endsFlow(action: FlowAction): boolean {
  return Boolean(action.transferToQueue || action.disconnect)
}

function unreachableRules({ rules }: FlowDefinition): Problem[] {
  const budget = proofBudget()
  return rules.flatMap((rule, index) => {
    const path = ['rules', String(index)]
    if (isNever(rule.when, budget)) return [warning('FLOW_RULE_NEVER_MATCHES', path, { rule: rule.name })]
    const by = findCatcher(rule, rules.slice(0, index), budget)
    return by ? [warning('FLOW_RULE_UNREACHABLE', path, { rule: rule.name, by: by.name })] : []
  })
}

/** The rule before that ends the flow for every mail that this one would match. */
function findCatcher({ when }: FlowRule, before: readonly FlowRule[], budget: ProofBudget): FlowRule | undefined {
  return before.find((rule) => rule.then.some(endsFlow) && implies(when, rule.when, budget))
}

function emptyQueues({ rules, otherwise }: FlowDefinition, facts: ReferenceFacts): Problem[] {
  const warn = (action: FlowAction, path: readonly string[]): Problem[] => {
    const queue = action.transferToQueue ? facts.queue?.(action.transferToQueue.queueId) : undefined
    if (queue?.members?.length !== 0) return []
    return [warning('QUEUE_WITHOUT_MEMBERS', [...path, 'transferToQueue', 'queueId'], { queue: queue.name })]
  }
  return [
    ...rules.flatMap((rule, at) =>
      rule.then.flatMap((action, index) => warn(action, ['rules', String(at), 'then', String(index)])),
    ),
    ...warn(otherwise, ['otherwise']),
  ]
}
