import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { DkimSelector } from '@mailroom/core'
import type { SecretPlace, Secrets } from '../../adapters/secrets.js'
import type { SealedColumn } from '../../database/sealed-column.js'
import type { StoredDkimKey } from './domain.entity.js'

const BITS = 2048
const IN_STORE = 2
/** The first seconds of a server belong to those who sign in. */
const BEGIN_MILLISECONDS = 5000

/** A fresh RSA key: the SPKI in base64 as in `p=`, and the private half as PKCS #8 text. */
export interface DkimKeyPair {
  readonly publicKey: string
  readonly privateKey: string
}

/**
 * Makes DKIM keys outside every transaction, those of one domain in advance (R-DOM-7): a key takes a good part of a
 * second. One at a time, for passwords are hashed by the same threads.
 */
export class DkimKeys {
  readonly #store: Promise<DkimKeyPair>[] = []
  #last: Promise<unknown> = Promise.resolve()

  /** Fills the store in the background. */
  prepare(): void {
    setTimeout(() => this.#fill(), BEGIN_MILLISECONDS).unref()
  }

  /** Pairs that nobody else gets. */
  async take(count: number): Promise<DkimKeyPair[]> {
    const pairs = await Promise.all(Array.from({ length: count }, () => this.#store.shift() ?? this.#make()))
    this.#fill()
    return pairs
  }

  /** Takes pairs back that were not used after all. */
  giveBack(pairs: readonly DkimKeyPair[]): void {
    this.#store.unshift(...pairs.map((pair) => Promise.resolve(pair)))
  }

  #fill(): void {
    while (this.#store.length < IN_STORE) this.#store.push(this.#make())
  }

  #make(): Promise<DkimKeyPair> {
    const pair = this.#last.then(makeKeyPair)
    this.#last = pair.catch(() => undefined)
    return pair
  }
}

async function makeKeyPair(): Promise<DkimKeyPair> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: BITS,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { publicKey: publicKey.toString('base64'), privateKey }
}

/** A key as it is stored: the private half sealed for its place. */
export async function sealKey(
  secrets: Secrets,
  organisationId: string,
  domainId: string,
  { publicKey, privateKey }: DkimKeyPair,
  selector: DkimSelector,
): Promise<StoredDkimKey> {
  const place = placeOf(organisationId, domainId, selector)
  return { selector, publicKey, privateKey: await secrets.seal(privateKey, place) }
}

/** Private halves, for the rotation of keys. */
export const SEALED_DKIM_KEYS: SealedColumn = {
  table: 'domain',
  column: 'dkimKeys',
  key: ['organisationId', 'id'],
  async reseal(text, [organisationId, domainId], each) {
    const keys = JSON.parse(text) as readonly StoredDkimKey[]
    const resealed = keys.map(async (key) => ({
      ...key,
      privateKey: await each(key.privateKey, placeOf(organisationId!, domainId!, key.selector)),
    }))
    return JSON.stringify(await Promise.all(resealed))
  },
}

/** Where a private half stands. */
function placeOf(organisationId: string, domainId: string, selector: DkimSelector): SecretPlace {
  return { organisationId, table: 'domain', row: domainId, column: `dkimKeys.${selector}` }
}
