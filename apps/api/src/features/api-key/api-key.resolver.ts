import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { Credentials } from '../../auth/credentials.js'
import type { Caller } from '../../auth/caller.js'
import type { Database } from '../../database/database.js'
import type { DirectoryApiKey } from '../../database/directory.js'
import type { Context } from '../../graphql/context.js'
import { runDelete } from '../../graphql/delete.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes, Written } from '../../graphql/write.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { CreateApiKeyInput, RollApiKeyInput } from './api-key.input.js'
import { loadApiKeys } from './api-key.read-model.js'
import { createApiKey, revokeApiKey, rollKey, type KeyMaker } from './api-key.service.js'
import { ApiKeyPayload, ApiKeyType, toApiKey } from './api-key.type.js'

/** Keys of an organisation: who may not manage them sees none (FORBIDDEN). */
@Resolver(() => OrganisationType)
export class ApiKeyResolver {
  constructor(
    private readonly database: Database,
    private readonly writes: Writes,
    /** After a key has changed: it bites at once. */
    private readonly forgetKeys: () => void,
    private readonly credentials: Pick<Credentials, 'proveLately'>,
  ) {}

  @FieldResolver(() => [ApiKeyType], { description: 'By name. FORBIDDEN without apiKey:manage.' })
  async apiKeys(@Root() { id }: OrganisationType, @Ctx() { caller, loaders }: Context): Promise<ApiKeyType[]> {
    caller.enter(id, 'apiKey:manage')
    return (await loadApiKeys(loaders.rows(id))).map(toApiKey)
  }

  @Mutation(() => ApiKeyPayload, {
    description:
      'Makes an API key. Its secret is in this answer alone. REAUTHENTICATION_REQUIRED an hour after signing in.',
  })
  async createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'The key.' })
    { password, secondFactor, ...input }: CreateApiKeyInput,
    @Ctx() context: Context,
  ): Promise<ApiKeyPayload> {
    const { caller, locale } = context
    const scope = caller.enter(input.organizationId, 'apiKey:manage')
    if (input.operator) caller.operator()
    const unproven = await this.credentials.proveLately(caller.required(), { password, secondFactor }, context)
    if (unproven.length > 0) return toPayload({ entity: null, problems: unproven }, locale)
    const maker = makerOf(caller, scope.organisationId)
    const written = await this.writes.run(scope, 'createApiKey', input, (uow) => createApiKey(uow, input, maker))
    return toPayload(written, locale)
  }

  @Mutation(() => ApiKeyPayload, {
    description:
      'Gives a key a new secret, while the one of now stays valid for some hours. From then on the key is the caller’s: it may no more than they. FORBIDDEN for a key that may do more than the caller; REAUTHENTICATION_REQUIRED an hour after signing in.',
  })
  async rollApiKey(
    @Arg('input', () => RollApiKeyInput, { description: 'The key.' })
    { password, secondFactor, ...input }: RollApiKeyInput,
    @Ctx() context: Context,
  ): Promise<ApiKeyPayload> {
    const { caller, locale } = context
    const scope = caller.enterBy('key', input.id, 'apiKey:manage')
    const unproven = await this.credentials.proveLately(caller.required(), { password, secondFactor }, context)
    if (unproven.length > 0) return toPayload({ entity: null, problems: unproven }, locale)
    const maker = makerOf(caller, scope.organisationId)
    const written = await this.writes.run(scope, 'rollApiKey', input, (uow) => {
      uow.afterCommit(this.forgetKeys)
      return rollKey(uow, input, maker)
    })
    return toPayload(written, locale)
  }

  @Mutation(() => DeletePayload, { description: 'Ends a key at once, for good.' })
  revokeApiKey(
    @Arg('id', () => ID, { description: 'The key.' }) id: string,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterBy('key', id, 'apiKey:manage')
    return runDelete(this.database, scope, { id }, locale, async (uow) => {
      uow.afterCommit(this.forgetKeys)
      await revokeApiKey(uow, id)
    })
  }
}

function makerOf(caller: Caller, organisationId: string): KeyMaker {
  const { grants, isOperator, person, apiKey } = caller.required()
  const own = grants.get(organisationId)?.permissions ?? new Set()
  if (person) return { own, isOperator, makerId: person.id, makerName: person.name }
  return { own, isOperator, makerId: apiKey?.makerId ?? null, makerName: apiKey?.makerName ?? null }
}

function toPayload({ entity, problems, secret }: Written<DirectoryApiKey>, locale: Context['locale']): ApiKeyPayload {
  return { apiKey: entity && toApiKey(entity), secret: secret ?? null, problems: toProblems(problems, locale) }
}
