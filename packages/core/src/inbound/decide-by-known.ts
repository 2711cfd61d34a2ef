import { redirectSecretOf } from '../domain/redirect-target.js'
import type { Edition } from '../organisation/editions.js'
import type { LimitKey } from '../organisation/limits.js'
import type { OrganisationSettings } from '../organisation/settings.js'
import { decideInbound } from './decide-inbound.js'
import type { InboundAddress, InboundConfiguration, InboundDecision, InboundFlow, InboundMail } from './types.js'

/** What was looked up so far: by key, undefined where there is no such thing. */
type LookedUp<T> = ReadonlyMap<string, T | undefined>

/** An organisation as far as it was looked up: plain data, which one thread can post to another. */
export interface KnownConfiguration {
  readonly edition: Edition
  readonly limits: Readonly<Record<LimitKey, number>>
  readonly settings: OrganisationSettings
  /** All of them, by A-label name. */
  readonly domains: ReadonlyMap<string, { readonly id: string; readonly canReceive: boolean }>
  readonly addresses: LookedUp<InboundAddress>
  readonly redirections: LookedUp<InboundAddress>
  readonly flows: LookedUp<InboundFlow>
  readonly names: LookedUp<string>
}

/** Keys that a decision asked for and that nobody has looked up yet. */
export type UnknownKeys = Readonly<Record<'addresses' | 'redirections' | 'flows' | 'names', readonly string[]>>

/** The decision by what is known. It is final when `unknown` is empty; else that is looked up, and it is made again. */
export function decideByKnown(
  known: KnownConfiguration,
  mail: InboundMail,
): { readonly decision: InboundDecision; readonly unknown: UnknownKeys } {
  const asked = new AskedConfiguration(known)
  return { decision: decideInbound(asked, mail), unknown: asked.unknown() }
}

/** Answers from what is known, and notes what is not. */
class AskedConfiguration implements InboundConfiguration {
  readonly edition
  readonly limits
  readonly settings
  private readonly missing = {
    addresses: new Set<string>(),
    redirections: new Set<string>(),
    flows: new Set<string>(),
    names: new Set<string>(),
  }

  constructor(private readonly known: KnownConfiguration) {
    this.edition = known.edition
    this.limits = known.limits
    this.settings = known.settings
  }

  domain(name: string) {
    return this.known.domains.get(name)
  }

  address(key: string) {
    return find(this.known.addresses, this.missing.addresses, key)
  }

  redirection(target: string) {
    return redirectSecretOf(target) ? find(this.known.redirections, this.missing.redirections, target) : undefined
  }

  flow(id: string) {
    return find(this.known.flows, this.missing.flows, id)
  }

  nameOf(id: string) {
    return find(this.known.names, this.missing.names, id)
  }

  unknown(): UnknownKeys {
    const { addresses, redirections, flows, names } = this.missing
    return {
      addresses: [...addresses],
      redirections: [...redirections],
      flows: [...flows],
      names: [...names],
    }
  }
}

function find<T>(known: LookedUp<T>, missing: Set<string>, key: string): T | undefined {
  if (!known.has(key)) missing.add(key)
  return known.get(key)
}
