import { Arg, Args, Ctx, FieldResolver, GraphQLISODateTime, Mutation, Resolver, Root } from 'type-graphql'
import type { Database } from '../../database/database.js'
import type { Person } from '../../database/directory.js'
import { loadNamed, type Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { runDelete } from '../../graphql/delete.js'
import { notFound } from '../../graphql/errors.js'
import { DeleteEntityInput } from '../../graphql/inputs.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes, Written } from '../../graphql/write.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { RoleEntity } from './access.entity.js'
import type { AccessService } from './access.service.js'
import { AddMemberInput, MembersArgs, UpdateMemberInput } from './member.input.js'
import {
  loadAccountStates,
  loadPeople,
  loadProficiencies,
  loadRoles,
  ofMembers,
  type AccountState,
  type ProficiencyRow,
} from './member.read-model.js'
import { MemberConnection, MemberPayload, MemberType, ProficiencyType } from './member.type.js'
import { permissionsOf } from './own-permissions.js'
import { UserType } from './viewer.type.js'

@Resolver(() => MemberType)
export class MemberResolver {
  constructor(
    private readonly access: AccessService,
    private readonly database: Database,
    private readonly writes: Writes,
    /** After memberships have changed. */
    private readonly forgetSessions: () => void,
  ) {}

  @FieldResolver(() => UserType, { description: 'The person.' })
  async user(@Root() member: MemberType, @Ctx() { loaders }: Context): Promise<Person> {
    return member.person ?? there(await loaders.load(member.organisationId, 'person', member.userId, loadPeople))
  }

  @FieldResolver(() => RoleEntity, { description: 'What the member may do.' })
  async role(@Root() member: MemberType, @Ctx() { loaders }: Context): Promise<RoleEntity> {
    const roles = async (rows: Parameters<typeof loadRoles>[0]) =>
      new Map((await loadRoles(rows)).map((role) => [role.id, role]))
    return there(await loaders.load(member.organisationId, 'role', member.roleId, roles))
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the person has a second factor. Null without directory:user:manage.',
  })
  async secondFactor(@Root() member: MemberType, @Ctx() context: Context): Promise<boolean | null> {
    return (await stateOf(member, context))?.secondFactor ?? null
  }

  @FieldResolver(() => GraphQLISODateTime, {
    nullable: true,
    description:
      'When the person last did something here, to the minute; null: not signed in lately, or without directory:user:manage.',
  })
  async lastActiveAt(@Root() member: MemberType, @Ctx() context: Context): Promise<Date | null> {
    const at = (await stateOf(member, context))?.lastActiveAt ?? null
    return at === null ? null : new Date(at)
  }

  @FieldResolver(() => [ProficiencyType], { description: 'Skills, by name.' })
  async skills(@Root() member: MemberType, @Ctx() { loaders }: Context): Promise<readonly ProficiencyRow[]> {
    if (member.abilities) return member.abilities.skills
    const load = loaders.load(member.organisationId, 'member skills', member.id, (rows, ids) =>
      loadProficiencies(rows, 'skill', ids),
    )
    return (await load) ?? []
  }

  @FieldResolver(() => [ProficiencyType], { description: 'Languages, by name.' })
  async languages(@Root() member: MemberType, @Ctx() { loaders }: Context): Promise<readonly ProficiencyRow[]> {
    if (member.abilities) return member.abilities.languages
    const load = loaders.load(member.organisationId, 'member languages', member.id, (rows, ids) =>
      loadProficiencies(rows, 'language', ids),
    )
    return (await load) ?? []
  }

  @Mutation(() => MemberPayload, {
    description: 'Makes a person a member; one who is new to the installation gets an initial password.',
  })
  async addMember(
    @Arg('input', () => AddMemberInput, { description: 'The person and the role.' }) input: AddMemberInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<MemberPayload> {
    const scope = caller.enterAsOperator(input.organizationId, 'directory:user:manage')
    const own = permissionsOf(caller, scope)
    const prepared = await this.access.prepare(input)
    const written = await this.writes.run(scope, 'addMember', input, (uow) => {
      uow.afterCommit(this.forgetSessions)
      return this.access.addMember(uow, prepared, own)
    })
    return toPayload(written, locale)
  }

  @Mutation(() => MemberPayload, {
    description: 'Changes what a member may do (R-ORG-6), and what they can do (R-QUE-3).',
  })
  async updateMember(
    @Arg('input', () => UpdateMemberInput, { description: 'The changes.' }) input: UpdateMemberInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<MemberPayload> {
    const scope = caller.enterBy('mem', input.id, 'directory:user:manage')
    const own = permissionsOf(caller, scope)
    const written = await this.writes.run(scope, 'updateMember', input, (uow) => {
      uow.afterCommit(this.forgetSessions)
      return this.access.updateMember(uow, input, own)
    })
    return toPayload(written, locale)
  }

  @Mutation(() => DeletePayload, {
    description:
      'Ends a membership at once, takes the member out of the queues and leaves the person. Not of the last Owner (LAST_OWNER), nor of a member who may more than the caller (PERMISSION_NOT_OWN).',
  })
  removeMember(
    @Arg('input', () => DeleteEntityInput, { description: 'The member.' }) input: DeleteEntityInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterBy('mem', input.id, 'directory:user:manage')
    const own = permissionsOf(caller, scope)
    return runDelete(this.database, scope, input, locale, (uow) => {
      uow.afterCommit(this.forgetSessions)
      return this.access.removeMember(uow, input, own)
    })
  }
}

/** Members and roles of an organisation: operators see them everywhere (R-ORG-5). */
@Resolver(() => OrganisationType)
export class OrganisationMembersResolver {
  @FieldResolver(() => MemberConnection, { description: 'By name; search: prefix of it.' })
  members(
    @Root() organisation: OrganisationType,
    @Args(() => MembersArgs) args: MembersArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<MemberType>> {
    caller.enterAsOperator(organisation.id, 'directory:user:view')
    if (args.secondFactor != null) caller.enterAsOperator(organisation.id, 'directory:user:manage')
    return loadNamed<MemberType>(loaders.rows(organisation.id), 'member', args, undefined, ofMembers(args))
  }

  @FieldResolver(() => [RoleEntity], {
    description:
      'The built-in roles in the order of R-ORG-6, then the organisation’s own by name. Every member sees them.',
  })
  roles(@Root() organisation: OrganisationType, @Ctx() { caller, loaders }: Context): Promise<RoleEntity[]> {
    caller.enterAsOperator(organisation.id, null)
    return loadRoles(loaders.rows(organisation.id))
  }
}

/** Who may not invite people learns nothing of how they sign in. */
async function stateOf(
  { organisationId, userId }: MemberType,
  { caller, loaders }: Context,
): Promise<AccountState | null> {
  const { isOperator } = caller.required()
  if (!isOperator && !caller.may(organisationId, 'directory:user:manage')) return null
  return loaders.load(organisationId, 'account state', userId, loadAccountStates)
}

function there<T>(row: T | null): T {
  if (row === null) throw notFound()
  return row
}

function toPayload({ entity, problems }: Written<MemberType>, locale: Context['locale']): MemberPayload {
  return { member: entity, problems: toProblems(problems, locale) }
}
