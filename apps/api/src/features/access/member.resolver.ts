import { isAllowed, type Permission } from '@mailroom/core'
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { Person } from '../../database/directory.js'
import { loadNamed, SearchArgs, type Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { notFound } from '../../graphql/errors.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes } from '../../graphql/write.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { RoleEntity } from './access.entity.js'
import type { AccessService } from './access.service.js'
import { AddMemberInput } from './member.input.js'
import { loadPeople, loadProficiencies, loadRoles, type ProficiencyRow } from './member.read-model.js'
import { MemberConnection, MemberPayload, MemberType, ProficiencyType } from './member.type.js'
import { UserType } from './viewer.type.js'

@Resolver(() => MemberType)
export class MemberResolver {
  constructor(
    private readonly access: AccessService,
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

  @FieldResolver(() => [ProficiencyType], { description: 'Skills, by name.' })
  async skills(@Root() member: MemberType, @Ctx() { loaders }: Context): Promise<readonly ProficiencyRow[]> {
    const load = loaders.load(member.organisationId, 'member skills', member.id, (rows, ids) =>
      loadProficiencies(rows, 'skill', ids),
    )
    return (await load) ?? []
  }

  @FieldResolver(() => [ProficiencyType], { description: 'Languages, by name.' })
  async languages(@Root() member: MemberType, @Ctx() { loaders }: Context): Promise<readonly ProficiencyRow[]> {
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
    const { person, grants } = caller.required()
    const own = grants.get(scope.organisationId)?.permissions ?? new Set<Permission>()
    const mayGive = (role: RoleEntity) => person.operator || role.permissions.every((each) => isAllowed(own, each))
    const prepared = await this.access.prepare(input)
    const written = await this.writes.run(scope, 'addMember', input, (uow) => {
      uow.afterCommit(this.forgetSessions)
      return this.access.addMember(uow, prepared, mayGive)
    })
    return { member: written.entity, problems: toProblems(written.problems, locale) }
  }
}

/** Members and roles of an organisation: operators see them everywhere (R-ORG-5). */
@Resolver(() => OrganisationType)
export class OrganisationMembersResolver {
  @FieldResolver(() => MemberConnection, { description: 'By name; search: prefix of it.' })
  members(
    @Root() organisation: OrganisationType,
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<MemberType>> {
    caller.enterAsOperator(organisation.id, 'directory:user:view')
    return loadNamed<MemberType>(loaders.rows(organisation.id), 'member', args)
  }

  @FieldResolver(() => [RoleEntity], { description: 'The built-in roles (R-ORG-6).' })
  roles(@Root() organisation: OrganisationType, @Ctx() { caller, loaders }: Context): Promise<RoleEntity[]> {
    caller.enterAsOperator(organisation.id, null)
    return loadRoles(loaders.rows(organisation.id))
  }
}

function there<T>(row: T | null): T {
  if (row === null) throw notFound()
  return row
}
