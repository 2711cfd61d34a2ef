const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** The largest multiple of 62 in a byte: what lies above would make the first digits likelier. */
const FAIR = 248

/** `length` digits of base 62, each equally likely. `random`: that many random bytes. */
export function randomBase62(length: number, random: (bytes: number) => Uint8Array): string {
  let text = ''
  while (text.length < length) {
    const fair = [...random(length)].filter((byte) => byte < FAIR)
    text += fair.map((byte) => DIGITS[byte % DIGITS.length]).join('')
  }
  return text.slice(0, length)
}

/** The number in base 62, with leading zeros. */
export function toBase62(value: number, length: number): string {
  let rest = value
  let text = ''
  for (let digit = 0; digit < length; digit++) {
    text = DIGITS[rest % DIGITS.length]! + text
    rest = Math.floor(rest / DIGITS.length)
  }
  return text
}
