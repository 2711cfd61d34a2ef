import {
  error,
  nameKey,
  parseAddressSpec,
  parseName,
  parsePassword,
  type Permission,
  type Problem,
} from '@mailroom/core'
import { newUser } from '../../auth/auth.service.js'
import { hashPassword } from '../../auth/passwords.js'
import { sql } from '../../database/sql.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import type { DeleteEntityInput } from '../../graphql/inputs.js'
import { accepted, Checks, Refused, seen, type Written } from '../../graphql/write.js'
import { leaveQueues, renewHealthOfMembers } from '../queue/queue-membership.read-model.js'
import { MemberEntity, UserEntity } from './access.entity.js'
import { loadAbilities, readAbilities, storeAbilities, withAbilities } from './member-proficiency.js'
import { checkLostRole, checkNewRole } from './member-role.js'
import type { AddMemberInput, UpdateMemberInput } from './member.input.js'
import type { MemberType } from './member.type.js'

/** The audit log says that somebody else has chosen the password of a new person. */
const MASK = '***'

/** What makes a member, with the password hashed before the transaction. */
export interface PreparedMember {
  readonly input: AddMemberInput
  readonly passwordHash: string | null
  readonly passwordProblems: readonly Problem[]
}

/** Writes of members. `own`: what the caller may; nobody gives or takes more (R-ORG-6). */
export class AccessService {
  /** Checks and hashes the password: too slow for the inside of a transaction. */
  async prepare(input: AddMemberInput): Promise<PreparedMember> {
    const given = input.initialPassword ?? null
    if (given === null) return { input, passwordHash: null, passwordProblems: [error('REQUIRED', ['initialPassword'])] }
    const checked = parsePassword(given, { email: input.email, name: input.name ?? null }, ['initialPassword'])
    const passwordHash = checked.ok && !input.dryRun ? await hashPassword(given) : ''
    return { input, passwordHash, passwordProblems: checked.problems }
  }

  /** Adds a person who exists, or a new one with a password. */
  async addMember(
    uow: UnitOfWork,
    { input, passwordHash, passwordProblems }: PreparedMember,
    own: ReadonlySet<Permission>,
  ): Promise<Written<MemberType>> {
    const checks = new Checks()
    const email = checks.take(parseAddressSpec(input.email, ['email']))
    const person =
      email === undefined ? null : await uow.installation(UserEntity).get({ emailKey: email.toLowerCase() })
    const name = input.name ? checks.take(parseName(input.name, ['name'])) : email
    if (!person) checks.add(passwordProblems)
    else checks.add(await checkNoMember(uow, person.id))
    checks.add(await checkNewRole(uow, input.roleId, own))
    const { abilities, problems } = await readAbilities(uow, input)
    checks.add(problems)
    checks.refuse()
    const user = person ?? newUser(accepted(name), accepted(email), accepted(passwordHash ?? undefined), uow.now, false)
    if (!person) await uow.installation(UserEntity).insert(user)
    const row = {
      id: uow.newId('mem'),
      userId: user.id,
      roleId: input.roleId,
      nameKey: nameKey(user.name),
      suspended: false,
    }
    const member = await uow
      .of(MemberEntity)
      .insert(row, { ...abilities, ...(person ? {} : { initialPassword: MASK }) })
    await storeAbilities(uow, member.id, abilities)
    const { passwordHash: _, ...shown } = user
    return { entity: { ...(await withAbilities(uow, member)), person: shown }, problems: checks.problems }
  }

  /** Changes role and abilities, and suspends. Renews the health of addresses whose mail the member takes (R-ADR-13). */
  async updateMember(
    uow: UnitOfWork,
    input: UpdateMemberInput,
    own: ReadonlySet<Permission>,
  ): Promise<Written<MemberType>> {
    const current = await seen(uow.of(MemberEntity), input)
    const checks = new Checks()
    const roleId = input.roleId === undefined ? current.roleId : input.roleId
    if (roleId === null) checks.add([error('REQUIRED', ['roleId'])])
    else if (roleId !== current.roleId) checks.add(await checkRoleChange(uow, current, roleId, own))
    const suspended = input.suspended ?? current.suspended
    if (suspended && !current.suspended) checks.add(await checkLostRole(uow, current, own, ['suspended']))
    if (!suspended && current.suspended) checks.add(await checkNewRole(uow, current.roleId, own, ['suspended']))
    const before = await loadAbilities(uow, current.id)
    const { abilities, problems } = await readAbilities(uow, input, before)
    checks.add(problems)
    checks.refuse()
    const also = { before: { ...before }, after: { ...abilities } }
    const change = { roleId: roleId ?? current.roleId, suspended }
    const member = await uow.of(MemberEntity).update(current, input.expectedVersion, change, also)
    if (JSON.stringify(abilities) !== JSON.stringify(before)) {
      await storeAbilities(uow, member.id, abilities)
      await renewHealthOfMembers(uow, [member.id])
    }
    return { entity: await withAbilities(uow, member), problems: checks.problems }
  }

  /** Ends the membership; the person stays. Leaves the queues first: each is a change of its own. */
  async removeMember(uow: UnitOfWork, input: DeleteEntityInput, own: ReadonlySet<Permission>): Promise<void> {
    const current = await seen(uow.of(MemberEntity), input)
    const problems = await checkLostRole(uow, current, own, [])
    if (problems.length > 0) throw new Refused(problems)
    await leaveQueues(uow, current.id)
    await uow.of(MemberEntity).delete(current, input.expectedVersion)
  }
}

async function checkRoleChange(
  uow: UnitOfWork,
  current: MemberEntity,
  roleId: string,
  own: ReadonlySet<Permission>,
): Promise<Problem[]> {
  const problems = await checkNewRole(uow, roleId, own)
  return problems.length > 0 ? problems : checkLostRole(uow, current, own, ['roleId'])
}

async function checkNoMember(uow: UnitOfWork, userId: string): Promise<Problem[]> {
  const member = await uow.first(
    sql`select 1 from member where "organisationId" = ${uow.organisationId} and "userId" = ${userId}`,
  )
  return member ? [error('NOT_UNIQUE', ['email'])] : []
}
