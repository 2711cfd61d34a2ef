import { checkHandledInteraction, handleTimes, SESSION_LIMITS } from '@mailroom/core'
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { badInput } from '../../graphql/errors.js'
import { refuseInput } from '../../graphql/refuse-input.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { HandleTimesInput } from './interaction.input.js'
import { HandleTimesType } from './interaction.type.js'

/** The engine, asked about an interaction. */
@Resolver(() => OrganisationType)
export class InteractionResolver {
  @FieldResolver(() => HandleTimesType, {
    description:
      'How long an agent handled each mail of an interaction (R-SES-1). Without side effects; times before the start are BAD_USER_INPUT.',
  })
  handleTimes(
    @Root() { id }: OrganisationType,
    @Arg('input', () => HandleTimesInput, { description: 'The times.' }) input: HandleTimesInput,
    @Ctx() { caller, locale }: Context,
  ): HandleTimesType {
    caller.enter(id, 'routing:email:view')
    if (input.sentAt.length > SESSION_LIMITS.sent) throw badInput(`sentAt: at most ${SESSION_LIMITS.sent}`)
    const interaction = {
      multipleActions: input.multipleActions,
      startedAt: input.startedAt.getTime(),
      sentAt: input.sentAt.map((at) => at.getTime()),
      disconnectedAt: input.disconnectedAt?.getTime() ?? null,
    }
    refuseInput(checkHandledInteraction(interaction), locale)
    const { sessions, afterWorkSeconds } = handleTimes(interaction)
    return { sessions: sessions.map((each) => ({ ...each, sentAt: new Date(each.sentAt) })), afterWorkSeconds }
  }
}
