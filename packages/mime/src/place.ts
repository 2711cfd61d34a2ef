const LF = 0x0a

/** A place in a raw mail. */
export interface Place {
  /** Bytes before it. */
  readonly offset: number
  /** The line that it is in, from 1. */
  readonly line: number
}

export function placeAt(raw: Uint8Array, offset: number): Place {
  let line = 1
  for (let feed = raw.indexOf(LF); feed >= 0 && feed < offset; feed = raw.indexOf(LF, feed + 1)) line += 1
  return { offset, line }
}
