import { error, flowReferences, parseFlow, type FlowDefinition, type Problem } from '@mailroom/core'
import type { Locale } from '@mailroom/messages'
import type { TenantRows } from '../../database/unit-of-work.js'
import { badInput, notFound } from '../../graphql/errors.js'
import { refuseInput } from '../../graphql/refuse-input.js'
import type { FlowOverrideInput } from './flow-override.type.js'
import { loadFlows } from './flow.read-model.js'
import { loadReferenceFacts } from './reference-facts.read-model.js'

/** So many flows may be tried at once. */
const MOST_OVERRIDES = 20

/** Definitions by flow, as far as they could be published, and why the others could not. */
export interface ParsedFlows {
  readonly flows: ReadonlyMap<string, FlowDefinition>
  /** By place: "flows", its number, and the path in the definition. */
  readonly problems: readonly Problem[]
}

/** Definitions to be decided by as if published, by flow; what publishing refuses is BAD_USER_INPUT here. */
export async function loadFlowOverrides(
  rows: TenantRows,
  inputs: readonly FlowOverrideInput[],
  locale: Locale,
): Promise<ReadonlyMap<string, FlowDefinition>> {
  const { flows, problems } = await parseFlowOverrides(rows, inputs)
  if (problems.some(({ path }) => path[2] === 'flowId')) throw notFound()
  refuseInput(problems, locale)
  return flows
}

/** The same with the problems told; REFERENCE_NOT_FOUND for a flow that is not there. */
export async function parseFlowOverrides(rows: TenantRows, inputs: readonly FlowOverrideInput[]): Promise<ParsedFlows> {
  if (inputs.length > MOST_OVERRIDES) throw badInput(`flows: at most ${MOST_OVERRIDES}`)
  if (inputs.length === 0) return { flows: new Map(), problems: [] }
  const ids = inputs.map(({ flowId }) => flowId)
  const stored = await loadFlows(rows, ids)
  const flows = new Map<string, FlowDefinition>()
  const problems: Problem[] = []
  for (const [index, { flowId, definition }] of inputs.entries()) {
    const place = ['flows', String(index)]
    if (!stored.has(flowId)) {
      problems.push(error('REFERENCE_NOT_FOUND', [...place, 'flowId'], { type: 'Flow', id: flowId }))
      continue
    }
    const facts = await loadReferenceFacts(rows, flowReferences(definition))
    const result = parseFlow(definition, facts, [...place, 'definition'])
    if (result.ok) flows.set(flowId, result.value)
    else problems.push(...result.problems)
  }
  return { flows, problems }
}
