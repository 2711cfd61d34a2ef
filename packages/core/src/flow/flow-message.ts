import { domainOf } from '../address/mailbox.js'
import type { InboundMail } from '../inbound/types.js'
import { FieldText } from './field-text.js'
import type { FlowField } from './types.js'

/** What flows compare with: the fields of a mail, each read and folded once, and only when a comparison asks. */
export class FlowMessage {
  /** `recipient`: the own address that the mail matched (R-FLO-2). */
  constructor(
    private readonly mail: Pick<InboundMail, 'message' | 'spam' | 'receivedAt'>,
    private readonly recipient: string,
    private readonly known = new Map<string, FieldText>(),
  ) {}

  /** The same mail for another own address. */
  forRecipient(recipient: string): FlowMessage {
    const others = [...this.known].filter(([key]) => key !== 'RECIPIENT')
    return new FlowMessage(this.mail, recipient, new Map(others))
  }

  /** Milliseconds since 1970. */
  get receivedAt(): number {
    return this.mail.receivedAt
  }

  /** All occurrences of a field. `header` in lower case, for HEADER alone. */
  text(field: FlowField, header: string): FieldText {
    const key = field === 'HEADER' ? header : field
    let text = this.known.get(key)
    if (!text) {
      text = new FieldText(field, this.read(field, header))
      this.known.set(key, text)
    }
    return text
  }

  private read(field: FlowField, header: string): readonly string[] {
    const { message, spam, receivedAt } = this.mail
    switch (field) {
      case 'FROM':
        return message.from.map((mailbox) => mailbox.address)
      case 'FROM_DOMAIN':
        return message.from.map((mailbox) => domainOf(mailbox.address))
      case 'RECIPIENT':
        return [this.recipient]
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
        return [spam]
      case 'LANGUAGE':
        return this.header('content-language').flatMap((value) => value.split(/[\s,]+/).filter(Boolean))
      case 'ATTACHMENT_COUNT':
        return [`${message.attachments.length}`]
      case 'SIZE_BYTES':
        return [`${message.sizeBytes}`]
      case 'RECEIVED_AT':
        return [new Date(receivedAt).toISOString()]
    }
  }

  private header(name: string): readonly string[] {
    return this.mail.message.headers.filter((header) => header.name === name).map((header) => header.value)
  }
}
