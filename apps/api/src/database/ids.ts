import { randomBytes } from 'node:crypto'

/** Kinds of tenant entities: the prefix of their ids. */
export type IdKind =
  | 'dom'
  | 'adr'
  | 'que'
  | 'skl'
  | 'lng'
  | 'flw'
  | 'rsp'
  | 'mem'
  | 'rol'
  | 'aud'
  | 'rec'
  | 'key'
  | 'ntc'
  | 'smt'
  | 'inv'
  | 'tst'
  | 'dsl'

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
const ENTITY_ID = /^([a-z]{3})_([a-z2-7]{13})_[0-9a-hjkmnp-tv-z]{26}$/

/** `length` random characters of base32 in lower case, 5 bits each. */
export function randomBase32(length: number): string {
  return Array.from(randomBytes(length), (byte) => BASE32[byte & 31]).join('')
}

/** `org_` and 13 random characters. */
export function newOrganisationId(): string {
  return `org_${randomBase32(13)}`
}

/** `usr_` and a UUIDv7: users are of the installation, not of an organisation. */
export function newUserId(): string {
  return `usr_${crockford(uuidV7())}`
}

/** An id that carries its organisation and sorts by the time of its making. */
export function newId(kind: IdKind, organisationId: string): string {
  return `${kind}_${organisationId.slice(4)}_${crockford(uuidV7())}`
}

/** What a dry run shows instead of an id. */
export function placeholderId(kind: IdKind, organisationId: string): string {
  return `${kind}_${organisationId.slice(4)}_${'0'.repeat(26)}`
}

/** The organisation that an id of this kind belongs to; undefined: not an id of this kind. */
export function parseId(kind: IdKind, id: string): string | undefined {
  const match = ENTITY_ID.exec(id)
  return match && match[1] === kind ? `org_${match[2]}` : undefined
}

/** Whether the text has the form of an organisation's id. */
export function isOrganisationId(id: string): boolean {
  return /^org_[a-z2-7]{13}$/.test(id)
}

function uuidV7(): Uint8Array {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return bytes
}

function crockford(bytes: Uint8Array): string {
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  let text = ''
  for (let position = 0; position < 26; position++) {
    text = CROCKFORD[Number(value & 31n)]! + text
    value >>= 5n
  }
  return text
}
