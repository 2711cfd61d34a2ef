import type { FlowFact } from '../address/facts.js'
import type { AddressSettings } from '../address/types.js'
import type { Capability } from '../domain/types.js'
import type { ReferenceFacts } from '../flow/facts.js'
import type { FlowDefinition } from '../flow/types.js'
import type { Problem } from '../problem.js'

/** A domain with what is known of it: `canSend`, `canReceive` (R-DOM-12) and `domainWarnings` (R-DOM-17). */
export interface LintDomain {
  readonly id: string
  /** A-label form. */
  readonly name: string
  readonly canReceive: Capability
  readonly canSend: Capability
  readonly warnings: readonly Problem[]
}

/** An address to look at. */
export interface LintAddress {
  readonly id: string
  readonly address: string
  readonly settings: AddressSettings
}

/** A flow to look at. */
export interface LintFlow {
  readonly id: string
  readonly name: string
  readonly draft: FlowDefinition
  /** Null: never published. */
  readonly published: FlowDefinition | null
}

/**
 * What is linted, and the look-ups of everything that it refers to. Addresses and flows may be a part of those that
 * there are: a finding about one never depends on which others are looked at. Domains are always all of them.
 */
export interface LintConfiguration extends ReferenceFacts {
  readonly domains: readonly LintDomain[]
  readonly addresses: readonly LintAddress[]
  readonly flows: readonly LintFlow[]
  flow(id: string): FlowFact | undefined
  /** The address of an id, as it is a From address (R-ADR-3). */
  addressOf(id: string): string | undefined
  /** Whether this is a key (`local@domain` in lower case) of one of the organisation's addresses. */
  isOwnAddress(key: string): boolean
}

/** What findings are about, by type in the contract, in the order of findings. */
export const LINTED = ['EmailAddress', 'EmailDomain', 'Flow'] as const
export type LintedType = (typeof LINTED)[number]

/** Something that is wrong with a part of the configuration. */
export interface LintFinding {
  readonly entityType: LintedType
  readonly entityId: string
  readonly entityName: string
  readonly problem: Problem
}
