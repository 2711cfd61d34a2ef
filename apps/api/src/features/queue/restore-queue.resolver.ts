import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes } from '../../graphql/write.js'
import { RestoreInputType } from '../deleted-item/deleted-item.type.js'
import { restoreQueue } from './queue.service.js'
import { QueuePayload } from './queue.type.js'

@Resolver()
export class RestoreQueueResolver {
  constructor(private readonly writes: Writes) {}

  @Mutation(() => QueuePayload, {
    description: 'Restores a queue that was deleted; refused where what it needs is missing, by path (R-DEL-1).',
  })
  async restoreQueue(
    @Arg('input', () => RestoreInputType, { description: 'The queue.' }) input: RestoreInputType,
    @Ctx() { caller, locale }: Context,
  ): Promise<QueuePayload> {
    const scope = caller.enterBy('que', input.id, 'routing:queue:manage')
    const written = await this.writes.run(scope, 'restoreQueue', input, (uow) => restoreQueue(uow, input.id))
    return { queue: written.entity, problems: toProblems(written.problems, locale) }
  }
}
