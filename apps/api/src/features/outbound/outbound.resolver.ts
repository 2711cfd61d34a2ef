import { renderTraceStep, type Locale } from '@mailroom/messages'
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { toParams, toProblems } from '../../graphql/problem.type.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { OutboundDraftInput } from './outbound.input.js'
import type { OutboundPreview, OutboundService } from './outbound.service.js'
import { OutboundPreviewType } from './outbound.type.js'

/** The engine, asked about a mail that an agent writes. */
@Resolver(() => OrganisationType)
export class OutboundResolver {
  constructor(private readonly service: OutboundService) {}

  @FieldResolver(() => OutboundPreviewType, {
    description:
      'What would leave for an agent’s draft, and what the agent sees. Needs routing:email:view. Without side effects: nothing is stored, signed or sent.',
  })
  async previewOutbound(
    @Root() { id }: OrganisationType,
    @Arg('input', () => OutboundDraftInput, { description: 'The draft.' }) input: OutboundDraftInput,
    @Ctx() { caller, loaders, locale }: Context,
  ): Promise<OutboundPreviewType> {
    caller.enter(id, input.overrides?.length ? 'routing:email:manage' : 'routing:email:view')
    const seesHiddenBcc = caller.may(id, 'routing:email:manage')
    return toPreview(await this.service.preview(loaders.rows(id), input, { seesHiddenBcc, locale }), locale)
  }
}

function toPreview({ editor, mail, raw, problems, trace }: OutboundPreview, locale: Locale): OutboundPreviewType {
  return {
    editor,
    mail: mail && { ...mail, raw, headers: mail.headers.map(({ name, value }) => ({ name, value })) },
    problems: toProblems(problems, locale),
    trace: trace.map((step) => ({ ...step, params: toParams(step.params), ...renderTraceStep(step, locale) })),
  }
}
