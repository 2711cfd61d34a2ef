import type { AddressSettings } from '../address/types.js'
import type { Capability } from '../domain/types.js'
import type { QueueFact } from '../flow/facts.js'
import type { Problem } from '../problem.js'
import type { LintAddress, LintConfiguration, LintDomain, LintFlow } from './types.js'

const READY: Capability = { ready: true, reasons: [] }

/** A domain that sends and receives unless changed; its id is `dom` and its name. */
export function aLintDomain(name: string, changes: Partial<LintDomain> = {}): LintDomain {
  return { id: `dom ${name}`, name, canReceive: READY, canSend: READY, warnings: [], ...changes }
}

/** A domain's capability that is refused for these reasons. */
export function notReady(...reasons: readonly Problem[]): Capability {
  return { ready: false, reasons }
}

/** An address with its settings; its id is the address. */
export function aLintAddress(address: string, settings: AddressSettings): LintAddress {
  return { id: address, address, settings }
}

/** What `aLintConfiguration` is made of; everything may be left out. */
export interface LintParts {
  readonly domains?: readonly LintDomain[]
  readonly addresses?: readonly LintAddress[]
  readonly flows?: readonly LintFlow[]
  readonly queues?: Readonly<Record<string, QueueFact>>
}

/** A whole organisation in memory, each thing found by its id. */
export function aLintConfiguration({ domains = [], addresses = [], flows = [], queues = {} }: LintParts) {
  const byId = new Map(addresses.map((address) => [address.id, address]))
  const keys = new Set(addresses.map(({ address }) => address.toLowerCase()))
  const flowsById = new Map(flows.map((flow) => [flow.id, flow]))
  const configuration: LintConfiguration = {
    domains,
    addresses,
    flows,
    queue: (id) => queues[id],
    flow(id) {
      const flow = flowsById.get(id)
      return flow && { name: flow.name, published: flow.published !== null }
    },
    addressOf: (id) => byId.get(id)?.address,
    isOwnAddress: (key) => keys.has(key),
  }
  return configuration
}
