import { domainOf } from '../address/mailbox.js'
import type { ParsedMessage, Verdict } from '../inbound/types.js'
import { canonical } from './canonical.js'
import { fold } from './fold.js'
import type { FlowField } from './types.js'

/** What flows compare with: the folded values of a mail's fields, each folded once, and only when a comparison asks. */
export class FlowMessage {
  /** `recipient`: the own address that the mail matched (R-FLO-2). */
  constructor(
    private readonly message: ParsedMessage,
    private readonly spam: Verdict,
    private readonly recipient: string,
    private readonly folded = new Map<string, readonly string[]>(),
  ) {}

  /** The same mail for another own address. */
  forRecipient(recipient: string): FlowMessage {
    return new FlowMessage(this.message, this.spam, recipient, this.folded)
  }

  /** All values of a field; none: unknown. `header` in lower case, for HEADER alone. */
  values(field: FlowField, header: string): readonly string[] {
    if (field === 'RECIPIENT') return [fold(canonical(field, this.recipient))]
    const key = field === 'HEADER' ? header : field
    let values = this.folded.get(key)
    if (!values) {
      values = this.read(field, header).map((value) => fold(canonical(field, value)))
      this.folded.set(key, values)
    }
    return values
  }

  private read(field: Exclude<FlowField, 'RECIPIENT'>, header: string): readonly string[] {
    const { message } = this
    switch (field) {
      case 'FROM':
        return message.from.map((mailbox) => mailbox.address)
      case 'FROM_DOMAIN':
        return message.from.map((mailbox) => domainOf(mailbox.address))
      case 'SUBJECT':
        return [message.subject]
      case 'BODY':
        return [message.text]
      case 'HEADER':
        return this.header(header)
      case 'ATTACHMENT_NAME':
        return message.attachments.map((attachment) => attachment.name)
      case 'ATTACHMENT_TYPE':
        return message.attachments.map((attachment) => attachment.type)
      case 'SPAM_VERDICT':
        return [this.spam]
      case 'LANGUAGE':
        return this.header('content-language').flatMap((value) => value.split(/[\s,]+/).filter(Boolean))
      case 'ATTACHMENT_COUNT':
        return [`${message.attachments.length}`]
      case 'SIZE_BYTES':
        return [`${message.sizeBytes}`]
      case 'RECEIVED_AT':
        return []
    }
  }

  private header(name: string): readonly string[] {
    return this.message.headers.filter((header) => header.name === name).map((header) => header.value)
  }
}
