import { flowReferences, parseFlow, type FlowDefinition } from '@mailroom/core'
import type { TenantRows } from '../../database/unit-of-work.js'
import { parseOverridesOf, type Overrides } from '../../graphql/overrides.js'
import type { FlowOverrideInput } from './flow-override.type.js'
import { loadFlows } from './flow.read-model.js'
import { loadReferenceFacts } from './reference-facts.read-model.js'

/** Definitions by flow, checked as if they were to be published. */
export function parseFlowOverrides(
  rows: TenantRows,
  inputs: readonly FlowOverrideInput[],
): Promise<Overrides<FlowDefinition>> {
  return parseOverridesOf(inputs, {
    list: 'flows',
    idField: 'flowId',
    type: 'Flow',
    load: (ids) => loadFlows(rows, ids),
    async prepare(given) {
      const each = given.map(([{ definition }]) => flowReferences(definition))
      const facts = await loadReferenceFacts(rows, {
        queueIds: each.flatMap(({ queueIds }) => queueIds),
        skillIds: each.flatMap(({ skillIds }) => skillIds),
        languageIds: each.flatMap(({ languageIds }) => languageIds),
        responseIds: each.flatMap(({ responseIds }) => responseIds),
      })
      return ({ definition }) => parseFlow(definition, facts, ['definition'])
    },
  })
}
