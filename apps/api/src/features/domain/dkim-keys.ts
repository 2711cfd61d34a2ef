import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

const BITS = 2048
const IN_STORE = 4

/** A fresh RSA key: the SPKI in base64 as in `p=`, and the private half as PKCS #8 text. */
export interface DkimKeyPair {
  readonly publicKey: string
  readonly privateKey: string
}

/** Makes DKIM keys outside every transaction, a few in advance: one takes a good part of a second (R-DOM-7). */
export class DkimKeys {
  readonly #store: Promise<DkimKeyPair>[] = []

  /** Fills the store in the background. */
  prepare(): void {
    while (this.#store.length < IN_STORE) this.#store.push(quietly(makeKeyPair()))
  }

  /** Pairs that nobody else gets. */
  async take(count: number): Promise<DkimKeyPair[]> {
    const pairs = Array.from({ length: count }, () => this.#store.shift() ?? makeKeyPair())
    this.prepare()
    return Promise.all(pairs)
  }

  /** Takes pairs back that were not used after all. */
  giveBack(pairs: readonly DkimKeyPair[]): void {
    this.#store.unshift(...pairs.map((pair) => Promise.resolve(pair)))
  }
}

/** A failure is the concern of whoever takes the pair. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}

async function makeKeyPair(): Promise<DkimKeyPair> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: BITS,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { publicKey: publicKey.toString('base64'), privateKey }
}
