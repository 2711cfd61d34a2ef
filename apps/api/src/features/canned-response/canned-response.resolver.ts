import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { HtmlCleaner } from '../../adapters/html/html-cleaner.js'
import type { Database } from '../../database/database.js'
import { loadNamed, SearchArgs, type Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { runDelete } from '../../graphql/delete.js'
import { DeleteEntityInput } from '../../graphql/inputs.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { toProblems } from '../../graphql/problem.type.js'
import { whenReady, type Ready } from '../../graphql/when-ready.js'
import type { Writes, Written } from '../../graphql/write.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { CannedResponseEntity } from './canned-response.entity.js'
import {
  CreateCannedResponseInput,
  PreviewCannedResponseInput,
  UpdateCannedResponseInput,
} from './canned-response.input.js'
import {
  createCannedResponse,
  deleteCannedResponse,
  previewResponse,
  updateCannedResponse,
} from './canned-response.service.js'
import { CannedResponseConnection, CannedResponsePayload, CannedResponsePreviewType } from './canned-response.type.js'
import { cleanGiven, loadBody } from './response-body.read-model.js'

@Resolver(() => OrganisationType)
export class CannedResponseResolver {
  constructor(
    private readonly database: Database,
    private readonly writes: Writes,
    private readonly cleaner: HtmlCleaner,
  ) {}

  @FieldResolver(() => CannedResponseConnection, { description: 'By name; search: prefix of it.' })
  cannedResponses(
    @Root() organisation: OrganisationType,
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<CannedResponseEntity>> {
    caller.enter(organisation.id, 'responses:view')
    return loadNamed<CannedResponseEntity>(loaders.rows(organisation.id), 'canned_response', args)
  }

  @FieldResolver(() => CannedResponseEntity, {
    nullable: true,
    description: 'Null: there is none, or the caller may not see it.',
  })
  async cannedResponse(
    @Root() organisation: OrganisationType,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { caller, loaders }: Context,
  ): Promise<CannedResponseEntity | null> {
    if (!caller.sees(organisation.id, 'responses:view')) return null
    return loaders.row<CannedResponseEntity>(organisation.id, 'canned_response', id)
  }

  @FieldResolver(() => CannedResponsePreviewType, {
    description: 'What a canned response would become, with its problems. Without side effects.',
  })
  async previewCannedResponse(
    @Root() { id }: OrganisationType,
    @Arg('input', () => PreviewCannedResponseInput, { description: 'The HTML and the text.' })
    input: PreviewCannedResponseInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<CannedResponsePreviewType> {
    caller.enter(id, 'responses:view')
    const { problems, ...preview } = previewResponse(input, await cleanGiven(this.cleaner, input.html, ['html']))
    return { ...preview, problems: toProblems(problems, locale) }
  }

  @Mutation(() => CannedResponsePayload, { description: 'Makes a canned response.' })
  async createCannedResponse(
    @Arg('input', () => CreateCannedResponseInput, { description: 'The response.' }) input: CreateCannedResponseInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<CannedResponsePayload> {
    const scope = caller.enter(input.organizationId, 'responses:manage')
    const cleaned = await cleanGiven(this.cleaner, input.html, ['html'])
    return toPayload(
      await this.writes.run(scope, 'createCannedResponse', input, (uow) => createCannedResponse(uow, input, cleaned)),
      locale,
    )
  }

  @Mutation(() => CannedResponsePayload, { description: 'Changes a canned response.' })
  async updateCannedResponse(
    @Arg('input', () => UpdateCannedResponseInput, { description: 'The changes.' }) input: UpdateCannedResponseInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<CannedResponsePayload> {
    const scope = caller.enterBy('rsp', input.id, 'responses:manage')
    const cleaned = input.html == null ? null : await cleanGiven(this.cleaner, input.html, ['html'])
    return toPayload(
      await this.writes.run(scope, 'updateCannedResponse', input, (uow) => updateCannedResponse(uow, input, cleaned)),
      locale,
    )
  }

  @Mutation(() => DeletePayload, {
    description: 'Deletes a canned response that nothing refers to; else IN_USE (R-ADR-10).',
  })
  deleteCannedResponse(
    @Arg('input', () => DeleteEntityInput, { description: 'The response.' }) input: DeleteEntityInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterBy('rsp', input.id, 'responses:manage')
    return runDelete(this.database, scope, input, locale, (uow) => deleteCannedResponse(uow, input))
  }
}

/** What a response says, by the policy of today. */
@Resolver(() => CannedResponseEntity)
export class ResponseBodyResolver {
  constructor(private readonly cleaner: HtmlCleaner) {}

  @FieldResolver()
  html(@Root() row: CannedResponseEntity): Ready<string> {
    return whenReady(loadBody(row, this.cleaner), ({ html }) => html)
  }

  @FieldResolver()
  text(@Root() row: CannedResponseEntity): Ready<string> {
    return row.ownText ? row.text : whenReady(loadBody(row, this.cleaner), ({ text }) => text)
  }
}

function toPayload(
  { entity, problems }: Written<CannedResponseEntity>,
  locale: Context['locale'],
): CannedResponsePayload {
  return { cannedResponse: entity, problems: toProblems(problems, locale) }
}
