import type { DnsZone } from '@mailroom/core'
import type { Budget } from './budget.js'
import type { Server } from './exchange.js'
import type { ResourceRecord } from './message.js'
import { isWithin, type Heard, type NameServers, type Zone } from './name-servers.js'
import { isReachable } from './outbound-guard.js'

const SERVERS_PER_ZONE = 3
const LABELS_TO_CLIMB = 8
const SHORTEST_SECONDS = 60
const LONGEST_SECONDS = 3600
const REMEMBERED_ZONES = 1000

interface Remembered {
  readonly zone: Zone | undefined
  readonly until: number
}

export interface ZonesOptions {
  /** Where zones are looked for. */
  readonly resolvers: readonly Server[]
  /** CIDR networks that name servers may be in though they are private. */
  readonly allowedNetworks: readonly string[]
  readonly port: number
}

/** Finds the servers of a domain's zone by its NS records, and remembers them as long as the records allow. */
export class Zones {
  readonly #remembered = new Map<string, Remembered>()

  constructor(
    private readonly nameServers: NameServers,
    private readonly options: ZonesOptions,
  ) {}

  /** The zone that holds the domain; undefined where none is found or none of its servers may be asked. */
  async of(domain: string, budget: Budget): Promise<Zone | undefined> {
    const known = this.#remembered.get(domain)
    if (known && known.until > performance.now()) return known.zone
    const apex = await this.#apex(domain, budget)
    const servers = apex ? await this.#addresses(apex.hosts, budget) : []
    const zone = apex && servers.length > 0 ? { name: apex.name, servers } : undefined
    this.#remember(domain, zone, apex?.ttl ?? SHORTEST_SECONDS)
    return zone
  }

  /** The name of the domain's zone and of its servers, whoever may be asked; null: DNS did not say. */
  async published(domain: string, budget: Budget): Promise<DnsZone | null> {
    const apex = await this.#apex(domain, budget)
    return apex ? { name: apex.name, nameServers: apex.hosts } : null
  }

  #remember(domain: string, zone: Zone | undefined, ttl: number): void {
    this.#remembered.delete(domain)
    const [oldest] = this.#remembered.keys()
    if (oldest !== undefined && this.#remembered.size >= REMEMBERED_ZONES) this.#remembered.delete(oldest)
    const seconds = zone ? Math.min(Math.max(ttl, SHORTEST_SECONDS), LONGEST_SECONDS) : SHORTEST_SECONDS
    this.#remembered.set(domain, { zone, until: performance.now() + seconds * 1000 })
  }

  /** Climbs from the domain to the name that has NS records; a negative answer names it by its SOA record. */
  async #apex(domain: string, budget: Budget) {
    let name = domain
    for (let climbed = 0; climbed < LABELS_TO_CLIMB && name.includes('.'); climbed++) {
      const heard = await this.nameServers.recursive(this.options.resolvers, name, 'NS', budget)
      if (heard.kind !== 'HEARD') return undefined
      const records = heard.reply.answers.filter((record) => record.name === name && record.type === 'NS')
      if (records.length > 0) return { name, hosts: hostsOf(records), ttl: Math.min(...records.map((r) => r.ttl)) }
      name = zoneInSoa(name, heard) ?? name.slice(name.indexOf('.') + 1)
    }
    return undefined
  }

  async #addresses(hosts: readonly string[], budget: Budget): Promise<Server[]> {
    const found = await Promise.all(hosts.map((host) => this.#addressesOf(host, budget)))
    return found
      .flat()
      .filter((address) => isReachable(address, this.options.allowedNetworks))
      .map((address) => ({ address, port: this.options.port }))
  }

  async #addressesOf(host: string, budget: Budget): Promise<readonly string[]> {
    for (const type of ['A', 'AAAA'] as const) {
      const heard = await this.nameServers.recursive(this.options.resolvers, host, type, budget)
      if (heard.kind === 'HEARD' && heard.reading.kind === 'ANSWER') return heard.reading.values.slice(0, 1)
    }
    return []
  }
}

function hostsOf(records: readonly ResourceRecord[]): string[] {
  return records.slice(0, SERVERS_PER_ZONE).map((record) => record.value)
}

function zoneInSoa(name: string, heard: Heard): string | undefined {
  const soa = heard.reply.authorities.find((record) => record.type === 'SOA')
  return soa && soa.name !== name && isWithin(name, soa.name) ? soa.name : undefined
}
