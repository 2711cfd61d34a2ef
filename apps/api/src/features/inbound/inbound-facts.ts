import {
  flowReferences,
  redirectSecretOf,
  redirectTargetOf,
  type AddressSettings,
  type FlowDefinition,
  type InboundAddress,
  type InboundDecision,
  type InboundFlow,
  type InboundMail,
  type KnownConfiguration,
  type Problem,
  type UnknownKeys,
} from '@mailroom/core'
import type { TenantRows } from '../../database/unit-of-work.js'
import type { AddressRow } from '../address/address.read-model.js'
import type { DomainRow } from '../domain/domain.read-model.js'
import type { OrganisationEntity } from '../organisation/organisation.entity.js'
import type { InboundDecider } from './inbound-decider.js'
import { loadInboundAddresses, loadInboundFlows, loadNames } from './inbound.read-model.js'

/** What counts instead of what is stored: settings by address, and definitions by flow, as if they were published. */
export interface Overrides {
  readonly addresses: ReadonlyMap<string, Pick<AddressSettings, 'routing' | 'spamRouting'>>
  readonly flows: ReadonlyMap<string, FlowDefinition>
}

/** Decided by what is stored. */
export const NO_OVERRIDES: Overrides = { addresses: new Map(), flows: new Map() }

/** What an organisation has configured, as far as it was loaded yet. */
export class InboundFacts implements KnownConfiguration {
  readonly edition
  readonly limits
  readonly settings
  readonly domains: ReadonlyMap<string, { readonly id: string; readonly canReceive: boolean }>
  readonly addresses = new Map<string, InboundAddress | undefined>()
  readonly redirections = new Map<string, InboundAddress | undefined>()
  readonly flows = new Map<string, InboundFlow | undefined>()
  readonly names = new Map<string, string | undefined>()

  constructor(
    organisation: OrganisationEntity,
    domains: readonly DomainRow[],
    private readonly overrides: Overrides,
    private readonly platformRoot: string,
  ) {
    this.edition = organisation.edition
    this.limits = organisation.limits
    this.settings = organisation.settings
    this.domains = new Map(domains.map(({ name, id, receiveReady }) => [name, { id, canReceive: receiveReady }]))
  }

  /** As plain data. */
  known(): KnownConfiguration {
    const { edition, limits, settings, domains, addresses, redirections, flows, names } = this
    return { edition, limits, settings, domains, addresses, redirections, flows, names }
  }

  /** Looks up what is unknown; false: nothing is. */
  async load(rows: TenantRows, { addresses, redirections, flows, names }: UnknownKeys): Promise<boolean> {
    if (addresses.length + redirections.length > 0) await this.#loadAddresses(rows, addresses, redirections)
    const named = flows.length > 0 ? await this.#loadFlows(rows, flows) : []
    const unnamed = [...new Set([...names, ...named])].filter((id) => !this.names.has(id))
    if (unnamed.length > 0) fill(this.names, unnamed, await loadNames(rows, unnamed))
    return isAny({ addresses, redirections, flows, names })
  }

  /** What the flows name, so that they are asked once. */
  async #loadFlows(rows: TenantRows, ids: readonly string[]): Promise<string[]> {
    const stored = await loadInboundFlows(rows, ids)
    const found = new Map([...stored].map(([id, flow]) => [id, this.#published(flow)]))
    fill(this.flows, ids, found)
    return [...found.values()].flatMap(({ published }) =>
      published ? Object.values(flowReferences(published)).flat() : [],
    )
  }

  async #loadAddresses(rows: TenantRows, keys: readonly string[], targets: readonly string[]): Promise<void> {
    const secrets = targets.map(redirectSecretOf).filter((secret) => secret != null)
    const found = await loadInboundAddresses(rows, keys, secrets)
    const byKey = new Map(found.map((row) => [row.addressKey, this.#overridden(row)]))
    fill(this.addresses, keys, byKey)
    const byTarget = new Map(
      found.map((row) => [
        redirectTargetOf(row.addressKey, row.redirectSecret, this.platformRoot),
        this.#overridden(row),
      ]),
    )
    fill(this.redirections, targets, byTarget)
  }

  #overridden({ id, address, domainId, settings }: AddressRow): InboundAddress {
    return { id, address, domainId, settings: this.overrides.addresses.get(id) ?? settings }
  }

  #published(flow: InboundFlow): InboundFlow {
    return { ...flow, published: this.overrides.flows.get(flow.id) ?? flow.published }
  }
}

function fill<T>(known: Map<string, T | undefined>, keys: Iterable<string>, found: ReadonlyMap<string, T>): void {
  for (const key of keys) known.set(key, found.get(key))
}

/**
 * Decides with as few rows as the mail needs: the engine says what it misses, that is loaded, and it decides again, a
 * handful of times whatever the size of the organisation.
 */
export async function decideWithRows(
  rows: TenantRows,
  decider: Pick<InboundDecider, 'decide'>,
  facts: InboundFacts,
  mail: InboundMail,
): Promise<InboundDecision> {
  for (;;) {
    const { decision, unknown } = await decider.decide(facts.known(), mail, rows.organisationId)
    if (!(await facts.load(rows, unknown))) return decision
  }
}

/** A decision with what it asked for in vain, or why there is none. */
type Attempt = Awaited<ReturnType<InboundDecider['decide']>> | { readonly problem: Problem }

/** What became of one of several mails. */
export type Decided = { readonly decision: InboundDecision } | { readonly problem: Problem }

/** The same for several mails: what all of them miss is loaded together, so that more mails are not more statements. */
export async function decideAllWithRows(
  rows: TenantRows,
  attempt: (known: KnownConfiguration, mail: InboundMail) => Promise<Attempt>,
  facts: InboundFacts,
  mails: readonly InboundMail[],
): Promise<Decided[]> {
  const answers = new Array<Decided>(mails.length)
  let open = [...mails.keys()]
  while (open.length > 0) {
    const missed: UnknownKeys[] = []
    const undecided: number[] = []
    for (const index of open) {
      const answer = await attempt(facts.known(), mails[index]!)
      answers[index] = answer
      if ('problem' in answer || !isAny(answer.unknown)) continue
      missed.push(answer.unknown)
      undecided.push(index)
    }
    await facts.load(rows, together(missed))
    open = undecided
  }
  return answers
}

function isAny({ addresses, redirections, flows, names }: UnknownKeys): boolean {
  return addresses.length + redirections.length + flows.length + names.length > 0
}

function together(missed: readonly UnknownKeys[]): UnknownKeys {
  const all = (kind: keyof UnknownKeys) => [...new Set(missed.flatMap((unknown) => unknown[kind]))]
  return { addresses: all('addresses'), redirections: all('redirections'), flows: all('flows'), names: all('names') }
}
