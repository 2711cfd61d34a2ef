import { randomBase62, toBase62 } from './base62.js'

const PRODUCT = 'mailroom_live'
const ID_LENGTH = 10
const SECRET_LENGTH = 32
const CHECKSUM_LENGTH = 6
const DIGITS = (length: number) => `[0-9A-Za-z]{${length}}`
const KEY = `${PRODUCT}_(${DIGITS(ID_LENGTH)})_(${DIGITS(SECRET_LENGTH)})_(${DIGITS(CHECKSUM_LENGTH)})`
const WHOLE = new RegExp(`^${KEY}$`)
const ANYWHERE = new RegExp(KEY)

/** An API key: who it is, which is no secret, and what proves it. */
export interface ApiKeyParts {
  /** 10 digits of base 62: what it is looked up by. */
  readonly id: string
  /** 32 digits of base 62, 190 random bits. */
  readonly secret: string
}

/** A new key. `random`: that many random bytes. */
export function makeApiKey(random: (bytes: number) => Uint8Array): ApiKeyParts {
  return { id: randomBase62(ID_LENGTH, random), secret: randomBase62(SECRET_LENGTH, random) }
}

/** The same key with a new secret. */
export function rollApiKey({ id }: Pick<ApiKeyParts, 'id'>, random: (bytes: number) => Uint8Array): ApiKeyParts {
  return { id, secret: randomBase62(SECRET_LENGTH, random) }
}

/** `mailroom_live_<id>_<secret>_<CRC-32 of all before>`: programs that look for leaked secrets know it by its form. */
export function formatApiKey({ id, secret }: ApiKeyParts): string {
  const body = `${apiKeyPrefix(id)}_${secret}`
  return `${body}_${checksumOf(body)}`
}

/** The part that may be shown. */
export function apiKeyPrefix(id: string): string {
  return `${PRODUCT}_${id}`
}

/** The parts of a key; undefined where its form or checksum is wrong, so that nobody needs to look it up. */
export function parseApiKey(text: string): ApiKeyParts | undefined {
  const [, id, secret, checksum] = WHOLE.exec(text) ?? []
  if (id === undefined || secret === undefined) return undefined
  return checksum === checksumOf(`${apiKeyPrefix(id)}_${secret}`) ? { id, secret } : undefined
}

/** Whether a text has a key in it, where none belongs: a URL. */
export function containsApiKey(text: string): boolean {
  return ANYWHERE.test(text)
}

function checksumOf(body: string): string {
  return toBase62(crc32(body), CHECKSUM_LENGTH)
}

/** CRC-32 as in zip (reflected, 0xedb88320) of ASCII text. */
function crc32(text: string): number {
  let crc = 0xffffffff
  for (let index = 0; index < text.length; index++) {
    crc ^= text.charCodeAt(index)
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
