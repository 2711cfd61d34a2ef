import { decideInbound, type InboundMail, type ParsedMessage } from '@mailroom/core'
import { MessageUnreadable, parseMessage, toParsedMessage } from '@mailroom/mime'
import { candidates, namesOf, toConfiguration, type Fetched, type Override } from './configuration'
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

/** Every own address that the mail may match, to be fetched. */
export { candidates }

/** What core decides in the browser of what was fetched; `more`: names that only the unsaved form knows. */
export function decide(
  fetched: Fetched,
  mail: InboundMail,
  override: Override | null,
  more: ReadonlyMap<string, string>,
): ShownDecision {
  const names = namesOf(fetched)
  const nameOf = (id: string) => names.get(id) ?? more.get(id)
  const configuration = { ...toConfiguration(fetched, override), nameOf }
  const addresses = new Map(fetched.addresses.map((address) => [address.id, address.address]))
  return ofBrowser(decideInbound(configuration, mail), (id) => addresses.get(id) ?? nameOf(id))
}
