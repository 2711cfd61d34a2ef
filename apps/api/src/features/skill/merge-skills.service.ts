import { checkEmailEdition, error, type Permission, type SkillReplacement } from '@mailroom/core'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { Refused, seen, USES_SHOWN, type Use, type Written } from '../../graphql/write.js'
import { deleteRestorably } from '../deleted-item/restorable.read-model.js'
import { organisationOf } from '../organisation/organisation-of.read-model.js'
import type { OrganisationEntity } from '../organisation/organisation.entity.js'
import { renewHealthOfMembers } from '../queue/queue-membership.read-model.js'
import type { SkillReplacers } from './merge-skills.ports.js'
import type { MergeSkillsInput, SkillMergeType } from './merge-skills.type.js'
import { SkillEntity } from './skill.entity.js'

/** The skill that stays, and what has changed. */
export interface MergedSkills {
  readonly skill: SkillEntity
  readonly merge: SkillMergeType
}

/** Refuses where the caller has not got the permission. */
type Demand = (permission: Permission) => void

/** Moves every reference from one skill to the other, and deletes the one; each change is audited by itself. */
export async function mergeSkills(
  uow: UnitOfWork,
  input: MergeSkillsInput,
  replacers: SkillReplacers,
  demand: Demand,
): Promise<Written<MergedSkills>> {
  const from = await seen(uow.of(SkillEntity), input)
  const skill = await otherSkill(uow, input)
  const merge = await replaceEverywhere(uow, { from: from.id, into: skill.id }, replacers, demand)
  if (merge.addressCount > 0) refuseWithoutEmail(await organisationOf(uow))
  await deleteRestorably(uow, 'Skill', from, input.expectedVersion)
  return { entity: { skill, merge }, problems: [] }
}

async function otherSkill(uow: UnitOfWork, { id, intoId }: MergeSkillsInput): Promise<SkillEntity> {
  if (intoId === id) throw new Refused([error('INVALID', ['intoId'])])
  const skill = await uow.of(SkillEntity).get(intoId)
  if (!skill) throw new Refused([error('REFERENCE_NOT_FOUND', ['intoId'], { type: 'Skill', id: intoId })])
  return skill
}

/** Members first: an address's health depends on who has what it asks for (R-ADR-13). */
async function replaceEverywhere(
  uow: UnitOfWork,
  replacement: SkillReplacement,
  replacers: SkillReplacers,
  demand: Demand,
): Promise<SkillMergeType> {
  const members = await replacers.members(uow, replacement)
  const invitations = await replacers.invitations(uow, replacement)
  const addresses = await replacers.addresses(uow, replacement)
  const { flows, published } = await replacers.flows(uow, replacement)
  const savedTests = await replacers.savedTests(uow, replacement)
  if (members.length + invitations.length > 0) demand('directory:user:manage')
  if (addresses.length + savedTests.length > 0) demand('routing:email:manage')
  if (flows.length > 0) demand('flow:manage')
  if (published.length > 0) demand('flow:publish')
  await renewHealthOfMembers(uow, members.map(idOf))
  return {
    addressCount: addresses.length,
    memberCount: members.length,
    invitationCount: invitations.length,
    flowCount: flows.length,
    publishedFlowCount: published.length,
    savedTestCount: savedTests.length,
    uses: [...addresses, ...members, ...invitations, ...flows, ...savedTests].slice(0, USES_SHOWN),
  }
}

function refuseWithoutEmail({ edition }: OrganisationEntity): void {
  const problems = checkEmailEdition(edition)
  if (problems.length > 0) throw new Refused(problems)
}

const idOf = ({ id }: Use): string => id
