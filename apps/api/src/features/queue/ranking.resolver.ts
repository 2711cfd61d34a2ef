import type { RankedInteraction } from '@mailroom/core'
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import type { QueueEntity } from './queue.entity.js'
import { RankQueueInput } from './ranking.input.js'
import { rankWaiting } from './ranking.service.js'
import { RankedInteractionType } from './ranking.type.js'

/** The engine, asked about a queue. */
@Resolver(() => OrganisationType)
export class RankingResolver {
  @FieldResolver(() => [RankedInteractionType], {
    description:
      'In which order waiting interactions would be taken from a queue, and by whom (R-QUE-1 to 4). Without side effects; input that makes no sense is BAD_USER_INPUT, a queue, skill or language that is not there NOT_FOUND.',
  })
  async rankQueue(
    @Root() { id }: OrganisationType,
    @Arg('input', () => RankQueueInput, { description: 'What waits, and for whom.' }) input: RankQueueInput,
    @Ctx() { caller, loaders, locale }: Context,
  ): Promise<readonly RankedInteraction[]> {
    caller.enter(id, 'routing:queue:view')
    const queue = await loaders.row<QueueEntity>(id, 'queue', input.queueId)
    return rankWaiting(loaders.rows(id), queue, input, locale)
  }
}
