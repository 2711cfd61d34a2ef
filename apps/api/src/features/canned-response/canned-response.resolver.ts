import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { Database } from '../../database/database.js'
import { loadNamed, SearchArgs, type Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { runDelete } from '../../graphql/delete.js'
import { DeleteEntityInput } from '../../graphql/inputs.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes, Written } from '../../graphql/write.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { CannedResponseEntity } from './canned-response.entity.js'
import { CreateCannedResponseInput, UpdateCannedResponseInput } from './canned-response.input.js'
import { createCannedResponse, deleteCannedResponse, updateCannedResponse } from './canned-response.service.js'
import { CannedResponseConnection, CannedResponsePayload } from './canned-response.type.js'

@Resolver(() => OrganisationType)
export class CannedResponseResolver {
  constructor(
    private readonly database: Database,
    private readonly writes: Writes,
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

  @Mutation(() => CannedResponsePayload, { description: 'Makes a canned response.' })
  async createCannedResponse(
    @Arg('input', () => CreateCannedResponseInput, { description: 'The response.' }) input: CreateCannedResponseInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<CannedResponsePayload> {
    const scope = caller.enter(input.organizationId, 'responses:manage')
    return toPayload(
      await this.writes.run(scope, 'createCannedResponse', input, (uow) => createCannedResponse(uow, input)),
      locale,
    )
  }

  @Mutation(() => CannedResponsePayload, { description: 'Changes a canned response.' })
  async updateCannedResponse(
    @Arg('input', () => UpdateCannedResponseInput, { description: 'The changes.' }) input: UpdateCannedResponseInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<CannedResponsePayload> {
    const scope = caller.enterBy('rsp', input.id, 'responses:manage')
    return toPayload(
      await this.writes.run(scope, 'updateCannedResponse', input, (uow) => updateCannedResponse(uow, input)),
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

function toPayload(
  { entity, problems }: Written<CannedResponseEntity>,
  locale: Context['locale'],
): CannedResponsePayload {
  return { cannedResponse: entity, problems: toProblems(problems, locale) }
}
