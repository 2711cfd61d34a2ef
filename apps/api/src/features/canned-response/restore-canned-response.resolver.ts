import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes } from '../../graphql/write.js'
import { RestoreInputType } from '../deleted-item/deleted-item.type.js'
import { restoreCannedResponse } from './canned-response.service.js'
import { CannedResponsePayload } from './canned-response.type.js'

@Resolver()
export class RestoreCannedResponseResolver {
  constructor(private readonly writes: Writes) {}

  @Mutation(() => CannedResponsePayload, {
    description:
      'Restores a canned response that was deleted; refused where what it needs is missing, by path (R-DEL-1).',
  })
  async restoreCannedResponse(
    @Arg('input', () => RestoreInputType, { description: 'The canned response.' }) input: RestoreInputType,
    @Ctx() { caller, locale }: Context,
  ): Promise<CannedResponsePayload> {
    const scope = caller.enterBy('rsp', input.id, 'responses:manage')
    const written = await this.writes.run(scope, 'restoreCannedResponse', input, (uow) =>
      restoreCannedResponse(uow, input.id),
    )
    return { cannedResponse: written.entity, problems: toProblems(written.problems, locale) }
  }
}
