import { checkName } from '../../database/uniqueness.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { refuseInUse } from '../../graphql/delete.js'
import type { DeleteEntityInput } from '../../graphql/inputs.js'
import { accepted, Checks, seen, type Written } from '../../graphql/write.js'
import { loadMemberUses } from '../access/member-uses.read-model.js'
import { loadAddressesWithSkill } from '../address/address-uses.read-model.js'
import { deleteRestorably, restoreDeleted } from '../deleted-item/restorable.read-model.js'
import { loadFlowUses } from '../flow/flow-uses.read-model.js'
import { SkillEntity } from './skill.entity.js'
import type { CreateSkillInput, UpdateSkillInput } from './skill.input.js'

export async function createSkill(uow: UnitOfWork, input: CreateSkillInput): Promise<Written<SkillEntity>> {
  const checks = new Checks()
  const named = checks.take(await checkName(uow, 'skill', input.name))
  checks.refuse()
  const entity = await uow.of(SkillEntity).insert({ id: uow.newId('skl'), ...accepted(named) })
  return { entity, problems: checks.problems }
}

export async function updateSkill(uow: UnitOfWork, input: UpdateSkillInput): Promise<Written<SkillEntity>> {
  const current = await seen(uow.of(SkillEntity), input)
  const checks = new Checks()
  const named = checks.take(
    await checkName(uow, 'skill', input.name === undefined ? current.name : input.name, current.id),
  )
  checks.refuse()
  const entity = await uow.of(SkillEntity).update(current, input.expectedVersion, accepted(named))
  return { entity, problems: checks.problems }
}

/** IN_USE while an address, flow or member refers to it (R-ADR-10). */
export async function deleteSkill(uow: UnitOfWork, input: DeleteEntityInput): Promise<void> {
  const current = await seen(uow.of(SkillEntity), input)
  refuseInUse([
    ...(await loadAddressesWithSkill(uow, input.id)),
    ...(await loadFlowUses(uow, input.id)),
    ...(await loadMemberUses(uow, 'skill', input.id)),
  ])
  await deleteRestorably(uow, 'Skill', current, input.expectedVersion)
}

/** Refused where its name is taken (R-DEL-1). */
export async function restoreSkill(uow: UnitOfWork, id: string): Promise<Written<SkillEntity>> {
  return restoreDeleted<SkillEntity>(uow, 'Skill', id, async ({ row }, checks) => {
    checks.take(await checkName(uow, 'skill', row.name))
  })
}
