import { flowReferences, parseFlow, type FlowDefinition, type FlowReferences } from '@mailroom/core'
import { checkName } from '../../database/uniqueness.js'
import { nameWithoutEmail } from '../../auth/actor.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { refuseInUse } from '../../graphql/delete.js'
import type { DeleteEntityInput } from '../../graphql/inputs.js'
import { accepted, Checks, seen, type Written } from '../../graphql/write.js'
import { renewHealth } from '../address/address-health.read-model.js'
import { loadAddressUses } from '../address/address-uses.read-model.js'
import { deleteRestorably, restoreDeleted } from '../deleted-item/restorable.read-model.js'
import { FlowEntity, FlowReferenceEntity, FlowVersionEntity } from './flow.entity.js'
import type { CreateFlowInput, PublishFlowInput, UnpublishFlowInput, UpdateFlowInput } from './flow.input.js'
import { loadLastVersion } from './flow-version.read-model.js'
import { loadReferenceFacts } from './reference-facts.read-model.js'

export async function createFlow(uow: UnitOfWork, input: CreateFlowInput): Promise<Written<FlowEntity>> {
  const checks = new Checks()
  const named = checks.take(await checkName(uow, 'flow', input.name))
  const draft = await parse(uow, checks, input.definition)
  checks.refuse()
  const row = {
    id: uow.newId('flw'),
    ...accepted(named),
    draft: accepted(draft),
    published: null,
    publishedVersion: null,
  }
  const entity = await uow.of(FlowEntity).insert(row)
  await storeReferences(uow, entity)
  return { entity, problems: checks.problems }
}

export async function updateFlow(uow: UnitOfWork, input: UpdateFlowInput): Promise<Written<FlowEntity>> {
  const current = await seen(uow.of(FlowEntity), input)
  const checks = new Checks()
  const named = checks.take(
    await checkName(uow, 'flow', input.name === undefined ? current.name : input.name, current.id),
  )
  const draft = input.definition ? await parse(uow, checks, input.definition) : current.draft
  checks.refuse()
  const change = { ...accepted(named), draft: accepted(draft) }
  const entity = await uow.of(FlowEntity).update(current, input.expectedVersion, change)
  await storeReferences(uow, entity)
  return { entity, problems: checks.problems }
}

/**
 * Refused while the draft refers to something missing (R-FLO-4). Every published version is kept. Addresses that use the
 * flow become healthy.
 */
export async function publishFlow(uow: UnitOfWork, input: PublishFlowInput): Promise<Written<FlowEntity>> {
  const current = await seen(uow.of(FlowEntity), input)
  const checks = new Checks()
  const published = await parse(uow, checks, current.draft)
  checks.refuse()
  const definition = accepted(published)
  const publishedVersion = await storeVersion(uow, current.id, definition)
  const change = { published: definition, publishedVersion }
  const entity = await uow.of(FlowEntity).update(current, input.expectedVersion, change)
  await storeReferences(uow, entity)
  await renewHealth(uow, { flowId: current.id })
  return { entity, problems: checks.problems }
}

/** Keeps a definition as the newest published version of the flow; answers its number (R-FLO-4). */
export async function storeVersion(uow: UnitOfWork, flowId: string, definition: FlowDefinition): Promise<number> {
  const number = (await loadLastVersion(uow, flowId)) + 1
  const publishedBy = nameWithoutEmail(uow.scope.actor)
  await uow.of(FlowVersionEntity).insertAll([{ flowId, number, definition, publishedAt: uow.now, publishedBy }])
  return number
}

/** IN_USE while an address leads to it (R-FLO-4). Its versions stay; one that is not published stays as it is. */
export async function unpublishFlow(uow: UnitOfWork, input: UnpublishFlowInput): Promise<Written<FlowEntity>> {
  const current = await seen(uow.of(FlowEntity), input)
  if (current.published === null) return { entity: current, problems: [] }
  await refuseUsed(uow, current.id)
  const change = { published: null, publishedVersion: null }
  const entity = await uow.of(FlowEntity).update(current, input.expectedVersion, change)
  await storeReferences(uow, entity)
  return { entity, problems: [] }
}

async function refuseUsed(uow: UnitOfWork, id: string): Promise<void> {
  const uses = [...(await loadAddressUses(uow, 'flowId', id)), ...(await loadAddressUses(uow, 'spamFlowId', id))]
  refuseInUse(uses.filter((use, index) => uses.findIndex((each) => each.id === use.id) === index))
}

/** IN_USE while an address leads to it (R-ADR-10). */
export async function deleteFlow(uow: UnitOfWork, input: DeleteEntityInput): Promise<void> {
  const current = await seen(uow.of(FlowEntity), input)
  await refuseUsed(uow, current.id)
  await deleteRestorably(uow, 'Flow', current, input.expectedVersion)
}

/** With all of its versions; refused where its name is taken, or something that draft or published version refers to is gone (R-DEL-1). */
export async function restoreFlow(uow: UnitOfWork, id: string): Promise<Written<FlowEntity>> {
  return restoreDeleted<FlowEntity>(uow, 'Flow', id, async ({ row }, checks) => {
    checks.take(await checkName(uow, 'flow', row.name))
    for (const part of ['draft', 'published'] as const) {
      const definition = row[part]
      const facts = definition && (await loadReferenceFacts(uow, flowReferences(definition)))
      if (definition && facts) checks.take(parseFlow(definition, facts, [part]))
    }
  })
}

async function parse(uow: UnitOfWork, checks: Checks, definition: FlowDefinition): Promise<FlowDefinition | undefined> {
  const facts = await loadReferenceFacts(uow, flowReferences(definition))
  return checks.take(parseFlow(definition, facts, ['definition']))
}

/** What draft and published version refer to, once each. */
export async function storeReferences(uow: UnitOfWork, flow: FlowEntity): Promise<void> {
  const targets = new Set([
    ...idsOf(flowReferences(flow.draft)),
    ...(flow.published ? idsOf(flowReferences(flow.published)) : []),
  ])
  await uow.of(FlowReferenceEntity).deleteAll({ flowId: flow.id })
  await uow.of(FlowReferenceEntity).insertAll([...targets].map((targetId) => ({ flowId: flow.id, targetId })))
}

function idsOf({ queueIds, skillIds, languageIds, responseIds }: FlowReferences): readonly string[] {
  return [...queueIds, ...skillIds, ...languageIds, ...responseIds]
}
