import { replaceSkillOfAbilities, type SkillReplacement } from '@mailroom/core'
import { sql } from '../../database/sql.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import type { Use } from '../../graphql/write.js'
import { MemberEntity, MemberSkillEntity } from './access.entity.js'
import { InvitationEntity, type InvitedAbility } from './invitation.entity.js'
import { ordered } from './member-proficiency.js'
import { loadProficiencies } from './member.read-model.js'
import { loadMemberUses } from './member-uses.read-model.js'

type Skills = readonly InvitedAbility[]

/** Gives everybody who has the one skill the other, as well as they have either (R-QUE-3), and says who. */
export async function replaceSkillOfMembers(uow: UnitOfWork, replacement: SkillReplacement): Promise<Use[]> {
  const uses = await loadMemberUses(uow, 'skill', replacement.from)
  const ids = uses.map(({ id }) => id)
  const members = await uow.of(MemberEntity).findAllOf('id', ids)
  const skills = await loadProficiencies(uow, 'skill', ids)
  const changes = members.map((current) => ({
    current,
    patch: {},
    also: changeOf(skills.get(current.id) ?? [], replacement),
  }))
  await uow.of(MemberEntity).updateMany(changes)
  await uow.of(MemberSkillEntity).deleteAllOf('memberId', ids)
  const rows = changes.flatMap(({ current, also }) =>
    also.after.skills.map(({ id, proficiency }) => ({ memberId: current.id, skillId: id, proficiency })),
  )
  await uow.of(MemberSkillEntity).insertAll(rows)
  return uses
}

/** The same of what open invitations give. */
export async function replaceSkillOfInvitations(uow: UnitOfWork, replacement: SkillReplacement): Promise<Use[]> {
  const found = await uow.all<InvitationEntity & { readonly skills: unknown }>(
    sql`select * from invitation where "organisationId" = ${uow.organisationId}
        and skills like ${`%"${replacement.from}"%`} order by "nameKey"`,
  )
  const changes = found.map((row) => {
    const { before, after } = changeOf(JSON.parse(row.skills as unknown as string) as Skills, replacement)
    return { current: { ...row, ...before }, patch: after, also: {} }
  })
  await uow.of(InvitationEntity).updateMany(changes)
  return found.map(({ id, email }) => ({ entityType: 'Invitation', id, name: email }))
}

function changeOf(skills: Skills, replacement: SkillReplacement) {
  return {
    before: { skills: ordered(skills) },
    after: { skills: ordered(replaceSkillOfAbilities(skills, replacement)) },
  }
}
