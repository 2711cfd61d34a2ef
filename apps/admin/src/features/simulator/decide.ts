import { decideInbound, type InboundConfiguration, type InboundMail, type ParsedMessage } from '@mailroom/core'
import { MessageUnreadable, parseMessage, toParsedMessage } from '@mailroom/mime'
import { createFacts, type Override, type Source } from './configuration'
import { toMessageInput, type MailForm } from './mail-form'
import { ofBrowser, type ShownDecision } from './outcome'

/** Why a mail cannot be read, and which limit it exceeds. */
export interface Unreadable {
  readonly reason: string
  readonly limit: number
  readonly found: number
}

/** The mail as core takes it, or why it cannot be read. */
export async function readMail(form: MailForm, now: number): Promise<InboundMail | Unreadable> {
  try {
    return toInboundMail(form, await toMessage(form), now)
  } catch (error) {
    if (!(error instanceof MessageUnreadable)) throw error
    return { reason: error.reason, limit: error.limit, found: error.found }
  }
}

function toMessage(form: MailForm): Promise<ParsedMessage> {
  if (form.mode === 'UPLOAD' && form.file) return parseMessage(form.file.bytes)
  return form.mode === 'SOURCE' ? parseMessage(form.source) : toParsedMessage(toMessageInput(form))
}

function toInboundMail(form: MailForm, message: ParsedMessage, now: number): InboundMail {
  const { envelopeFrom, envelopeTo, receivedAt } = toMessageInput(form)
  return {
    message,
    envelopeFrom: envelopeFrom ?? undefined,
    envelopeTo: envelopeTo ?? [],
    spam: form.spam,
    virus: form.virus,
    receivedAt: receivedAt ? Date.parse(receivedAt) : now,
    threads: [],
  }
}

/**
 * What core decides in the browser by what is stored, and by the unsaved form: it says what it misses, that is fetched,
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
