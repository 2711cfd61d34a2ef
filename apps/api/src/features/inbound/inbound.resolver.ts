import { composeAutoReply, type AutoReplyMail } from '@mailroom/core'
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { loadAddressesTogether, type LoadedAddress } from '../address/address.read-model.js'
import { EmailAddressType } from '../address/address.type.js'
import { CannedResponseEntity } from '../canned-response/canned-response.entity.js'
import type { FlowEntity } from '../flow/flow.entity.js'
import { loadFlows } from '../flow/flow.read-model.js'
import { FlowType } from '../flow/flow.type.js'
import { LanguageEntity } from '../language/language.entity.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { QueueEntity } from '../queue/queue.entity.js'
import { SkillEntity } from '../skill/skill.entity.js'
import { InboundMessageInput } from './inbound.input.js'
import type { InboundService } from './inbound.service.js'
import { AutoReplyMailType, InboundDecisionType, InboundOutcomeType } from './inbound.type.js'
import { toDecision } from './to-decision.js'

/** The engine, asked about a mail. */
@Resolver(() => OrganisationType)
export class InboundResolver {
  constructor(private readonly service: InboundService) {}

  @FieldResolver(() => InboundDecisionType, {
    description:
      'Which way a mail would go, and why. Without side effects; a mail that cannot be read is BAD_USER_INPUT.',
  })
  async simulateInbound(
    @Root() { id }: OrganisationType,
    @Arg('input', () => InboundMessageInput, { description: 'The mail.' }) input: InboundMessageInput,
    @Ctx() { caller, loaders, locale }: Context,
  ): Promise<InboundDecisionType> {
    caller.enter(id, 'routing:email:view')
    const seesBcc = caller.may(id, 'routing:email:manage')
    return toDecision(await this.service.simulate(loaders.rows(id), input, { locale, seesBcc }), id, locale)
  }
}

/** What an outcome leads to: names need no permission of their own (R-ORG-4). */
@Resolver(() => InboundOutcomeType)
export class InboundOutcomeResolver {
  @FieldResolver(() => EmailAddressType, { nullable: true, description: 'The own address that matched.' })
  address(
    @Root() { organisationId, addressId }: InboundOutcomeType,
    @Ctx() { loaders }: Context,
  ): Promise<LoadedAddress | null> | null {
    return addressId === null ? null : loaders.load(organisationId, 'address', addressId, loadAddressesTogether)
  }

  @FieldResolver(() => CannedResponseEntity, {
    nullable: true,
    description: 'What a flow answers automatically (R-FLO-3).',
  })
  autoReply(@Root() { organisationId, autoReplyId }: InboundOutcomeType, @Ctx() { loaders }: Context) {
    return autoReplyId === null
      ? null
      : loaders.row<CannedResponseEntity>(organisationId, 'canned_response', autoReplyId)
  }

  @FieldResolver(() => AutoReplyMailType, {
    nullable: true,
    description: 'How that answer would leave, with the matched address as its sender; null: none is made.',
  })
  async autoReplyMail(@Root() outcome: InboundOutcomeType, @Ctx() context: Context): Promise<AutoReplyMail | null> {
    const { autoReplyId, mail, replyTo } = outcome
    const address = await this.address(outcome, context)
    return autoReplyId && address && replyTo ? composeAutoReply(mail, address.address, replyTo) : null
  }

  @FieldResolver(() => QueueEntity, { nullable: true, description: 'Where it waits.' })
  queue(@Root() { organisationId, queueId }: InboundOutcomeType, @Ctx() { loaders }: Context) {
    return queueId === null ? null : loaders.row<QueueEntity>(organisationId, 'queue', queueId)
  }

  @FieldResolver(() => FlowType, { nullable: true, description: 'The flow that decided.' })
  flow(
    @Root() { organisationId, flowId }: InboundOutcomeType,
    @Ctx() { loaders }: Context,
  ): Promise<FlowEntity | null> | null {
    return flowId === null ? null : loaders.load(organisationId, 'flow', flowId, loadFlows)
  }

  @FieldResolver(() => [SkillEntity], { description: 'Skills that the agent needs.' })
  skills(
    @Root() { organisationId, skillIds }: InboundOutcomeType,
    @Ctx() { loaders }: Context,
  ): Promise<SkillEntity[]> {
    return loaders.listed(organisationId, 'skill', skillIds)
  }

  @FieldResolver(() => LanguageEntity, { nullable: true, description: 'Language that the agent speaks.' })
  language(@Root() { organisationId, languageId }: InboundOutcomeType, @Ctx() { loaders }: Context) {
    return languageId === null ? null : loaders.row<LanguageEntity>(organisationId, 'language', languageId)
  }
}
