import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes } from '../../graphql/write.js'
import { RestoreInputType } from '../deleted-item/deleted-item.type.js'
import { restoreSkill } from './skill.service.js'
import { SkillPayload } from './skill.type.js'

@Resolver()
export class RestoreSkillResolver {
  constructor(private readonly writes: Writes) {}

  @Mutation(() => SkillPayload, {
    description: 'Restores a skill that was deleted; refused where what it needs is missing, by path (R-DEL-1).',
  })
  async restoreSkill(
    @Arg('input', () => RestoreInputType, { description: 'The skill.' }) input: RestoreInputType,
    @Ctx() { caller, locale }: Context,
  ): Promise<SkillPayload> {
    const scope = caller.enterBy('skl', input.id, 'routing:skill:manage')
    const written = await this.writes.run(scope, 'restoreSkill', input, (uow) => restoreSkill(uow, input.id))
    return { skill: written.entity, problems: toProblems(written.problems, locale) }
  }
}
