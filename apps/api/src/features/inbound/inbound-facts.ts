import {
  decideInbound,
  redirectSecretOf,
  redirectTargetOf,
  type AddressSettings,
  type InboundAddress,
  type InboundConfiguration,
  type InboundDecision,
  type InboundFlow,
  type InboundMail,
} from '@mailroom/core'
import type { TenantRows } from '../../database/unit-of-work.js'
import type { AddressRow } from '../address/address.read-model.js'
import type { DomainRow } from '../domain/domain.read-model.js'
import type { OrganisationEntity } from '../organisation/organisation.entity.js'
import { loadInboundAddresses, loadInboundFlows, loadNames } from './inbound.read-model.js'

/** Settings that count instead of the stored ones, by address. */
export type Overrides = ReadonlyMap<string, Pick<AddressSettings, 'routing' | 'spamRouting'>>

/** What an organisation has configured, as far as a decision has asked for it yet. */
class InboundFacts implements InboundConfiguration {
  readonly edition
  readonly limits
  readonly settings
  readonly #domains: ReadonlyMap<string, { readonly id: string; readonly canReceive: boolean }>
  readonly #addresses = new Map<string, InboundAddress | undefined>()
  readonly #redirections = new Map<string, InboundAddress | undefined>()
  readonly #flows = new Map<string, InboundFlow | undefined>()
  readonly #names = new Map<string, string | undefined>()
  readonly #missing = {
    addresses: new Set<string>(),
    secrets: new Map<string, string>(),
    flows: new Set<string>(),
    names: new Set<string>(),
  }

  constructor(
    organisation: OrganisationEntity,
    domains: readonly DomainRow[],
    private readonly overrides: Overrides,
    private readonly platformRoot: string,
  ) {
    this.edition = organisation.edition
    this.limits = organisation.limits
    this.settings = organisation.settings
    this.#domains = new Map(domains.map(({ name, id, receiveReady }) => [name, { id, canReceive: receiveReady }]))
  }

  domain(name: string) {
    return this.#domains.get(name)
  }

  address(key: string): InboundAddress | undefined {
    if (!this.#addresses.has(key)) this.#missing.addresses.add(key)
    return this.#addresses.get(key)
  }

  redirection(target: string): InboundAddress | undefined {
    const secret = redirectSecretOf(target)
    if (secret && !this.#redirections.has(target)) this.#missing.secrets.set(target, secret)
    return this.#redirections.get(target)
  }

  flow(id: string): InboundFlow | undefined {
    if (!this.#flows.has(id)) this.#missing.flows.add(id)
    return this.#flows.get(id)
  }

  nameOf(id: string): string | undefined {
    if (!this.#names.has(id)) this.#missing.names.add(id)
    return this.#names.get(id)
  }

  /** Loads what was asked for in vain since the last time; false: nothing was. */
  async loadMissing(rows: TenantRows): Promise<boolean> {
    const { addresses, secrets, flows, names } = this.#missing
    const hasMissing = addresses.size + secrets.size + flows.size + names.size > 0
    if (addresses.size + secrets.size > 0) await this.#loadAddresses(rows, [...addresses], secrets)
    if (flows.size > 0) fill(this.#flows, flows, await loadInboundFlows(rows, [...flows]))
    if (names.size > 0) fill(this.#names, names, await loadNames(rows, [...names]))
    for (const each of [addresses, secrets, flows, names]) each.clear()
    return hasMissing
  }

  async #loadAddresses(rows: TenantRows, keys: readonly string[], secrets: ReadonlyMap<string, string>): Promise<void> {
    const found = await loadInboundAddresses(rows, keys, [...secrets.values()])
    const byKey = new Map(found.map((row) => [row.addressKey, this.#overridden(row)]))
    fill(this.#addresses, keys, byKey)
    const byTarget = new Map(
      found.map((row) => [
        redirectTargetOf(row.addressKey, row.redirectSecret, this.platformRoot),
        this.#overridden(row),
      ]),
    )
    fill(this.#redirections, secrets.keys(), byTarget)
  }

  #overridden({ id, address, domainId, settings }: AddressRow): InboundAddress {
    return { id, address, domainId, settings: this.overrides.get(id) ?? settings }
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
  organisation: OrganisationEntity,
  domains: readonly DomainRow[],
  overrides: Overrides,
  platformRoot: string,
  mail: InboundMail,
): Promise<InboundDecision> {
  const facts = new InboundFacts(organisation, domains, overrides, platformRoot)
  for (;;) {
    const decision = decideInbound(facts, mail)
    if (!(await facts.loadMissing(rows))) return decision
  }
}
