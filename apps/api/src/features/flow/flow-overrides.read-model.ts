import { flowReferences, parseFlow, type FlowDefinition } from '@mailroom/core'
import type { Locale } from '@mailroom/messages'
import type { TenantRows } from '../../database/unit-of-work.js'
import { badInput, notFound } from '../../graphql/errors.js'
import { refuseInput } from '../../graphql/refuse-input.js'
import type { FlowOverrideInput } from './flow-override.type.js'
import { loadFlows } from './flow.read-model.js'
import { loadReferenceFacts } from './reference-facts.read-model.js'

/** So many flows may be tried at once. */
const MOST_OVERRIDES = 20

/** Definitions to be decided by as if published, by flow; what publishing refuses is BAD_USER_INPUT here. */
export async function loadFlowOverrides(
  rows: TenantRows,
  inputs: readonly FlowOverrideInput[],
  locale: Locale,
): Promise<ReadonlyMap<string, FlowDefinition>> {
  if (inputs.length > MOST_OVERRIDES) throw badInput(`flows: at most ${MOST_OVERRIDES}`)
  if (inputs.length === 0) return new Map()
  const stored = await loadFlows(
    rows,
    inputs.map(({ flowId }) => flowId),
  )
  const overrides = new Map<string, FlowDefinition>()
  for (const [index, { flowId, definition }] of inputs.entries()) {
    if (!stored.has(flowId)) throw notFound()
    const facts = await loadReferenceFacts(rows, flowReferences(definition))
    const result = parseFlow(definition, facts, ['definition'])
    if (result.ok) overrides.set(flowId, result.value)
    else refuseInput(result.problems, locale, ['flows', String(index)])
  }
  return overrides
}
