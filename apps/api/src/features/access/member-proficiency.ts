import { checkProficiencies, error, type Problem } from '@mailroom/core'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { MemberLanguageEntity, MemberSkillEntity, type MemberEntity } from './access.entity.js'
import { existing, loadProficiencies } from './member.read-model.js'
import type { MemberType, ProficiencyInput } from './member.type.js'

/** What a member can do, in one order for comparison. */
export interface Abilities {
  readonly skills: readonly ProficiencyInput[]
  readonly languages: readonly ProficiencyInput[]
}

/** What an input says of them; undefined leaves what is stored, null clears. */
interface AbilitiesInput {
  readonly skills?: readonly ProficiencyInput[] | null
  readonly languages?: readonly ProficiencyInput[] | null
}

/** The abilities of an input, and the problems of those that it names (R-QUE-3). */
export async function readAbilities(
  uow: UnitOfWork,
  { skills, languages }: AbilitiesInput,
  stored: Abilities = { skills: [], languages: [] },
): Promise<{ abilities: Abilities; problems: Problem[] }> {
  const problems = [
    ...(await checkGiven(uow, 'skill', skills ?? [])),
    ...(await checkGiven(uow, 'language', languages ?? [])),
  ]
  const abilities = {
    skills: skills === undefined ? stored.skills : ordered(skills ?? []),
    languages: languages === undefined ? stored.languages : ordered(languages ?? []),
  }
  return { abilities, problems }
}

/** The stored abilities of a member. */
export async function loadAbilities(uow: UnitOfWork, memberId: string): Promise<Abilities> {
  const { skills, languages } = await loadNamed(uow, memberId)
  return { skills: ordered(skills), languages: ordered(languages) }
}

/** Replaces all that the member can do. */
export async function storeAbilities(
  uow: UnitOfWork,
  memberId: string,
  { skills, languages }: Abilities,
): Promise<void> {
  await uow.of(MemberSkillEntity).deleteAll({ memberId })
  await uow.of(MemberLanguageEntity).deleteAll({ memberId })
  await uow
    .of(MemberSkillEntity)
    .insertAll(skills.map(({ id, proficiency }) => ({ memberId, skillId: id, proficiency })))
  await uow
    .of(MemberLanguageEntity)
    .insertAll(languages.map(({ id, proficiency }) => ({ memberId, languageId: id, proficiency })))
}

/** The member with abilities as this unit has left them: a dry run shows what would be. */
export async function withAbilities(uow: UnitOfWork, member: MemberEntity): Promise<MemberType> {
  return { ...member, abilities: await loadNamed(uow, member.id) }
}

async function loadNamed(uow: UnitOfWork, memberId: string) {
  const skills = (await loadProficiencies(uow, 'skill', [memberId])).get(memberId) ?? []
  const languages = (await loadProficiencies(uow, 'language', [memberId])).get(memberId) ?? []
  return { skills, languages }
}

/** In one order, for comparison. */
export function ordered(each: readonly ProficiencyInput[]): ProficiencyInput[] {
  return each.map(({ id, proficiency }) => ({ id, proficiency })).sort((a, b) => (a.id < b.id ? -1 : 1))
}

async function checkGiven(
  uow: UnitOfWork,
  of: 'skill' | 'language',
  given: readonly ProficiencyInput[],
): Promise<Problem[]> {
  const ids = given.map(({ id }) => id)
  const known = await existing(uow, of, ids)
  const type = of === 'skill' ? 'Skill' : 'Language'
  const missing = ids.flatMap((id, index) =>
    known.has(id) ? [] : [error('REFERENCE_NOT_FOUND', [`${of}s`, String(index), 'id'], { type, id })],
  )
  return [...missing, ...checkProficiencies(given, [`${of}s`])]
}
