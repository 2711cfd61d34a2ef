import { includesEmail } from '../organisation/editions.js'
import { step, type TraceStep } from '../trace.js'
import { AddressDecision } from './decide-address.js'
import { plainOutcome } from './outcome.js'
import { allRecipients, findRecipients, type FoundRecipient } from './recipients.js'
import { findReplyTo, replyStep } from './reply-to.js'
import type {
  InboundAddress,
  InboundConfiguration,
  InboundDecision,
  InboundMail,
  InboundOutcome,
  InboundReason,
} from './types.js'

/** A recipient that is one of the organisation's addresses. */
type MatchedRecipient = FoundRecipient & { readonly match: InboundAddress }

/**
 * What becomes of a mail for each of its recipients, and why (section 4 of the rules). The order is edition (R-ORG-1),
 * size, recipient, virus, spam, auto-generated, thread, routing (R-IN-8); every step is in the trace.
 */
export function decideInbound(configuration: InboundConfiguration, mail: InboundMail): InboundDecision {
  const trace: TraceStep[] = []
  const rejection = checkRejection(configuration, mail, trace)
  if (rejection) return reject(mail, rejection, trace)
  const recipients = findRecipients(mail, configuration, trace)
  const replyTo = findReplyTo(mail.message)
  const decision = new AddressDecision(configuration, mail, replyTo, trace)
  const outcomes = decideRecipients(recipients, configuration.settings.oneInteractionPerAddress, decision, trace)
  if (replyTo) trace.push(replyStep(mail.message, replyTo))
  return { outcomes, trace, replyTo }
}

/** R-ORG-1, R-IN-10: what refuses the mail as a whole. */
function checkRejection(
  { edition, limits }: InboundConfiguration,
  { message }: InboundMail,
  trace: TraceStep[],
): InboundReason | undefined {
  if (!includesEmail(edition)) {
    trace.push(step('R-ORG-1', 'EDITION_WITHOUT_EMAIL', { edition }, true))
    return 'EDITION_WITHOUT_EMAIL'
  }
  const params = { size: message.sizeBytes, limit: limits.messageBytes }
  const isTooLarge = message.sizeBytes > limits.messageBytes
  trace.push(step('R-IN-10', isTooLarge ? 'SIZE_TOO_LARGE' : 'SIZE_ACCEPTED', params, isTooLarge))
  return isTooLarge ? 'TOO_LARGE' : undefined
}

function reject(mail: InboundMail, reason: InboundReason, trace: readonly TraceStep[]): InboundDecision {
  const outcomes = allRecipients(mail).map((recipient) => plainOutcome(recipient, null, 'REJECTED', reason))
  return { outcomes, trace, replyTo: null }
}

/** R-IN-7: the first own address alone, or each on its own; what needs no look at the mail is settled before. */
function decideRecipients(
  recipients: readonly FoundRecipient[],
  each: boolean,
  decision: AddressDecision,
  trace: TraceStep[],
): readonly InboundOutcome[] {
  const first = recipients.find(isMatched)
  const isChosen = (found: FoundRecipient): found is MatchedRecipient => isMatched(found) && (each || found === first)
  const outcomes = new Array<InboundOutcome>(recipients.length)
  recipients.forEach((found, index) => {
    if (!isChosen(found)) outcomes[index] = settle(found, first, trace)
  })
  recipients.forEach((found, index) => {
    if (!isChosen(found)) return
    if (each && recipients.length > 1) trace.push(onItsOwn(found.match))
    outcomes[index] = decision.decide(found.recipient, found.match)
  })
  return outcomes
}

function isMatched(found: FoundRecipient): found is MatchedRecipient {
  return typeof found.match !== 'string'
}

function onItsOwn({ address }: InboundAddress): TraceStep {
  return step('R-IN-7', 'EACH_ADDRESS_ON_ITS_OWN', { address }, true)
}

/** The outcome of a recipient that needs no look at the mail (R-IN-1, R-IN-7). */
function settle(
  { recipient, match }: FoundRecipient,
  first: MatchedRecipient | undefined,
  trace: TraceStep[],
): InboundOutcome {
  if (match === 'POSTMASTER') return plainOutcome(recipient, null, 'NOT_ROUTED', 'POSTMASTER')
  if (typeof match === 'string') return plainOutcome(recipient, null, 'UNKNOWN_RECIPIENT', null)
  const params = { address: match.address, first: first?.match.address ?? '' }
  trace.push(step('R-IN-7', 'ANOTHER_ADDRESS', params, true))
  return plainOutcome(recipient, match.id, 'NOT_ROUTED', 'ANOTHER_ADDRESS')
}
