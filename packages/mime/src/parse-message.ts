import type { Attachment, ParsedMessage } from '@mailroom/core'
import type { Attachment as ReadAttachment } from 'postal-mime'
import { checkLimits } from './check-limits.js'
import { Fields } from './fields.js'
import { readParts } from './read-parts.js'
import { MESSAGE_LIMITS, type MessageLimits } from './unreadable.js'
import { repairControls } from './windows-1252.js'

/**
 * A raw RFC 5322 mail as the engine reads it. A string is taken as UTF-8. Whatever the bytes are, the answer is a
 * message, with empty lists where nothing could be read; only beyond the limits it is a `MessageUnreadable`.
 */
export async function parseMessage(
  raw: Uint8Array | string,
  limits: MessageLimits = MESSAGE_LIMITS,
): Promise<ParsedMessage> {
  const bytes = typeof raw === 'string' ? encodeUtf8(raw) : raw
  const lines = withLineFeeds(bytes)
  checkLimits(lines, limits)
  const { headers, text, attachments } = await readParts(lines, limits)
  const fields = new Fields(headers)
  return {
    from: fields.mailboxes('from'),
    replyTo: fields.mailboxes('reply-to'),
    to: fields.allMailboxes('to'),
    cc: fields.allMailboxes('cc'),
    subject: fields.text('subject'),
    text: repairControls(text).replace(/\r\n?/g, '\n').trimEnd(),
    headers: fields.decoded(),
    messageId: fields.ids('message-id')[0] ?? null,
    inReplyTo: fields.ids('in-reply-to'),
    references: fields.ids('references'),
    attachments: attachments.map(toAttachment),
    sizeBytes: bytes.length,
  }
}

/** What browsers and servers both have, and ES2023 alone does not name. */
const { TextEncoder } = globalThis as unknown as { TextEncoder: new () => { encode(text: string): Uint8Array } }
const encodeUtf8 = (text: string) => new TextEncoder().encode(text)

/** Some old software ends lines with CR alone. */
function withLineFeeds(bytes: Uint8Array): Uint8Array {
  return bytes.includes(0x0a) ? bytes : bytes.map((byte) => (byte === 0x0d ? 0x0a : byte))
}

function toAttachment({ filename, mimeType, content }: ReadAttachment): Attachment {
  const sizeBytes = typeof content === 'string' ? content.length : content.byteLength
  return { name: repairControls(filename ?? ''), type: mimeType, sizeBytes }
}
