import { domainOf } from '../address/mailbox.js'
import { effectiveSender, type EffectiveSender, type SendingAddress } from '../address/carry-over.js'
import { canSend } from '../domain/readiness.js'
import { checkEmailEdition, includesEmail } from '../organisation/editions.js'
import { error, hasErrors, type Problem } from '../problem.js'
import { step, type TraceStep } from '../trace.js'
import { checkAttachments } from './attachments.js'
import { composeBody } from './body.js'
import { checkHeaderText, composeHeaders, HEADER_LIMITS } from './headers.js'
import { formatMailbox } from './mailbox-text.js'
import { chooseRecipients, type Recipients } from './recipients.js'
import { chooseReturnPath, signingKeyStep } from './return-path.js'
import type { OutboundComposition, OutboundDraft, OutboundFacts, OutboundHeader, OutboundMail } from './types.js'

/**
 * What leaves for an agent's draft, and what the agent sees of it (section 7 of the rules, and R-ADR-3, -4, -5, -6, -9,
 * -11): all but its weight, which is known when it is encoded (`weighOutbound`). Every rule has its step in the trace,
 * also where it did nothing.
 */
export function composeOutbound(draft: OutboundDraft, facts: OutboundFacts): OutboundComposition {
  const problems: Problem[] = []
  const trace: TraceStep[] = []
  checkEdition(facts, problems, trace)
  const sender = chooseSender(facts, problems, trace)
  const recipients = chooseRecipients(
    draft,
    { hiddenBcc: sender.bcc, seesHiddenBcc: facts.seesHiddenBcc, limit: facts.limits.recipients },
    problems,
    trace,
  )
  const { editor, html, text } = composeBody(draft, facts, trace)
  const from = { address: sender.from, name: safeName(sender.fromName, problems) }
  const correspondents = { ...recipients, from, replyTo: sender.replyTo, own: [sender.from, facts.address.address] }
  const headers = composeHeaders(draft, correspondents, facts, problems, trace)
  const envelopeFrom = chooseReturnPath(facts.from, sender.from, facts.platform, trace)
  trace.push(signingKeyStep(facts.from, facts.platform))
  const attachments = checkAttachments(draft.attachments, facts.limits.attachments, problems, trace)
  const unweighed = { ...toMail(headers, recipients), replyTo: sender.replyTo, envelopeFrom, html, text, attachments }
  return { editor, unweighed, problems, trace }
}

/** R-ORG-1: without e-mail in the edition nothing is sent. */
function checkEdition({ edition }: OutboundFacts, problems: Problem[], trace: TraceStep[]): void {
  if (includesEmail(edition)) return
  problems.push(...checkEmailEdition(edition))
  trace.push(step('R-ORG-1', 'EDITION_WITHOUT_EMAIL', { edition }, true))
}

/** R-ADR-3, R-ADR-6, R-OUT-1, R-ADR-4, R-ADR-5: who it is from, and whether that may send. */
function chooseSender(facts: OutboundFacts, problems: Problem[], trace: TraceStep[]): EffectiveSender<SendingAddress> {
  const { address, fromAddress, from, seesHiddenBcc } = facts
  const sender = effectiveSender<SendingAddress>(address, fromAddress)
  const params = { address: address.address, from: sender.from }
  const isOther = sender.carriedOverFrom !== null
  trace.push(
    step('R-ADR-3', isOther ? 'FROM_OTHER_ADDRESS' : 'FROM_OWN_ADDRESS', params, isOther),
    step('R-ADR-6', isOther ? 'CARRIED_OVER' : 'NOT_CARRIED_OVER', params, isOther),
  )
  checkReadiness(from, domainOf(sender.from), problems, trace)
  const { replyTo } = sender
  trace.push(
    replyTo === null
      ? step('R-ADR-4', 'REPLY_TO_NOT_SET', { address: sender.from }, false)
      : step('R-ADR-4', 'REPLY_TO_SET', { address: replyTo }, true),
    seesHiddenBcc
      ? step('R-ADR-5', 'BCC_SETTING', { count: sender.bcc.length }, sender.bcc.length > 0)
      : step('R-ADR-5', 'BCC_NOT_SHOWN', {}, false),
  )
  return sender
}

/** DOMAIN_CANNOT_SEND, and each reason why (R-OUT-1, R-DOM-12). */
function checkReadiness(
  { domain, states }: OutboundFacts['from'],
  name: string,
  problems: Problem[],
  trace: TraceStep[],
): void {
  const { ready, reasons } = canSend(domain, states)
  if (!ready) problems.push(error('DOMAIN_CANNOT_SEND', ['address'], { domain: name }))
  problems.push(...reasons.map((reason) => ({ ...reason, path: ['address'] })))
  trace.push(step('R-OUT-1', ready ? 'SENDER_READY' : 'SENDER_NOT_READY', { domain: name }, !ready))
}

/** Names are checked when they are stored; one that could begin another header is not used in any case (R-OUT-6). */
function safeName(name: string | null, problems: Problem[]): string | null {
  const found = name === null ? [] : checkHeaderText(name, HEADER_LIMITS.subject, ['address', 'fromName'])
  problems.push(...found)
  return hasErrors(found) ? null : name
}

function toMail(headers: readonly OutboundHeader[], { to, cc, envelope }: Recipients) {
  const valueOf = (name: string) => headers.find((header) => header.name === name)?.value ?? ''
  return {
    from: valueOf('From'),
    to: to.map(formatMailbox),
    cc: cc.map(formatMailbox),
    envelopeTo: envelope,
    subject: valueOf('Subject'),
    recipientCount: envelope.length,
    headers,
  } satisfies Partial<OutboundMail>
}
