import { replaceSkillOfFlow, type FlowDefinition, type SkillReplacement } from '@mailroom/core'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import type { Use } from '../../graphql/write.js'
import { FlowEntity } from './flow.entity.js'
import { storeReferences, storeVersion } from './flow.service.js'
import { loadFlowUses } from './flow-uses.read-model.js'

/**
 * Names the other skill in drafts and published versions. What was published stays as it was (R-FLO-4): the published
 * version with the other skill is a new one.
 */
export async function replaceSkillOfFlows(uow: UnitOfWork, replacement: SkillReplacement) {
  const flows = await loadFlowUses(uow, replacement.from)
  const published: Use[] = []
  for (const use of flows) if (await replaceIn(uow, use.id, replacement)) published.push(use)
  return { flows, published }
}

/** Whether the published version is another one now. */
async function replaceIn(uow: UnitOfWork, id: string, replacement: SkillReplacement): Promise<boolean> {
  const current = await uow.of(FlowEntity).get(id)
  if (!current) throw new Error('A flow that refers to something is gone')
  const draft = replaceSkillOfFlow(current.draft, replacement)
  const published = current.published && replaceSkillOfFlow(current.published, replacement)
  const isNew = published !== null && published !== current.published
  const change = isNew ? await publishedAnew(uow, id, published) : {}
  await storeReferences(uow, await uow.of(FlowEntity).update(current, current.version, { draft, ...change }))
  return isNew
}

async function publishedAnew(uow: UnitOfWork, id: string, published: FlowDefinition) {
  return { published, publishedVersion: await storeVersion(uow, id, published) }
}
