import type { ReferenceFacts } from '../flow/facts.js'

/** A configured address of the organisation, as a From address (R-ADR-3). */
export interface FromAddressFact {
  readonly address: string
  readonly domain: string
  readonly canSend: boolean
}

/** A flow that exists; `published`: addresses may use it (R-ADR-7). */
export interface FlowFact {
  readonly name: string
  readonly published: boolean
}

/** What only the server knows, fetched beforehand; every fact may be left out, which skips its checks. */
export interface AddressFacts extends ReferenceFacts {
  /** The address that is checked; `id` left out: it is being made. */
  readonly self?: { readonly id?: string; readonly address: string }
  /** The limit `bccPerAddress` of the organisation (R-ORG-2). */
  readonly bccLimit?: number
  flow?(id: string): FlowFact | undefined
  /** A configured address of the organisation by id. */
  fromAddress?(id: string): FromAddressFact | undefined
  /** Whether this is a key (`local@domain` in lower case) of one of the organisation's inbound addresses. */
  isOwnAddress?(key: string): boolean
  /** Whether this A-label name is one of the organisation's domains. */
  isOwnDomain?(name: string): boolean
}
