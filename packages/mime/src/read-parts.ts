import { htmlToText } from '@mailroom/core'
import PostalMime, { type Attachment, type Header } from 'postal-mime'
import { LineCollector } from './line-collector.js'
import { placeAt, type Place } from './place.js'
import { MessageUnreadable, type MessageLimits } from './unreadable.js'

/** A mail taken apart: its own header fields, still encoded, its text, and every part that is no text. */
export interface Parts {
  readonly headers: readonly Header[]
  readonly text: string
  readonly attachments: readonly Attachment[]
}

interface ReaderNode {
  readonly state: 'header' | 'body' | 'finished'
  contentDecoder: object | null
  readonly contentTransferEncoding: { readonly encoding: string }
}

interface TextEntry {
  readonly plain?: readonly { readonly value: string }[]
  readonly html?: readonly { readonly value: string }[]
}

/** Members of the reader that its types leave out. */
interface Reader {
  readonly currentNode: ReaderNode
  /** Behind the line that is being processed. */
  readonly readPos: number
  /** Text parts by the node that selects them: an alternative, or the part itself. */
  readonly textMap: ReadonlyMap<unknown, TextEntry>
  processLine(line: Uint8Array, isFinal: boolean): Promise<void>
  renderTextContent(): void
}

/** Reads a mail with all its parts, and stops at the first part beyond the limits; attached mails are not opened. */
export async function readParts(raw: Uint8Array, limits: MessageLimits): Promise<Parts> {
  const parser = new PostalMime({
    forceRfc822Attachments: true,
    maxNestingDepth: limits.depth,
    maxHeadersSize: limits.headerBytes,
  })
  const reader = parser as unknown as Reader
  const lineStart = watchLines(reader, (parts) => {
    if (parts > limits.parts) throw new MessageUnreadable('parts', limits.parts, parts, placeAt(raw, lineStart()))
  })
  // Its HTML to text takes minutes for a megabyte of `<a href=`.
  reader.renderTextContent = () => {}
  try {
    const { headers, attachments } = await parser.parse(raw)
    return { headers, attachments, text: [...reader.textMap.values()].map(textOf).join('\n') }
  } catch (cause) {
    throw toUnreadable(cause, limits, placeAt(raw, lineStart()))
  }
}

/**
 * Counts parts, for which the reader has no limit, and collects plain lines, for which it takes 7 µs each. Gives where
 * the line starts that is being processed.
 */
function watchLines(reader: Reader, onPart: (count: number) => void): () => number {
  const processLine = reader.processLine.bind(reader)
  let parts = 0
  let start = 0
  let next = 0
  reader.processLine = async (line, isFinal) => {
    start = next
    next = reader.readPos
    const before = reader.currentNode
    await processLine(line, isFinal)
    const node = reader.currentNode
    if (node !== before && node.state === 'header') onPart((parts += 1))
    const { contentDecoder, contentTransferEncoding } = node
    if (!contentDecoder || contentDecoder instanceof LineCollector) return
    if (!/base64|quoted-printable/.test(contentTransferEncoding.encoding)) node.contentDecoder = new LineCollector()
  }
  return () => start
}

function textOf({ plain, html }: TextEntry): string {
  return plain ? joined(plain) : htmlToText(joined(html ?? []), { links: false })
}

const joined = (entries: readonly { readonly value: string }[]) => entries.map(({ value }) => value).join('\n')

function toUnreadable(cause: unknown, limits: MessageLimits, at: Place): MessageUnreadable {
  if (cause instanceof MessageUnreadable) return cause
  const message = cause instanceof Error ? cause.message : ''
  if (message.startsWith('Maximum MIME nesting depth')) {
    return new MessageUnreadable('depth', limits.depth, limits.depth + 1, at)
  }
  if (message.startsWith('Maximum header size')) {
    return new MessageUnreadable('headerBytes', limits.headerBytes, limits.headerBytes + 1, at)
  }
  return new MessageUnreadable('UNPARSABLE', 0, 0, at)
}
