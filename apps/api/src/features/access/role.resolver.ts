import { builtInRoleKey, type BuiltInRoleKey } from '@mailroom/core'
import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql'
import type { Caller } from '../../auth/caller.js'
import type { TenantScope } from '../../auth/tenant-scope.js'
import type { Database } from '../../database/database.js'
import type { Context } from '../../graphql/context.js'
import { runDelete } from '../../graphql/delete.js'
import { DeleteEntityInput } from '../../graphql/inputs.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes, Written } from '../../graphql/write.js'
import { RoleEntity } from './access.entity.js'
import { BuiltInRoleKeyEnum } from './built-in-role.type.js'
import { CreateRoleInput, UpdateRoleInput } from './role.input.js'
import { loadMemberCounts } from './role.read-model.js'
import { createRole, deleteRole, updateRole, type RoleAuthor } from './role.service.js'
import { RolePayload } from './role.type.js'

@Resolver(() => RoleEntity)
export class RoleResolver {
  constructor(
    private readonly database: Database,
    private readonly writes: Writes,
    /** After a role has changed: it bites at once. */
    private readonly forgetSessions: () => void,
  ) {}

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many members have it; null for whoever may not see members.',
  })
  async memberCount(@Root() role: RoleEntity, @Ctx() { caller, loaders }: Context): Promise<number | null> {
    if (!seesMembers(caller, role.organisationId)) return null
    return loaders.load(role.organisationId, 'role member count', role.id, loadMemberCounts)
  }

  @FieldResolver(() => BuiltInRoleKeyEnum, {
    nullable: true,
    description: 'Which of the roles it is that every organisation has; null: one of its own.',
  })
  builtInKey(@Root() role: RoleEntity): BuiltInRoleKey | null {
    return builtInRoleKey(role)
  }

  @Mutation(() => RolePayload, {
    description: 'Makes a role (R-ORG-6). A built-in one is duplicated by giving its permissions.',
  })
  async createRole(
    @Arg('input', () => CreateRoleInput, { description: 'The role.' }) input: CreateRoleInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<RolePayload> {
    const scope = caller.enter(input.organizationId, 'authorization:role:manage')
    const author = authorOf(caller, scope)
    return toPayload(await this.writes.run(scope, 'createRole', input, (uow) => createRole(uow, input, author)), locale)
  }

  @Mutation(() => RolePayload, {
    description:
      'Changes a role, for everybody who has it within a second. Not a built-in one (ROLE_BUILT_IN), nor one that allows more than the caller may (PERMISSION_NOT_OWN).',
  })
  async updateRole(
    @Arg('input', () => UpdateRoleInput, { description: 'The changes.' }) input: UpdateRoleInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<RolePayload> {
    const scope = caller.enterBy('rol', input.id, 'authorization:role:manage')
    const author = authorOf(caller, scope)
    const written = await this.writes.run(scope, 'updateRole', input, (uow) => {
      uow.afterCommit(this.forgetSessions)
      return updateRole(uow, input, author)
    })
    return toPayload(written, locale)
  }

  @Mutation(() => DeletePayload, {
    description:
      'Deletes a role for good; not while members have it or people are invited to it (IN_USE), not a built-in one (ROLE_BUILT_IN), nor one that allows more than the caller may (PERMISSION_NOT_OWN).',
  })
  deleteRole(
    @Arg('input', () => DeleteEntityInput, { description: 'The role.' }) input: DeleteEntityInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterBy('rol', input.id, 'authorization:role:manage')
    const author = authorOf(caller, scope)
    return runDelete(this.database, scope, input, locale, (uow) => deleteRole(uow, input, author))
  }
}

/** Operators see members everywhere (R-ORG-5). */
function seesMembers(caller: Caller, organisationId: string): boolean {
  if (!caller.required().isOperator) return caller.sees(organisationId, 'directory:user:view')
  caller.enterAsOperator(organisationId, null)
  return true
}

function authorOf(caller: Caller, { organisationId }: TenantScope): RoleAuthor {
  const grant = caller.required().grants.get(organisationId)
  return {
    own: grant?.permissions ?? new Set(),
    roleId: grant?.roleId,
    sees: {
      members: seesMembers(caller, organisationId),
      invitations: caller.may(organisationId, 'directory:user:manage'),
    },
  }
}

function toPayload({ entity, problems }: Written<RoleEntity>, locale: Context['locale']): RolePayload {
  return { role: entity, problems: toProblems(problems, locale) }
}
