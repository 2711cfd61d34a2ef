import { renderTraceStep, type Locale } from '@mailroom/messages'
import { toParams } from '../../graphql/problem.type.js'
import type { Simulation } from './inbound.service.js'
import type { InboundDecisionType } from './inbound.type.js'

/** A decision as it is shown, with its steps in the language of the request. */
export function toDecision(
  { decision: { outcomes, trace, replyTo }, mail }: Simulation,
  organisationId: string,
  locale: Locale,
): InboundDecisionType {
  return {
    outcomes: outcomes.map((outcome) => ({ ...outcome, organisationId, mail, replyTo })),
    trace: trace.map((step) => ({ ...step, params: toParams(step.params), ...renderTraceStep(step, locale) })),
    replyTo,
  }
}
