import { checkRoleChangeable, parseRoleDraft } from '@mailroom/core'
import { checkName } from '../../database/uniqueness.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import type { DeleteEntityInput } from '../../graphql/inputs.js'
import { accepted, Checks, Refused, seen, type Written } from '../../graphql/write.js'
import { RoleEntity } from './access.entity.js'
import type { CreateRoleInput, UpdateRoleInput } from './role.input.js'
import { refuseUsedRole, type Sight } from './role.read-model.js'

/** Who makes, changes or deletes a role. */
export interface RoleAuthor {
  /** What they may do: no role that they touch allows more (R-ORG-6). */
  readonly own: ReadonlySet<string>
  /** The role that they have themselves; an API key has none of these. */
  readonly roleId: string | undefined
  readonly sees: Sight
}

export async function createRole(
  uow: UnitOfWork,
  input: CreateRoleInput,
  { own }: RoleAuthor,
): Promise<Written<RoleEntity>> {
  const checks = new Checks()
  const draft = checks.take(parseRoleDraft(input, { own }))
  const named = draft && checks.take(await checkName(uow, 'role', draft.name))
  checks.refuse()
  const { permissions } = accepted(draft)
  const row = { id: uow.newId('rol'), ...accepted(named), permissions, builtIn: false }
  return { entity: await uow.of(RoleEntity).insert(row), problems: checks.problems }
}

/** Members who have it may at once what it allows now. */
export async function updateRole(
  uow: UnitOfWork,
  input: UpdateRoleInput,
  { own, roleId }: RoleAuthor,
): Promise<Written<RoleEntity>> {
  const stored = await seen(uow.of(RoleEntity), input)
  const wanted = {
    name: input.name === undefined ? stored.name : input.name,
    permissions: input.permissions === undefined ? stored.permissions : (input.permissions ?? []),
  }
  const checks = new Checks()
  const draft = checks.take(parseRoleDraft(wanted, { own, stored, isOwn: stored.id === roleId }))
  const named = draft && checks.take(await checkName(uow, 'role', draft.name, stored.id))
  checks.refuse()
  const change = { ...accepted(named), permissions: accepted(draft).permissions }
  return { entity: await uow.of(RoleEntity).update(stored, input.expectedVersion, change), problems: checks.problems }
}

/** IN_USE while anybody has it, or is invited to it. */
export async function deleteRole(uow: UnitOfWork, input: DeleteEntityInput, { own, sees }: RoleAuthor): Promise<void> {
  const stored = await seen(uow.of(RoleEntity), input)
  const problems = checkRoleChangeable(stored, own)
  if (problems.length > 0) throw new Refused(problems)
  await refuseUsedRole(uow, stored.id, sees)
  await uow.of(RoleEntity).delete(stored, input.expectedVersion)
}
