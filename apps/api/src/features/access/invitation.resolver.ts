import { negotiateLocale } from '@mailroom/messages'
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Invitations } from './invitations.js'
import type { Sessions } from '../../auth/sessions.js'
import type { Database } from '../../database/database.js'
import { loadNamed, mapNodes, SearchArgs, type Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { runDelete } from '../../graphql/delete.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes, Written } from '../../graphql/write.js'
import { RoleEntity } from './access.entity.js'
import { enter } from './enter.js'
import { loadRoles } from './member.read-model.js'
import { permissionsOf } from './own-permissions.js'
import { SignInPayload } from './viewer.type.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import type { InvitationEntity } from './invitation.entity.js'
import { AcceptInvitationInput, InviteMemberInput } from './invitation.input.js'
import { inviteMember, resendInvitation, revokeInvitation } from './invitation.service.js'
import {
  InvitationConnection,
  InvitationPayload,
  InvitationPreviewType,
  InvitationType,
  toInvitation,
} from './invitation.type.js'
import { linkOf, sendInvitation, type SendingParts } from './send-invitation.js'

/** Inviting people, for whoever manages members; accepting, for whoever has the link. */
@Resolver(() => InvitationType)
export class InvitationResolver {
  constructor(
    private readonly database: Database,
    private readonly writes: Writes,
    private readonly invitations: Invitations,
    private readonly sessions: Sessions,
    private readonly sending: SendingParts,
  ) {}

  @FieldResolver(() => RoleEntity, { description: 'What the member will be allowed.' })
  async role(@Root() { organisationId, roleId }: InvitationType, @Ctx() { loaders }: Context): Promise<RoleEntity> {
    const roles = async (rows: Parameters<typeof loadRoles>[0]) =>
      new Map((await loadRoles(rows)).map((role) => [role.id, role]))
    const found = await loaders.load(organisationId, 'role', roleId, roles)
    if (!found) throw new Error('The role of an invitation is gone')
    return found
  }

  @Query(() => InvitationPreviewType, {
    nullable: true,
    description: 'For whoever has the link, signed in or not. Null: there is no such invitation, or no longer.',
  })
  invitation(
    @Arg('code', () => String, { description: 'The code in the link.' }) code: string,
    @Ctx() { ip }: Context,
  ): Promise<InvitationPreviewType | null> {
    return this.invitations.preview(code, ip)
  }

  @Mutation(() => InvitationPayload, {
    description:
      'Invites somebody by a link that works once, for 7 days. NOT_UNIQUE where they are a member or invited already.',
  })
  async inviteMember(
    @Arg('input', () => InviteMemberInput, { description: 'Who, and as what.' }) input: InviteMemberInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<InvitationPayload> {
    const scope = caller.enterAsOperator(input.organizationId, 'directory:user:manage')
    const own = permissionsOf(caller, scope)
    const written = await this.writes.run(scope, 'inviteMember', input, async (uow) => {
      const invited = await inviteMember(uow, input, own)
      await sendInvitation(uow, this.sending, invited.entity!, invited.secret!, negotiateLocale(input.locale ?? locale))
      return invited
    })
    return this.toPayload(written, locale, input.dryRun ?? false)
  }

  @Mutation(() => InvitationPayload, { description: 'A new link and another 7 days; the link of before is void.' })
  async resendInvitation(
    @Arg('id', () => ID, { description: 'The invitation.' }) id: string,
    @Ctx() { caller, locale }: Context,
  ): Promise<InvitationPayload> {
    const scope = caller.enterByAsOperator('inv', id, 'directory:user:manage')
    const own = permissionsOf(caller, scope)
    const written = await this.writes.run(scope, 'resendInvitation', {}, async (uow) => {
      const invited = await resendInvitation(uow, id, own)
      await sendInvitation(uow, this.sending, invited.entity!, invited.secret!, locale)
      return invited
    })
    return this.toPayload(written, locale, false)
  }

  @Mutation(() => DeletePayload, { description: 'Takes an invitation back: its link is void at once.' })
  revokeInvitation(
    @Arg('id', () => ID, { description: 'The invitation.' }) id: string,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterByAsOperator('inv', id, 'directory:user:manage')
    return runDelete(this.database, scope, { id }, locale, (uow) => revokeInvitation(uow, id))
  }

  @Mutation(() => SignInPayload, {
    description:
      'Makes whoever has the link a member, and signs them in. A new person gets an account; one who has it proves to be them, and keeps name and password. INVITATION_INVALID, ORGANIZATION_SUSPENDED, INVALID_CREDENTIALS, SECOND_FACTOR_REQUIRED.',
  })
  async acceptInvitation(
    @Arg('input', () => AcceptInvitationInput, { description: 'Code, name and password.' })
    input: AcceptInvitationInput,
    @Ctx() context: Context,
  ): Promise<SignInPayload> {
    const before = context.caller.principal?.sessionHash
    const signedIn = await this.invitations.accept(input, context, context.caller)
    if (signedIn.token && before) await this.sessions.end(before)
    return enter(signedIn, context)
  }

  private toPayload(
    { entity, problems, secret }: Written<InvitationEntity>,
    locale: Context['locale'],
    isDry: boolean,
  ): InvitationPayload {
    const isShown = entity !== null && secret !== undefined && !isDry && this.sending.mailer === null
    return {
      invitation: entity && toInvitation(entity),
      link: isShown ? linkOf(this.sending.url(), secret) : null,
      problems: toProblems(problems, locale),
    }
  }
}

/** Open invitations of an organisation. */
@Resolver(() => OrganisationType)
export class OrganisationInvitationsResolver {
  @FieldResolver(() => InvitationConnection, {
    description: 'Open invitations by e-mail address; search: prefix of it. FORBIDDEN without directory:user:manage.',
  })
  async invitations(
    @Root() { id }: OrganisationType,
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<InvitationType>> {
    caller.enterAsOperator(id, 'directory:user:manage')
    return mapNodes(await loadNamed<InvitationEntity>(loaders.rows(id), 'invitation', args), toInvitation)
  }
}
