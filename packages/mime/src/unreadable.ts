import type { Place } from './place.js'

/** Bounds of a mail that is read; beyond one it is refused before it costs time or memory. */
export interface MessageLimits {
  /** Bytes of the whole raw mail. */
  readonly bytes: number
  /** Lines of the whole raw mail. */
  readonly lines: number
  /** Bytes of the mail's own header block, and of the headers of all parts together. */
  readonly headerBytes: number
  /** Fields in the mail's own header block. */
  readonly headers: number
  /** Parts of all multiparts together. */
  readonly parts: number
  /** Multiparts inside each other. */
  readonly depth: number
}

/** What the product reads: 15 MB, 500 000 lines, 64 kB of header with 500 fields, 500 parts, 20 deep. */
export const MESSAGE_LIMITS: MessageLimits = {
  bytes: 15 * 1_048_576,
  lines: 500_000,
  headerBytes: 65_536,
  headers: 500,
  parts: 500,
  depth: 20,
}

/** The limit that a mail exceeds; UNPARSABLE: no limit, the reader gave up. */
export type UnreadableReason = keyof MessageLimits | 'UNPARSABLE'

/**
 * A mail that is not read. `found` is what was counted when reading stopped; with UNPARSABLE both figures are 0. `at`:
 * the first byte beyond a limit that is counted in bytes, the start of the first line beyond another, or the start of
 * the line at which the reader gave up.
 */
export class MessageUnreadable extends Error {
  override readonly name = 'MessageUnreadable'

  constructor(
    readonly reason: UnreadableReason,
    readonly limit: number,
    readonly found: number,
    readonly at: Place,
  ) {
    super(`Message unreadable: ${reason}, limit ${limit}, found ${found}, at line ${at.line}, byte ${at.offset}`)
  }
}
