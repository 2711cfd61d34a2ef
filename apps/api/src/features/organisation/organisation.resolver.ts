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
import { loadUsed, pageOfOrganisations } from './organisation.read-model.js'
import type { OrganisationService } from './organisation.service.js'
import { LimitType, OrganisationPayload, OrganisationSettingsType, OrganisationType } from './organisation.type.js'
import type { OrganisationsBySlug } from './organisations-by-slug.js'

/** What the installation's log says of an organisation that is gone. */
export interface DeletedOrganisation {
  readonly organisationId: string
  readonly slug: string
  /** Id of the operator. */
  readonly by: string
}

const OrganisationConnection = connectionType('Organization', () => OrganisationType, 'organisations')

@Resolver(() => OrganisationType)
export class OrganisationResolver {
  constructor(
    private readonly organisations: OrganisationService,
    private readonly database: Database,
    private readonly bySlug: OrganisationsBySlug,
    private readonly writes: Writes,
    private readonly platformRootName: string,
    /** After memberships, or what they are worth, have changed. */
    private readonly forgetCallers: () => void,
    /** An organisation is gone, and its audit log with it: the installation's own log has to say so. */
    private readonly deleted: (what: DeletedOrganisation) => void,
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
    @Arg('slug', () => String, {
      description: 'Its slug; for its members and API keys also one that it gave up less than 90 days ago (R-ORG-3).',
    })
    slug: string,
    @Ctx() { caller }: Context,
  ): Promise<OrganisationEntity | null> {
    const principal = caller.required()
    const found = await this.bySlug.find(slug, principal)
    return found && (principal.isOperator || principal.grants.has(found.id)) ? found : null
  }

  @FieldResolver(() => [LimitType], { description: 'All limits with their use (R-ORG-2).' })
  async limits(@Root() organisation: OrganisationEntity, @Ctx() { caller, loaders }: Context): Promise<LimitType[]> {
    caller.enterAsOperator(organisation.id, null)
    const used = await loaders.loadOrganisation(organisation.id, 'used', loadUsed)
    return LIMIT_KEYS.map((key) => ({ key, limit: organisation.limits[key], used: used?.[key] ?? 0 }))
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
    description:
      'Keys of what the viewer may do here (R-ORG-6); empty for an operator who is no member, and while it is suspended.',
  })
  viewerPermissions(@Root() organisation: OrganisationEntity, @Ctx() { caller }: Context): string[] {
    const grant = caller.principal?.grants.get(organisation.id)
    return grant && !grant.isSuspended ? [...grant.permissions] : []
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
    description:
      'Renames an organisation; operators change slug, edition and limits too, and suspend it. Their changes stand in its own audit log.',
  })
  async updateOrganization(
    @Arg('input', () => UpdateOrganisationInput, { description: 'The changes.' }) input: UpdateOrganisationInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<OrganisationPayload> {
    const scope = caller.enterAsOperator(input.id, 'organization:manage')
    const { slug, edition, limits, suspended } = input
    if ([slug, edition, limits, suspended].some((each) => each != null)) caller.operator()
    return this.write(scope, 'updateOrganization', input, locale, (uow) => {
      uow.afterCommit(this.forgetCallers)
      return this.organisations.update(uow, input.expectedVersion, input)
    })
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

  @Mutation(() => DeletePayload, {
    description:
      'Deletes an organisation for good: everything it has, its audit log, and people who are members of it alone. Its slug and platform name are kept for 90 days (R-ORG-3). Operators alone.',
  })
  async deleteOrganization(
    @Arg('input', () => DeleteOrganisationInput, { description: 'The organisation.' }) input: DeleteOrganisationInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterAsOperator(input.id, 'organization:manage')
    const by = caller.operator()
    return runDelete(this.database, scope, input, locale, async (uow) => {
      const { slug } = await this.organisations.delete(uow, input.expectedVersion, input.confirmName ?? null)
      uow.afterCommit(this.forgetCallers)
      uow.afterCommit(() => this.deleted({ organisationId: input.id, slug, by: by.id }))
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
