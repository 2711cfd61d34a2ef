import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes } from '../../graphql/write.js'
import { RestoreInputType } from '../deleted-item/deleted-item.type.js'
import { restoreLanguage } from './language.service.js'
import { LanguagePayload } from './language.type.js'

@Resolver()
export class RestoreLanguageResolver {
  constructor(private readonly writes: Writes) {}

  @Mutation(() => LanguagePayload, {
    description: 'Restores a language that was deleted; refused where what it needs is missing, by path (R-DEL-1).',
  })
  async restoreLanguage(
    @Arg('input', () => RestoreInputType, { description: 'The language.' }) input: RestoreInputType,
    @Ctx() { caller, locale }: Context,
  ): Promise<LanguagePayload> {
    const scope = caller.enterBy('lng', input.id, 'routing:skill:manage')
    const written = await this.writes.run(scope, 'restoreLanguage', input, (uow) => restoreLanguage(uow, input.id))
    return { language: written.entity, problems: toProblems(written.problems, locale) }
  }
}
