import { getServers } from 'node:dns'
import type { DnsAnswer, DnsAnswers, DnsQuestion, DnsZone } from '@mailroom/core'
import { Budget } from './budget.js'
import { parseServer, type Server } from './exchange.js'
import { NameServers, type Failure, type Heard } from './name-servers.js'
import { ZoneView } from './zone-view.js'
import { Zones } from './zones.js'

/** What one check may use (R-DOM-15): so long, and so many messages in all. */
const CHECK = { milliseconds: 15_000, messages: 40 }
const TRY_MILLISECONDS = 2000
const LONGEST_CHAIN = 8

export interface DnsOptions {
  /** `MAILROOM_DNS_SERVERS`, each `ip[:port]`: when any are set these and only these are asked. */
  readonly servers: readonly string[]
  /** `MAILROOM_ALLOW_PRIVATE_NETWORKS` (CIDR): private networks that a zone's servers may be in. */
  readonly allowedNetworks: readonly string[]
  /** Who is asked for other people's names; left out: the system's resolvers. */
  readonly resolvers?: readonly string[]
  /** Where a zone's servers listen; left out: 53. */
  readonly authoritativePort?: number
  /** How long a server has to answer, in milliseconds; left out: 2000. */
  readonly tryMilliseconds?: number
}

/** The outside world's DNS (R-DOM-10, R-DOM-15). */
export interface Dns {
  /** Begins the look-ups of one check of a domain: at most 15 seconds and 40 messages. */
  open(domain: string): DnsLookup
}

/** The look-ups of one check. The same question is asked once. */
export interface DnsLookup {
  ask(question: DnsQuestion): Promise<DnsAnswer>
  /** The domain's zone and the names of its servers, by its NS records; null: DNS did not say. */
  zone(): Promise<DnsZone | null>
}

/** Asks until nothing is missing any more; every answer is remembered for the function that judges. */
export async function askAll(
  lookup: DnsLookup,
  missing: (answers: DnsAnswers) => readonly DnsQuestion[],
): Promise<DnsAnswers> {
  const known = new Map<string, DnsAnswer>()
  const answers: DnsAnswers = (question) => known.get(keyOf(question))
  for (let open = missing(answers); open.length > 0; open = missing(answers)) {
    await Promise.all(open.map(async (question) => known.set(keyOf(question), await lookup.ask(question))))
  }
  return answers
}

/** A thin client that sees what Node's own resolver hides: the AA bit, the owner of an answer, a referral. */
export class DnsClient implements Dns {
  readonly #nameServers: NameServers
  readonly #resolvers: readonly Server[]
  readonly #zones: Zones
  /** Whether the servers of zones are asked themselves. */
  readonly #asksZones: boolean
  #closed = false

  constructor(options: DnsOptions) {
    const own = options.servers.length > 0
    this.#nameServers = new NameServers(options.tryMilliseconds ?? TRY_MILLISECONDS)
    this.#resolvers = (own ? options.servers : (options.resolvers ?? getServers())).map(parseServer)
    this.#asksZones = !own
    this.#zones = new Zones(this.#nameServers, {
      resolvers: this.#resolvers,
      allowedNetworks: options.allowedNetworks,
      port: options.authoritativePort ?? 53,
    })
  }

  open(domain: string): DnsLookup {
    const budget = new Budget(CHECK, () => this.#closed)
    return new Lookup(domain, this.#nameServers, this.#resolvers, this.#zones, this.#asksZones, budget)
  }

  /** Nothing is asked any more; what is under way ends within a try. */
  close(): void {
    this.#closed = true
  }
}

class Lookup implements DnsLookup {
  readonly #answers = new Map<string, Promise<DnsAnswer>>()
  #zone: Promise<ZoneView | undefined> | undefined

  constructor(
    private readonly domain: string,
    private readonly nameServers: NameServers,
    private readonly resolvers: readonly Server[],
    private readonly zones: Zones,
    private readonly asksZones: boolean,
    private readonly budget: Budget,
  ) {}

  ask(question: DnsQuestion): Promise<DnsAnswer> {
    const key = keyOf(question)
    const answer = this.#answers.get(key) ?? this.#follow(question)
    this.#answers.set(key, answer)
    return answer
  }

  zone(): Promise<DnsZone | null> {
    return this.zones.published(this.domain, this.budget)
  }

  async #follow(question: DnsQuestion): Promise<DnsAnswer> {
    const seen = new Set<string>()
    let name = question.name.toLowerCase()
    while (seen.size < LONGEST_CHAIN && !seen.has(name)) {
      seen.add(name)
      const heard = await this.#askOnce(name, question)
      if (heard.kind !== 'HEARD') return heard
      if (heard.reading.kind !== 'ALIAS') return { ...heard.reading, source: sourceOf(heard) }
      name = heard.reading.target
    }
    return { kind: 'NO_ANSWER', reason: 'CNAME_LOOP' }
  }

  /** The zone's servers speak first; where they say nothing that counts, the resolver decides. */
  async #askOnce(name: string, { type }: DnsQuestion): Promise<Heard | Failure> {
    const zone = await (this.#zone ??= this.#findZone())
    const heard = await zone?.ask(name, type)
    return heard ?? this.nameServers.recursive(this.resolvers, name, type, this.budget)
  }

  async #findZone(): Promise<ZoneView | undefined> {
    const zone = this.asksZones ? await this.zones.of(this.domain, this.budget) : undefined
    return zone && new ZoneView(zone, this.nameServers, this.budget)
  }
}

function sourceOf({ server, reply }: Heard): string {
  return `${server.address} (${reply.authoritative ? 'authoritative' : 'resolver'})`
}

function keyOf(question: DnsQuestion): string {
  return `${question.type} ${question.name.toLowerCase()}`
}
