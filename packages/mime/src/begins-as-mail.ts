import { placeAt, type Place } from './place.js'

const LF = 0x0a
/** Longest name of a field that is looked at, in bytes. */
const NAME = 200

/**
 * Where a file begins as no mail does: its first line, behind a byte order mark and the `From ` line of a mailbox file,
 * is no header field. Null: it begins as one. `parseMessage` reads such a file too, as a mail of which nothing is known.
 */
export function findNoMail(raw: Uint8Array): Place | null {
  const marked = raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? 3 : 0
  const start = textAt(raw, marked).startsWith('From ') ? raw.indexOf(LF, marked) + 1 : marked
  return /^[a-z][!-9;-~]*[ \t]*:/i.test(textAt(raw, start)) ? null : placeAt(raw, start)
}

const textAt = (raw: Uint8Array, at: number) => String.fromCharCode(...raw.subarray(at, at + NAME))
