import { createHmac, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { base64url, decodeProtectedHeader, FlattenedEncrypt, flattenedDecrypt, type FlattenedJWE } from 'jose'
import { ConfigError } from '../config.js'

/** Where a secret stands. It is bound into the envelope, so a secret moved elsewhere does not open. */
export interface SecretPlace {
  readonly organisationId: string
  readonly table: string
  readonly row: string
  readonly column: string
}

interface Keyring {
  /** The id of the key that seals. */
  readonly current: string
  readonly keys: Readonly<Record<string, Uint8Array>>
}

/** Secrets at rest: AES-256-GCM under a key of the keyring file, which never is in the database. */
export class Secrets {
  private constructor(private readonly keyring: Keyring) {}

  /** Reads the keyring file, or makes it with mode 0600. Never makes one where secrets `mustOpen` by a former one. */
  static open(file: string, { mustOpen = false }: { readonly mustOpen?: boolean } = {}): Secrets {
    if (!existsSync(file)) {
      if (mustOpen) throw new ConfigError(`The key file ${file} is missing. Put back the one of this database`)
      make(file)
    }
    if ((statSync(file).mode & 0o077) !== 0) {
      throw new ConfigError(`${file} is readable by others. Set its mode to 0600`)
    }
    return new Secrets(parse(file))
  }

  /** An envelope of the secret, as text. */
  async seal(secret: string, place: SecretPlace): Promise<string> {
    const { current, keys } = this.keyring
    const envelope = await new FlattenedEncrypt(new TextEncoder().encode(secret))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: current })
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

  /** Whether the envelope was sealed by the key that seals now. */
  isCurrent(envelope: string): boolean {
    return decodeProtectedHeader(JSON.parse(envelope) as FlattenedJWE).kid === this.keyring.current
  }

  /** A keyed fingerprint: equal for equal text, and useless to whoever has not the keyring. */
  fingerprint(text: string): string {
    return createHmac('sha256', this.keyring.keys[this.keyring.current]!).update(text).digest('base64url')
  }

  private key(kid: string): Uint8Array {
    const key = this.keyring.keys[kid]
    if (!key) throw new Error(`The keyring has no key ${kid}`)
    return key
  }
}

function boundTo({ organisationId, table, row, column }: SecretPlace): Uint8Array {
  return new TextEncoder().encode([organisationId, table, row, column].join('|'))
}

function make(file: string): void {
  const kid = randomBytes(4).toString('hex')
  const keyring = { current: kid, keys: { [kid]: randomBytes(32).toString('base64url') } }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(keyring, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  chmodSync(file, 0o600)
}

function parse(file: string): Keyring {
  try {
    const { current, keys } = JSON.parse(readFileSync(file, 'utf8')) as {
      current: string
      keys: Record<string, string>
    }
    const ring = Object.fromEntries(Object.entries(keys).map(([kid, key]) => [kid, base64url.decode(key)]))
    if (ring[current]?.length !== 32) throw new Error('no current key of 32 bytes')
    return { current, keys: ring }
  } catch (reason) {
    throw new ConfigError(`${file} is no keyring: ${(reason as Error).message}`)
  }
}
