import type { FlowOutcome } from '../flow/evaluate.js'
import type { InboundOutcome, InboundReason, InboundResult } from './types.js'

const NONE: readonly string[] = Object.freeze([])

/** An outcome without queue or flow. */
export function plainOutcome(
  recipient: string,
  addressId: string | null,
  result: InboundResult,
  reason: InboundReason | null,
): InboundOutcome {
  return {
    recipient,
    addressId,
    result,
    reason,
    continues: false,
    labels: NONE,
    autoReplyId: null,
    queueId: null,
    flowId: null,
    skillIds: NONE,
    languageId: null,
    priority: null,
  }
}

/** What a flow decided, with the flow named (R-IN-6). */
export function flowOutcome(
  recipient: string,
  addressId: string,
  flowId: string,
  { result, labels, autoReplyId, queueId, skillIds, languageId, priority }: FlowOutcome,
): InboundOutcome {
  return {
    recipient,
    addressId,
    result,
    reason: result === 'DISCONNECTED' ? 'FLOW' : null,
    continues: false,
    labels,
    autoReplyId,
    queueId,
    flowId,
    skillIds,
    languageId,
    priority,
  }
}
