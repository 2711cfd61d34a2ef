import type { FlowAction, FlowDefinition } from '@mailroom/core'
import type { FlowActionType, FlowDefinitionType } from './flow.type.js'

/** The definition with the organisation in every action, for what hangs below. */
export function toDefinition(definition: FlowDefinition, organisationId: string): FlowDefinitionType {
  const toAction = (action: FlowAction): FlowActionType => {
    const to = action.transferToQueue
    const routing = to && {
      organisationId,
      queueId: to.queueId,
      skillIds: to.skillIds ?? [],
      languageId: to.languageId ?? null,
      priority: to.priority ?? 0,
    }
    return { ...action, organisationId, transferToQueue: routing ?? null }
  }
  return {
    rules: definition.rules.map((rule) => ({ ...rule, then: rule.then.map(toAction) })),
    otherwise: toAction(definition.otherwise),
    source: definition,
  }
}
