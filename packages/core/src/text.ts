/** Controls, line separators, bidirectional marks and lone surrogates: never in a name that people read. */
const FORBIDDEN = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/u

/** The first character that no name may have (R-ORG-7, R-ADR-2), as "U+202E"; undefined: none. */
export function findForbiddenCharacter(value: string): string | undefined {
  const found = FORBIDDEN.exec(value)?.[0]
  return found && `U+${found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}

/** Length in Unicode code points, as limits of names count. */
export function countCodePoints(value: string): number {
  return [...value].length
}

/** At most 100 code points of what was found, for a problem's parameter: an input of any length makes a short message. */
export function excerpt(value: string): string {
  if (value.length <= 100) return value
  return `${[...value.slice(0, 200)].slice(0, 99).join('')}…`
}

/** Bytes in UTF-8. */
export function byteLength(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
