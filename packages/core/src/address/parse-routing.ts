import { checkReference } from '../flow/references.js'
import { error, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import type { AddressFacts } from './facts.js'
import { parseQueueTarget } from './queue-target.js'
import type { AddressDraft, Routing, SpamRouting } from './types.js'

/**
 * R-ADR-7: exactly one of queue, flow and none. A routing that is given is the whole routing: a priority or skills left
 * out are 0 and none. Problems: EXACTLY_ONE, REFERENCE_NOT_FOUND, FLOW_UNPUBLISHED, OUT_OF_RANGE, INVALID.
 */
export function parseRouting(draft: NonNullable<AddressDraft['routing']>, facts: AddressFacts): Result<Routing> {
  const path = ['routing']
  const { queue, flow, none } = draft
  if (countOf(queue, flow, none) !== 1) {
    return { ok: false, problems: [error('EXACTLY_ONE', path, { of: 'queue, flow, none' })] }
  }
  if (flow) return parseFlowChoice(flow.flowId, facts, path)
  if (!queue) return { ok: true, value: { kind: 'NONE' }, problems: [] }
  const target = parseQueueTarget(queue, facts, [...path, 'queue'])
  if (!target.ok) return target
  const { queueId, skillIds, languageId, priority } = target.value
  const routing: Routing = { kind: 'QUEUE', queueId, skillIds: skillIds ?? [], languageId, priority: priority ?? 0 }
  return resultOf(routing, target.problems)
}

/** R-ADR-8: exactly one of flow and disconnect. Problems as of `parseRouting`. */
export function parseSpamRouting(
  draft: NonNullable<AddressDraft['spamRouting']>,
  facts: AddressFacts,
): Result<SpamRouting> {
  const path = ['spamRouting']
  if (countOf(draft.flow, draft.disconnect) !== 1) {
    return { ok: false, problems: [error('EXACTLY_ONE', path, { of: 'flow, disconnect' })] }
  }
  if (draft.flow) return parseFlowChoice(draft.flow.flowId, facts, path)
  return { ok: true, value: { kind: 'DISCONNECT' }, problems: [] }
}

function countOf(...choices: readonly unknown[]): number {
  return choices.filter(Boolean).length
}

function parseFlowChoice(
  flowId: string,
  facts: AddressFacts,
  path: readonly string[],
): Result<{ readonly kind: 'FLOW'; readonly flowId: string }> {
  const problems = checkPublishedFlow(flowId, facts, [...path, 'flow', 'flowId'])
  return resultOf({ kind: 'FLOW', flowId }, problems)
}

/** REFERENCE_NOT_FOUND or FLOW_UNPUBLISHED for a flow that addresses cannot use (R-ADR-7, R-ADR-8). */
export function checkPublishedFlow(flowId: string, facts: AddressFacts, path: readonly string[]): Problem[] {
  const flow = facts.flow?.(flowId)
  if (flow && !flow.published) return [error('FLOW_UNPUBLISHED', path, { flow: flow.name })]
  return checkReference('Flow', flowId, facts.flow, path)
}
