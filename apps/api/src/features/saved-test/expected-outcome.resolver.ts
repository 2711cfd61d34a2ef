import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { CannedResponseEntity } from '../canned-response/canned-response.entity.js'
import type { FlowEntity } from '../flow/flow.entity.js'
import { loadFlows } from '../flow/flow.read-model.js'
import { FlowType } from '../flow/flow.type.js'
import { LanguageEntity } from '../language/language.entity.js'
import { QueueEntity } from '../queue/queue.entity.js'
import { SkillEntity } from '../skill/skill.entity.js'
import { ExpectedOutcomeType } from './saved-test.type.js'

/** What is expected, by name: names need no permission of their own (R-ORG-4). Null where it was deleted. */
@Resolver(() => ExpectedOutcomeType)
export class ExpectedOutcomeResolver {
  @FieldResolver(() => QueueEntity, { nullable: true, description: 'The queue; null: none, not compared, or deleted.' })
  queue(@Root() { organisationId, queueId }: ExpectedOutcomeType, @Ctx() { loaders }: Context) {
    return queueId ? loaders.row<QueueEntity>(organisationId, 'queue', queueId) : null
  }

  @FieldResolver(() => FlowType, { nullable: true, description: 'The flow; null: none, not compared, or deleted.' })
  flow(
    @Root() { organisationId, flowId }: ExpectedOutcomeType,
    @Ctx() { loaders }: Context,
  ): Promise<FlowEntity | null> | null {
    return flowId ? loaders.load(organisationId, 'flow', flowId, loadFlows) : null
  }

  @FieldResolver(() => [SkillEntity], { description: 'The skills that were not deleted.' })
  skills(
    @Root() { organisationId, skillIds }: ExpectedOutcomeType,
    @Ctx() { loaders }: Context,
  ): Promise<SkillEntity[]> {
    return loaders.listed(organisationId, 'skill', skillIds ?? [])
  }

  @FieldResolver(() => LanguageEntity, {
    nullable: true,
    description: 'The language; null: none, not compared, or deleted.',
  })
  language(@Root() { organisationId, languageId }: ExpectedOutcomeType, @Ctx() { loaders }: Context) {
    return languageId ? loaders.row<LanguageEntity>(organisationId, 'language', languageId) : null
  }

  @FieldResolver(() => CannedResponseEntity, {
    nullable: true,
    description: 'The automatic reply; null: none, not compared, or deleted.',
  })
  autoReply(@Root() { organisationId, autoReplyId }: ExpectedOutcomeType, @Ctx() { loaders }: Context) {
    return autoReplyId ? loaders.row<CannedResponseEntity>(organisationId, 'canned_response', autoReplyId) : null
  }
}
