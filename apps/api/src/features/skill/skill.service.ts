import { checkName } from '../../database/uniqueness.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { refuseInUse } from '../../graphql/delete.js'
import { notFound } from '../../graphql/errors.js'
import { accepted, Checks, type Written } from '../../graphql/write.js'
import { loadMemberUses } from '../access/member-uses.read-model.js'
import { loadAddressesWithSkill } from '../address/address-uses.read-model.js'
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
  const current = await uow.of(SkillEntity).get(input.id)
  if (!current) throw notFound()
  const checks = new Checks()
  const named = checks.take(
    await checkName(uow, 'skill', input.name === undefined ? current.name : input.name, current.id),
  )
  checks.refuse()
  const entity = await uow.of(SkillEntity).update(current, input.expectedVersion, accepted(named))
  return { entity, problems: checks.problems }
}

/** IN_USE while an address, flow or member refers to it (R-ADR-10). */
export async function deleteSkill(uow: UnitOfWork, id: string, expectedVersion: number): Promise<void> {
  const current = await uow.of(SkillEntity).get(id)
  if (!current) throw notFound()
  refuseInUse([
    ...(await loadAddressesWithSkill(uow, id)),
    ...(await loadFlowUses(uow, id)),
    ...(await loadMemberUses(uow, 'skill', id)),
  ])
  await uow.of(SkillEntity).delete(current, expectedVersion)
}
