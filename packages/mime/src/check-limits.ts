import { placeAt } from './place.js'
import { MessageUnreadable, type MessageLimits } from './unreadable.js'

const LF = 0x0a
const CR = 0x0d
const isBlank = (byte: number | undefined) => byte === 0x20 || byte === 0x09

/** Refuses a raw mail by what can be counted without understanding it: size, lines, header block and its fields. */
export function checkLimits(raw: Uint8Array, limits: MessageLimits): void {
  const refuseOver = (reason: keyof MessageLimits, found: number, firstBeyond: number) => {
    if (found <= limits[reason]) return
    throw new MessageUnreadable(reason, limits[reason], found, placeAt(raw, firstBeyond))
  }
  refuseOver('bytes', raw.length, limits.bytes)
  const header = measureHeader(raw, limits.headers)
  refuseOver('headerBytes', header.bytes, limits.headerBytes)
  refuseOver('headers', header.fields, header.beyond)
  const lines = countLines(raw, limits.lines)
  refuseOver('lines', lines.count, lines.beyond)
}

/**
 * Length of the header block up to the first empty line, and the lines in it that do not continue another. `beyond`:
 * where the first of them beyond the limit starts.
 */
function measureHeader(raw: Uint8Array, limit: number): { bytes: number; fields: number; beyond: number } {
  let fields = 0
  let beyond = 0
  for (let start = 0; start < raw.length;) {
    const feed = raw.indexOf(LF, start)
    const next = feed < 0 ? raw.length : feed + 1
    if (isEmptyLine(raw, start)) return { bytes: start, fields, beyond }
    if (!isBlank(raw[start]) && (fields += 1) === limit + 1) beyond = start
    start = next
  }
  return { bytes: raw.length, fields, beyond }
}

function isEmptyLine(raw: Uint8Array, start: number): boolean {
  let at = start
  while (raw[at] === CR) at += 1
  return raw[at] === LF
}

/** Line ends, and where the first line behind as many as may be starts. */
function countLines(raw: Uint8Array, limit: number): { count: number; beyond: number } {
  let count = 0
  let beyond = 0
  for (let feed = raw.indexOf(LF); feed >= 0; feed = raw.indexOf(LF, feed + 1))
    if ((count += 1) === limit) beyond = feed + 1
  return { count, beyond }
}
