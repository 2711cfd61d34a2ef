import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { forbidden } from '../../graphql/errors.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes } from '../../graphql/write.js'
import type { SkillReplacers } from './merge-skills.ports.js'
import { mergeSkills, type MergedSkills } from './merge-skills.service.js'
import { MergeSkillsInput, MergeSkillsPayload } from './merge-skills.type.js'

@Resolver()
export class MergeSkillsResolver {
  constructor(
    private readonly writes: Writes,
    private readonly replacers: SkillReplacers,
  ) {}

  @Mutation(() => MergeSkillsPayload, {
    description:
      'Makes one skill of two: what refers to the one refers to the other, published flows in a new version, and the one is deleted; it can be restored for 30 days, without what referred to it. FORBIDDEN without the permissions that the single changes need: routing:email:manage for addresses and saved tests, directory:user:manage for members and invitations, flow:manage and flow:publish for flows. EDITION_WITHOUT_EMAIL where addresses would change (R-ORG-1).',
  })
  async mergeSkills(
    @Arg('input', () => MergeSkillsInput, { description: 'The skills.' }) input: MergeSkillsInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<MergeSkillsPayload> {
    const scope = caller.enterBy('skl', input.id, 'routing:skill:manage')
    const { entity, problems } = await this.writes.run<MergedSkills>(scope, 'mergeSkills', input, (uow) =>
      mergeSkills(uow, input, this.replacers, (permission) => {
        if (!caller.may(scope.organisationId, permission)) throw forbidden()
      }),
    )
    return { skill: entity?.skill ?? null, merge: entity?.merge ?? null, problems: toProblems(problems, locale) }
  }
}
