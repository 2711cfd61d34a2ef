import type { FlowAction, FlowDefinition } from './types.js'

/** Ids of everything that a flow refers to, each once (R-ADR-10). */
export interface FlowReferences {
  readonly queueIds: readonly string[]
  readonly skillIds: readonly string[]
  readonly languageIds: readonly string[]
  readonly responseIds: readonly string[]
}

/** Every action of the flow, in order. */
function actionsOf(definition: FlowDefinition): readonly FlowAction[] {
  return [...definition.rules.flatMap((rule) => rule.then), definition.otherwise]
}

/** What the flow refers to, so that nothing of it is deleted (R-ADR-10, R-FLO-4). */
export function flowReferences(definition: FlowDefinition): FlowReferences {
  const actions = actionsOf(definition)
  const targets = actions.map((action) => action.transferToQueue)
  return {
    queueIds: distinct(targets.map((target) => target?.queueId)),
    skillIds: distinct([
      ...actions.flatMap((action) => [...(action.addSkillIds ?? []), ...(action.removeSkillIds ?? [])]),
      ...targets.flatMap((target) => target?.skillIds ?? []),
    ]),
    languageIds: distinct([
      ...actions.map((action) => action.setLanguageId),
      ...targets.map((target) => target?.languageId),
    ]),
    responseIds: distinct(actions.map((action) => action.autoReplyId)),
  }
}

function distinct(ids: readonly (string | null | undefined)[]): readonly string[] {
  return [...new Set(ids.filter((id) => typeof id === 'string'))]
}
