import { LIMIT_KEYS } from '@mailroom/core'
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { TenantScope } from '../../auth/tenant-scope.js'
import type { Database } from '../../database/database.js'
import { connectionType, SearchArgs, type Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { runDelete } from '../../graphql/delete.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes, Written } from '../../graphql/write.js'
import type { OrganisationEntity } from './organisation.entity.js'
import {
  CreateOrganisationInput,
  DeleteOrganisationInput,
  UpdateOrganisationInput,
  UpdateOrganisationSettingsInput,
} from './organisation.input.js'
import { findOrganisation, loadUsed, pageOfOrganisations } from './organisation.read-model.js'
import type { OrganisationService } from './organisation.service.js'
import { LimitType, OrganisationPayload, OrganisationSettingsType, OrganisationType } from './organisation.type.js'

const OrganisationConnection = connectionType('Organization', () => OrganisationType, 'organisations')

@Resolver(() => OrganisationType)
export class OrganisationResolver {
  constructor(
    private readonly organisations: OrganisationService,
    private readonly database: Database,
    private readonly writes: Writes,
    private readonly platformRootName: string,
    /** After memberships have changed. */
    private readonly forgetSessions: () => void,
  ) {}

  @Query(() => OrganisationConnection, { description: 'By name. Operators: all; others: their own (R-ORG-5).' })
  organizations(
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() { caller }: Context,
  ): Promise<Connection<OrganisationEntity>> {
    const { isOperator, grants } = caller.required()
    return pageOfOrganisations(this.database.readInstallation(), args, isOperator ? null : [...grants.keys()])
  }

  @Query(() => OrganisationType, { nullable: true, description: 'Null: there is none, or the caller may not see it.' })
  async organization(
    @Arg('slug', () => String, { description: 'Its slug.' }) slug: string,
    @Ctx() { caller }: Context,
  ): Promise<OrganisationEntity | null> {
    const { isOperator, grants } = caller.required()
    const found = await findOrganisation(this.database.readInstallation(), slug.trim().toLowerCase())
    return found && (isOperator || grants.has(found.id)) ? found : null
  }

  @FieldResolver(() => [LimitType], { description: 'All limits with their use (R-ORG-2).' })
  async limits(@Root() organisation: OrganisationEntity, @Ctx() { caller }: Context): Promise<LimitType[]> {
    const used = await loadUsed(this.database.read(caller.enterAsOperator(organisation.id, null)))
    return LIMIT_KEYS.map((key) => ({ key, limit: organisation.limits[key], used: used[key] }))
  }

  @FieldResolver(() => OrganisationSettingsType, { description: 'Settings that the inbound decision reads.' })
  settings(@Root() organisation: OrganisationEntity, @Ctx() { caller }: Context): OrganisationSettingsType {
    caller.enter(organisation.id, null)
    return { ...organisation.settings, version: organisation.version }
  }

  @FieldResolver(() => String, {
    description: 'Root of platform domains: a platform domain is a label under it (R-DOM-1).',
  })
  platformRoot(): string {
    return this.platformRootName
  }

  @FieldResolver(() => [String], {
    description: 'Keys of what the viewer may do here (R-ORG-6); empty for an operator who is no member.',
  })
  viewerPermissions(@Root() organisation: OrganisationEntity, @Ctx() { caller }: Context): string[] {
    return [...(caller.principal?.grants.get(organisation.id)?.permissions ?? [])]
  }

  @Mutation(() => OrganisationPayload, {
    description: 'Makes an organisation with its platform domain and built-in roles (R-ORG-3). Operators alone.',
  })
  async createOrganization(
    @Arg('input', () => CreateOrganisationInput, { description: 'The organisation.' }) input: CreateOrganisationInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<OrganisationPayload> {
    const { id } = caller.operator()
    const wanted = { name: input.name, slug: input.slug, edition: input.edition ?? 'CX_3' }
    const written = await this.writes.runInstallation(id, 'createOrganization', input, (unit) =>
      this.organisations.create(unit, wanted, null, caller.actor),
    )
    return toPayload(written, locale)
  }

  @Mutation(() => OrganisationPayload, {
    description: 'Renames an organisation; operators change edition and limits too.',
  })
  async updateOrganization(
    @Arg('input', () => UpdateOrganisationInput, { description: 'The changes.' }) input: UpdateOrganisationInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<OrganisationPayload> {
    const scope = caller.enterAsOperator(input.id, 'organization:manage')
    if (input.edition || input.limits) caller.operator()
    return this.write(scope, 'updateOrganization', input, locale, (uow) =>
      this.organisations.update(uow, input.expectedVersion, input),
    )
  }

  @Mutation(() => OrganisationPayload, { description: 'Changes the settings that the inbound decision reads.' })
  async updateOrganizationSettings(
    @Arg('input', () => UpdateOrganisationSettingsInput, { description: 'The changes.' })
    input: UpdateOrganisationSettingsInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<OrganisationPayload> {
    const scope = caller.enter(input.organizationId, 'organization:manage')
    return this.write(scope, 'updateOrganizationSettings', input, locale, (uow) =>
      this.organisations.updateSettings(uow, input.expectedVersion, input),
    )
  }

  @Mutation(() => DeletePayload, { description: 'Deletes an organisation and everything it has, for good.' })
  async deleteOrganization(
    @Arg('input', () => DeleteOrganisationInput, { description: 'The organisation.' }) input: DeleteOrganisationInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterAsOperator(input.id, 'organization:manage')
    return runDelete(this.database, scope, input, locale, async (uow) => {
      await this.organisations.delete(uow, input.expectedVersion, input.confirmName ?? null)
      uow.afterCommit(this.forgetSessions)
    })
  }

  private async write(
    scope: TenantScope,
    name: string,
    input: { readonly dryRun?: boolean | null },
    locale: Context['locale'],
    work: Parameters<typeof this.writes.run<OrganisationEntity>>[3],
  ): Promise<OrganisationPayload> {
    return toPayload(await this.writes.run(scope, name, input, work), locale)
  }
}

function toPayload({ entity, problems }: Written<OrganisationEntity>, locale: Context['locale']): OrganisationPayload {
  return { organization: entity, problems: toProblems(problems, locale) }
}
