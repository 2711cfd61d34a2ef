import { error, nameKey, parseAddressSpec, parseName, parsePassword, type Problem } from '@mailroom/core'
import { hashPassword } from '../../auth/passwords.js'
import { newUser } from '../../auth/auth.service.js'
import { sql } from '../../database/sql.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { accepted, Checks, type Written } from '../../graphql/write.js'
import { MemberEntity, MemberLanguageEntity, MemberSkillEntity, RoleEntity, UserEntity } from './access.entity.js'
import type { AddMemberInput } from './member.input.js'
import type { MemberType, ProficiencyInput } from './member.type.js'
import { existing } from './member.read-model.js'

const MOST_PROFICIENT = 5

/** What makes a member, with the password hashed before the transaction. */
export interface PreparedMember {
  readonly input: AddMemberInput
  readonly passwordHash: string | null
  readonly passwordProblems: readonly Problem[]
}

/** Writes of members. */
export class AccessService {
  /** Checks and hashes the password: too slow for the inside of a transaction. */
  async prepare(input: AddMemberInput): Promise<PreparedMember> {
    const given = input.initialPassword ?? null
    if (given === null) return { input, passwordHash: null, passwordProblems: [error('REQUIRED', ['initialPassword'])] }
    const checked = parsePassword(given, { email: input.email, name: input.name ?? null }, ['initialPassword'])
    const passwordHash = checked.ok && !input.dryRun ? await hashPassword(given) : ''
    return { input, passwordHash, passwordProblems: checked.problems }
  }

  /** Adds a person who exists, or a new one with a password. `mayGive`: whether the caller may give this role. */
  async addMember(
    uow: UnitOfWork,
    { input, passwordHash, passwordProblems }: PreparedMember,
    mayGive: (role: RoleEntity) => boolean,
  ): Promise<Written<MemberType>> {
    const checks = new Checks()
    const email = checks.take(parseAddressSpec(input.email, ['email']))
    const person =
      email === undefined ? null : await uow.installation(UserEntity).get({ emailKey: email.toLowerCase() })
    const name = input.name ? checks.take(parseName(input.name, ['name'])) : email
    if (!person) checks.add(passwordProblems)
    else checks.add(await checkNoMember(uow, person.id))
    const role = await uow.of(RoleEntity).get(input.roleId)
    if (!role || !mayGive(role)) checks.add([missing('Role', input.roleId, ['roleId'])])
    checks.add(await checkProficiencies(uow, 'skill', input.skills ?? []))
    checks.add(await checkProficiencies(uow, 'language', input.languages ?? []))
    checks.refuse()
    const user = person ?? newUser(accepted(name), accepted(email), accepted(passwordHash ?? undefined), uow.now, false)
    if (!person) await uow.installation(UserEntity).insert(user)
    const { passwordHash: _, ...shown } = user
    return { entity: { ...(await insert(uow, user, input)), person: shown }, problems: checks.problems }
  }
}

async function insert(uow: UnitOfWork, user: UserEntity, input: AddMemberInput): Promise<MemberEntity> {
  const skills = input.skills ?? []
  const languages = input.languages ?? []
  const row = { id: uow.newId('mem'), userId: user.id, roleId: input.roleId, nameKey: nameKey(user.name) }
  const member = await uow.of(MemberEntity).insert(row, { skills, languages })
  const links = (each: readonly ProficiencyInput[]) =>
    each.map(({ id, proficiency }) => ({ memberId: member.id, id, proficiency }))
  await uow.of(MemberSkillEntity).insertAll(links(skills).map(({ id: skillId, ...link }) => ({ ...link, skillId })))
  await uow
    .of(MemberLanguageEntity)
    .insertAll(links(languages).map(({ id: languageId, ...link }) => ({ ...link, languageId })))
  return member
}

async function checkNoMember(uow: UnitOfWork, userId: string): Promise<Problem[]> {
  const member = await uow.first(
    sql`select 1 from member where "organisationId" = ${uow.organisationId} and "userId" = ${userId}`,
  )
  return member ? [error('NOT_UNIQUE', ['email'])] : []
}

async function checkProficiencies(
  uow: UnitOfWork,
  of: 'skill' | 'language',
  given: readonly ProficiencyInput[],
): Promise<Problem[]> {
  const known = await existing(
    uow,
    of,
    given.map(({ id }) => id),
  )
  const type = of === 'skill' ? 'Skill' : 'Language'
  return given.flatMap(({ id, proficiency }, index) => {
    const path = [`${of}s`, String(index)]
    const isRepeated = given.findIndex((each) => each.id === id) !== index
    const isInRange = proficiency >= 0 && proficiency <= MOST_PROFICIENT
    return [
      ...(known.has(id) ? [] : [missing(type, id, [...path, 'id'])]),
      ...(isRepeated ? [error('NOT_UNIQUE', [...path, 'id'])] : []),
      ...(isInRange
        ? []
        : [error('OUT_OF_RANGE', [...path, 'proficiency'], { min: 0, max: MOST_PROFICIENT, found: proficiency })]),
    ]
  })
}

function missing(type: string, id: string, path: readonly string[]): Problem {
  return error('REFERENCE_NOT_FOUND', path, { type, id })
}
