import type { ParsedMessage, Verdict } from '../inbound/types.js'
import { fold } from './fold.js'
import type { FlowField } from './types.js'

/** What flows compare with: a mail, the own address that it matched (R-FLO-2), and the verdict on spam. */
export interface FlowSubject {
  readonly message: ParsedMessage
  readonly recipient: string
  readonly spam: Verdict
}

/** The folded values of a mail's fields, each read and folded once, and only when a comparison asks. */
export class FlowMessage {
  private readonly folded = new Map<string, readonly string[]>()

  constructor(private readonly subject: FlowSubject) {}

  /** All values of a field; none: unknown. `header` in lower case, for HEADER alone. */
  values(field: FlowField, header: string): readonly string[] {
    const key = field === 'HEADER' ? header : field
    let values = this.folded.get(key)
    if (!values) {
      values = readField(this.subject, field, header).map(fold)
      this.folded.set(key, values)
    }
    return values
  }
}

function readField({ message, recipient, spam }: FlowSubject, field: FlowField, header: string): readonly string[] {
  switch (field) {
    case 'FROM':
      return message.from.map((mailbox) => mailbox.address)
    case 'FROM_DOMAIN':
      return message.from.map(({ address }) => address.slice(address.lastIndexOf('@') + 1))
    case 'RECIPIENT':
      return [recipient]
    case 'SUBJECT':
      return [message.subject]
    case 'BODY':
      return [message.text]
    case 'HEADER':
      return headerValues(message, header)
    case 'ATTACHMENT_NAME':
      return message.attachments.map((attachment) => attachment.name)
    case 'ATTACHMENT_TYPE':
      return message.attachments.map((attachment) => attachment.type)
    case 'SPAM_VERDICT':
      return [spam]
    case 'LANGUAGE':
      return headerValues(message, 'content-language').flatMap((value) => value.split(/[\s,]+/).filter(Boolean))
    case 'ATTACHMENT_COUNT':
    case 'SIZE_BYTES':
    case 'RECEIVED_AT':
      return []
  }
}

function headerValues(message: ParsedMessage, name: string): readonly string[] {
  return message.headers.filter((header) => header.name === name).map((header) => header.value)
}
