import {
  checkOwnerRemains,
  checkRoleWithinOwn,
  error,
  isOwnerRole,
  type Permission,
  type Problem,
} from '@mailroom/core'
import { sql } from '../../database/sql.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { countOf } from '../../graphql/connection.js'
import { RoleEntity, type MemberEntity } from './access.entity.js'

/** Why a role cannot be given by somebody with these permissions (R-ORG-6). */
export async function checkNewRole(
  uow: UnitOfWork,
  roleId: string,
  own: ReadonlySet<Permission>,
  path: readonly string[] = ['roleId'],
): Promise<Problem[]> {
  const role = await uow.of(RoleEntity).get(roleId)
  if (!role) return [error('REFERENCE_NOT_FOUND', ['roleId'], { type: 'Role', id: roleId })]
  return checkRoleWithinOwn(role.permissions, own, path)
}

/** Why a member cannot lose the role that he has (R-ORG-6). */
export async function checkLostRole(
  uow: UnitOfWork,
  member: MemberEntity,
  own: ReadonlySet<Permission>,
  path: readonly string[],
): Promise<Problem[]> {
  const role = await uow.of(RoleEntity).get(member.roleId)
  if (!role) throw new Error('The role of a member is gone')
  const beyond = checkRoleWithinOwn(role.permissions, own, path)
  if (beyond.length > 0 || !isOwnerRole(role)) return beyond
  const others = await countOf(
    uow,
    sql`from member where "organisationId" = ${uow.organisationId} and "roleId" = ${role.id} and id <> ${member.id}
        and not suspended`,
  )
  return checkOwnerRemains(others, path)
}
