import {
  decideInbound,
  error,
  parseFlow,
  parseSavedTest,
  unreadMailProblem,
  type FlowDefinition,
  type InboundConfiguration,
  type InboundMail,
  type ParsedMessage,
  type Problem,
  type SavedTestDraft,
} from '@mailroom/core'
import { findNoMail, MessageUnreadable, parseMessage, toParsedMessage } from '@mailroom/mime'
import { createFacts, type Override, type Source } from './configuration'
import { toMessageInput, type MailForm } from './mail-form'
import { ofBrowser, type ShownDecision } from './outcome'

/** A mail that cannot be read, and why. */
export interface Unreadable {
  readonly unreadable: Problem
}

/** The mail as core takes it, or why it cannot be read. */
export async function readMail(form: MailForm, now: number): Promise<InboundMail | Unreadable> {
  const source = sourceOf(form)
  const found = source && findNoMail(source)
  if (found) return { unreadable: error('MAIL_UNREADABLE', [], { ...found }) }
  try {
    return toInboundMail(form, await toMessage(form), now)
  } catch (refusal) {
    if (!(refusal instanceof MessageUnreadable)) throw refusal
    return { unreadable: unreadMailProblem(refusal) }
  }
}

/** What was pasted or chosen; null: the mail is composed. */
function sourceOf({ mode, file, source }: MailForm): Uint8Array | null {
  if (mode === 'UPLOAD') return file?.bytes ?? null
  return mode === 'SOURCE' ? new TextEncoder().encode(source) : null
}

/** Whether a flow can be decided by. */
export function isDecidable(definition: FlowDefinition): boolean {
  return parseFlow(definition).ok
}

/** Why a test cannot be saved, without asking the server. */
export function checkTest(draft: SavedTestDraft): readonly Problem[] {
  return parseSavedTest(draft, null).problems
}

/** What the API says of the same mail. */

function toMessage(form: MailForm): Promise<ParsedMessage> {
  if (form.mode === 'UPLOAD' && form.file) return parseMessage(form.file.bytes)
  return form.mode === 'SOURCE' ? parseMessage(form.source) : toParsedMessage(toMessageInput(form))
}

function toInboundMail(form: MailForm, message: ParsedMessage, now: number): InboundMail {
  const { envelopeFrom, envelopeTo, receivedAt, threads, autoReplied, sizeBytes } = toMessageInput(form)
  return {
    message: { ...message, sizeBytes: sizeBytes ?? message.sizeBytes },
    envelopeFrom: envelopeFrom ?? undefined,
    envelopeTo: envelopeTo ?? [],
    spam: form.spam,
    virus: form.virus,
    receivedAt: receivedAt ? Date.parse(receivedAt) : now,
    threads: (threads ?? []).map(({ messageIds, subject, open, disconnectedAt, queueId }) => ({
      messageIds: messageIds.map((id) => `<${id.trim().replace(/^<|>$/g, '')}>`),
      subject: subject ?? null,
      open,
      disconnectedAt: disconnectedAt ? Date.parse(disconnectedAt) : null,
      queueId: queueId ?? null,
    })),
    autoRepliedAt: Object.fromEntries((autoReplied ?? []).map(({ addressId, at }) => [addressId, Date.parse(at)])),
  }
}

/**
 * What core decides in the browser by what is stored, and by what is not: it says what it misses, that is fetched,
 * and it decides again. `names`: those that only the form knows.
 */
export async function decideBoth(
  source: Source,
  mail: InboundMail,
  override: Override,
  names: ReadonlyMap<string, string>,
): Promise<{ live: ShownDecision; unsaved: ShownDecision }> {
  const facts = createFacts(source)
  const decide = (configuration: InboundConfiguration) =>
    ofBrowser(decideInbound(configuration, mail), configuration.nameOf)
  for (;;) {
    const live = decide(facts.configuration(null, (id) => names.get(id)))
    const unsaved = decide(facts.configuration(override, (id) => names.get(id)))
    if (!(await facts.loadMissing())) return { live, unsaved }
  }
}
