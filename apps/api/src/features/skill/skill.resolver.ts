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
import type { SkillEntity } from './skill.entity.js'
import { CreateSkillInput, UpdateSkillInput } from './skill.input.js'
import { createSkill, deleteSkill, updateSkill } from './skill.service.js'
import { SkillConnection, SkillPayload } from './skill.type.js'

@Resolver(() => OrganisationType)
export class SkillResolver {
  constructor(
    private readonly database: Database,
    private readonly writes: Writes,
  ) {}

  @FieldResolver(() => SkillConnection, { description: 'By name; search: prefix of it. Every member sees them.' })
  skills(
    @Root() organisation: OrganisationType,
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<SkillEntity>> {
    caller.enter(organisation.id, null)
    return loadNamed<SkillEntity>(loaders.rows(organisation.id), 'skill', args)
  }

  @Mutation(() => SkillPayload, { description: 'Makes a skill.' })
  async createSkill(
    @Arg('input', () => CreateSkillInput, { description: 'The skill.' }) input: CreateSkillInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<SkillPayload> {
    const scope = caller.enter(input.organizationId, 'routing:skill:manage')
    return toPayload(await this.writes.run(scope, 'createSkill', input, (uow) => createSkill(uow, input)), locale)
  }

  @Mutation(() => SkillPayload, { description: 'Renames a skill.' })
  async updateSkill(
    @Arg('input', () => UpdateSkillInput, { description: 'The changes.' }) input: UpdateSkillInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<SkillPayload> {
    const scope = caller.enterBy('skl', input.id, 'routing:skill:manage')
    return toPayload(await this.writes.run(scope, 'updateSkill', input, (uow) => updateSkill(uow, input)), locale)
  }

  @Mutation(() => DeletePayload, { description: 'Deletes a skill that nothing refers to; else IN_USE (R-ADR-10).' })
  deleteSkill(
    @Arg('input', () => DeleteEntityInput, { description: 'The skill.' }) input: DeleteEntityInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterBy('skl', input.id, 'routing:skill:manage')
    return runDelete(this.database, scope, input, locale, (uow) => deleteSkill(uow, input))
  }
}

function toPayload({ entity, problems }: Written<SkillEntity>, locale: Context['locale']): SkillPayload {
  return { skill: entity, problems: toProblems(problems, locale) }
}
