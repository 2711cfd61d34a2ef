import { MessageUnreadable, type MessageLimits } from './unreadable.js'

const LF = 0x0a
const CR = 0x0d
const isBlank = (byte: number | undefined) => byte === 0x20 || byte === 0x09

/** Refuses a raw mail by what can be counted without understanding it: size, lines, header block and its fields. */
export function checkLimits(raw: Uint8Array, limits: MessageLimits): void {
  const refuseOver = (reason: keyof MessageLimits, found: number) => {
    if (found > limits[reason]) throw new MessageUnreadable(reason, limits[reason], found)
  }
  refuseOver('bytes', raw.length)
  const { bytes, fields } = measureHeader(raw)
  refuseOver('headerBytes', bytes)
  refuseOver('headers', fields)
  refuseOver('lines', countLines(raw))
}

/** Length of the header block up to the first empty line, and the lines in it that do not continue another. */
function measureHeader(raw: Uint8Array): { bytes: number; fields: number } {
  let fields = 0
  for (let start = 0; start < raw.length;) {
    const feed = raw.indexOf(LF, start)
    const next = feed < 0 ? raw.length : feed + 1
    if (isEmptyLine(raw, start)) return { bytes: start, fields }
    if (!isBlank(raw[start])) fields += 1
    start = next
  }
  return { bytes: raw.length, fields }
}

function isEmptyLine(raw: Uint8Array, start: number): boolean {
  let at = start
  while (raw[at] === CR) at += 1
  return raw[at] === LF
}

function countLines(raw: Uint8Array): number {
  let lines = 0
  for (let feed = raw.indexOf(LF); feed >= 0; feed = raw.indexOf(LF, feed + 1)) lines += 1
  return lines
}
