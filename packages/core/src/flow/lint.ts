import { warning, type Problem } from '../problem.js'
import type { ReferenceFacts } from './facts.js'
import type { FlowAction, FlowCondition, FlowDefinition } from './types.js'

/** R-FLO-5: FLOW_RULE_UNREACHABLE behind a rule that catches all and ends the flow, QUEUE_WITHOUT_MEMBERS. */
export function lintFlow(definition: FlowDefinition, facts: ReferenceFacts = {}): Problem[] {
  return [...unreachableRules(definition), ...emptyQueues(definition, facts)]
}

/** Whether the action ends the flow (R-FLO-3). */
export function endsFlow(action: FlowAction): boolean {
  return Boolean(action.transferToQueue || action.disconnect)
}

function unreachableRules({ rules }: FlowDefinition): Problem[] {
  const last = rules.findIndex((rule) => isConstant(rule.when, true) && rule.then.some(endsFlow))
  const by = rules[last]?.name
  if (by === undefined) return []
  return rules
    .slice(last + 1)
    .map((rule, index) =>
      warning('FLOW_RULE_UNREACHABLE', ['rules', String(last + 1 + index)], { rule: rule.name, by }),
    )
}

/** Whether a condition gives this result for every mail. */
function isConstant(condition: FlowCondition, result: boolean): boolean {
  if (condition.compare) return false
  if (condition.not) return isConstant(condition.not, !result)
  const parts = condition.all ?? condition.any ?? []
  const everyDecides = Boolean(condition.all) === result
  return everyDecides ? parts.every((part) => isConstant(part, result)) : parts.some((part) => isConstant(part, result))
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
