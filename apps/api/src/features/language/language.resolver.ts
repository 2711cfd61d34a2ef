import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { Database } from '../../database/database.js'
import { loadNamed, SearchArgs, type Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { runDelete } from '../../graphql/delete.js'
import { DeleteEntityInput } from '../../graphql/inputs.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes, Written } from '../../graphql/write.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import type { LanguageEntity } from './language.entity.js'
import { CreateLanguageInput, UpdateLanguageInput } from './language.input.js'
import { createLanguage, deleteLanguage, updateLanguage } from './language.service.js'
import { LanguageConnection, LanguagePayload } from './language.type.js'

@Resolver(() => OrganisationType)
export class LanguageResolver {
  constructor(
    private readonly database: Database,
    private readonly writes: Writes,
  ) {}

  @FieldResolver(() => LanguageConnection, { description: 'By name; search: prefix of it. Every member sees them.' })
  languages(
    @Root() organisation: OrganisationType,
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<LanguageEntity>> {
    caller.enter(organisation.id, null)
    return loadNamed<LanguageEntity>(loaders.rows(organisation.id), 'language', args)
  }

  @Mutation(() => LanguagePayload, { description: 'Makes a language.' })
  async createLanguage(
    @Arg('input', () => CreateLanguageInput, { description: 'The language.' }) input: CreateLanguageInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<LanguagePayload> {
    const scope = caller.enter(input.organizationId, 'routing:skill:manage')
    return toPayload(await this.writes.run(scope, 'createLanguage', input, (uow) => createLanguage(uow, input)), locale)
  }

  @Mutation(() => LanguagePayload, { description: 'Changes name and tag of a language.' })
  async updateLanguage(
    @Arg('input', () => UpdateLanguageInput, { description: 'The changes.' }) input: UpdateLanguageInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<LanguagePayload> {
    const scope = caller.enterBy('lng', input.id, 'routing:skill:manage')
    return toPayload(await this.writes.run(scope, 'updateLanguage', input, (uow) => updateLanguage(uow, input)), locale)
  }

  @Mutation(() => DeletePayload, { description: 'Deletes a language that nothing refers to; else IN_USE (R-ADR-10).' })
  deleteLanguage(
    @Arg('input', () => DeleteEntityInput, { description: 'The language.' }) input: DeleteEntityInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterBy('lng', input.id, 'routing:skill:manage')
    return runDelete(this.database, scope, input, locale, (uow) => deleteLanguage(uow, input))
  }
}

function toPayload({ entity, problems }: Written<LanguageEntity>, locale: Context['locale']): LanguagePayload {
  return { language: entity, problems: toProblems(problems, locale) }
}
