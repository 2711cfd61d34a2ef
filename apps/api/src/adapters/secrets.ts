import { createHmac } from 'node:crypto'
import { existsSync } from 'node:fs'
import { base64url, FlattenedEncrypt, flattenedDecrypt, type FlattenedJWE } from 'jose'
import { ConfigError } from '../config.js'
import { makeKeyring, readKeyring, stampOf, type Keyring } from './keyring-file.js'

/** Where a secret stands. It is bound into the envelope, so a secret moved elsewhere does not open. */
export interface SecretPlace {
  readonly organisationId: string
  readonly table: string
  readonly row: string
  readonly column: string
}

/** What every envelope contains, in any encoding of its text. */
export const ENVELOPE_MARK = base64url.encode('{"alg":"dir","enc":"A256GCM","kid":"')

/** What the envelopes of one key contain, and no other, in any encoding of their text. */
export function markOf(kid: string): string {
  return base64url.encode(JSON.stringify(headerOf(kid)))
}

/**
 * Secrets at rest: AES-256-GCM under a key of the keyring file, which never is in the database. A key that is added to
 * the file while this runs seals from then on.
 */
export class Secrets {
  private constructor(
    private readonly file: string,
    private keyring: Keyring,
    private stamp: string,
  ) {}

  /** Reads the keyring file, or makes it with mode 0600. Never makes one where secrets `mustOpen` by a former one. */
  static open(file: string, { mustOpen = false }: { readonly mustOpen?: boolean } = {}): Secrets {
    if (!existsSync(file)) {
      if (mustOpen) throw new ConfigError(`The key file ${file} is missing. Put back the one of this database`)
      makeKeyring(file)
    }
    return new Secrets(file, readKeyring(file), stampOf(file))
  }

  /** An envelope of the secret, as text. */
  async seal(secret: string, place: SecretPlace): Promise<string> {
    const { current, keys } = this.newest()
    const envelope = await new FlattenedEncrypt(new TextEncoder().encode(secret))
      .setProtectedHeader(headerOf(current))
      .setAdditionalAuthenticatedData(boundTo(place))
      .encrypt(keys[current]!)
    return JSON.stringify(envelope)
  }

  /** The secret of an envelope; throws where it was sealed for another place or by an unknown key. */
  async open(envelope: string, place: SecretPlace): Promise<string> {
    const jwe = JSON.parse(envelope) as FlattenedJWE
    if (jwe.aad !== base64url.encode(boundTo(place))) throw new Error('The secret belongs to another place')
    const result = await flattenedDecrypt(jwe, (header) => this.key(header?.kid ?? ''))
    return new TextDecoder().decode(result.plaintext)
  }

  /** A keyed fingerprint: equal for equal text, and useless to whoever has not the keyring. */
  fingerprint(text: string): string {
    const { current, keys } = this.newest()
    return `${current}.${hmac(keys[current]!, text)}`
  }

  /** Whether the fingerprint, by whichever key, is that of the text. */
  isFingerprint(fingerprint: string, text: string): boolean {
    const { keys } = this.newest()
    const [kid, value] = fingerprint.includes('.') ? fingerprint.split('.') : [null, fingerprint]
    const candidates = kid === null ? Object.values(keys) : [keys[kid!]]
    return candidates.some((key) => key !== undefined && hmac(key, text) === value)
  }

  /** The key that seals, and the others, as the file has them now. Throws where the file is not what it should be. */
  keyIds(): { readonly current: string; readonly former: readonly string[] } {
    this.refresh()
    const { current, keys } = this.keyring
    return { current, former: Object.keys(keys).filter((kid) => kid !== current) }
  }

  private key(kid: string): Uint8Array {
    const key = this.keyring.keys[kid] ?? this.newest().keys[kid]
    if (!key) throw new Error(`The keyring has no key ${kid}`)
    return key
  }

  /** The keyring of the file; while that is damaged or away, the one before. */
  private newest(): Keyring {
    try {
      this.refresh()
    } catch {
      // Told at every round of the job that watches over keys.
    }
    return this.keyring
  }

  /** Takes the file's keyring where it is another, but for one that does not follow from this one. */
  private refresh(): void {
    const stamp = stampOf(this.file)
    if (stamp === this.stamp) return
    const keyring = readKeyring(this.file)
    const { current, keys } = this.keyring
    if (!keyring.keys[current] || Buffer.compare(keyring.keys[current], keys[current]!) !== 0) {
      throw new ConfigError(`${this.file} lacks the key ${current}, which seals secrets. Put that file back`)
    }
    this.keyring = keyring
    this.stamp = stamp
  }
}

function headerOf(kid: string) {
  return { alg: 'dir', enc: 'A256GCM', kid }
}

function hmac(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}

function boundTo({ organisationId, table, row, column }: SecretPlace): Uint8Array {
  return new TextEncoder().encode([organisationId, table, row, column].join('|'))
}
