import { chosenIn } from '@mailroom/core'
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { Database } from '../../database/database.js'
import { SearchArgs, type Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { runDelete } from '../../graphql/delete.js'
import { DeleteEntityInput } from '../../graphql/inputs.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes, Written } from '../../graphql/write.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import type { SavedTestEntity } from './saved-test.entity.js'
import { CreateSavedTestInput, UpdateSavedTestInput } from './saved-test.input.js'
import { loadSavedTests, pageOfSavedTests } from './saved-test.read-model.js'
import { createSavedTest, deleteSavedTest, updateSavedTest } from './saved-test.service.js'
import { ExpectedOutcomeType, SavedTestConnection, SavedTestPayload, SavedTestType } from './saved-test.type.js'

@Resolver(() => OrganisationType)
export class OrganisationSavedTestsResolver {
  @FieldResolver(() => SavedTestConnection, { description: 'By name; search: prefix of it.' })
  savedTests(
    @Root() { id }: OrganisationType,
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<SavedTestEntity>> {
    caller.enter(id, 'routing:email:view')
    return pageOfSavedTests(loaders.rows(id), args)
  }

  @FieldResolver(() => SavedTestType, {
    nullable: true,
    description: 'Null: there is none, or the caller may not see it.',
  })
  async savedTest(
    @Root() organisation: OrganisationType,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { caller, loaders }: Context,
  ): Promise<SavedTestEntity | null> {
    if (!caller.sees(organisation.id, 'routing:email:view')) return null
    return loaders.load(organisation.id, 'saved_test', id, loadSavedTests)
  }
}

@Resolver(() => SavedTestType)
export class SavedTestResolver {
  constructor(
    private readonly database: Database,
    private readonly writes: Writes,
  ) {}

  @FieldResolver(() => [ExpectedOutcomeType], { description: 'What is expected, by recipient.' })
  expected(@Root() { organisationId, expected }: SavedTestType): ExpectedOutcomeType[] {
    return expected.map((each) => ({ ...each, organisationId, fields: chosenIn(each) }))
  }

  @Mutation(() => SavedTestPayload, { description: 'Saves a test; TOO_MANY_SAVED_TESTS beyond 200.' })
  async createSavedTest(
    @Arg('input', () => CreateSavedTestInput, { description: 'The test.' }) input: CreateSavedTestInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<SavedTestPayload> {
    const scope = caller.enter(input.organizationId, 'routing:email:manage')
    return toPayload(
      await this.writes.run(scope, 'createSavedTest', input, (uow) => createSavedTest(uow, input)),
      locale,
    )
  }

  @Mutation(() => SavedTestPayload, { description: 'Changes a test.' })
  async updateSavedTest(
    @Arg('input', () => UpdateSavedTestInput, { description: 'The changes.' }) input: UpdateSavedTestInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<SavedTestPayload> {
    const scope = caller.enterBy('tst', input.id, 'routing:email:manage')
    return toPayload(
      await this.writes.run(scope, 'updateSavedTest', input, (uow) => updateSavedTest(uow, input)),
      locale,
    )
  }

  @Mutation(() => DeletePayload, { description: 'Deletes a test, for good.' })
  deleteSavedTest(
    @Arg('input', () => DeleteEntityInput, { description: 'The test.' }) input: DeleteEntityInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterBy('tst', input.id, 'routing:email:manage')
    return runDelete(this.database, scope, input, locale, (uow) => deleteSavedTest(uow, input))
  }
}

function toPayload({ entity, problems }: Written<SavedTestEntity>, locale: Context['locale']): SavedTestPayload {
  return { savedTest: entity, problems: toProblems(problems, locale) }
}
