import { getServers } from 'node:dns'
import type { DnsAnswer, DnsAnswers, DnsQuestion } from '@mailroom/core'
import { parseServer, type Server } from './exchange.js'
import { isWithin, NameServers, type Failure, type Heard, type TimeLeft, type Zone } from './name-servers.js'
import { Zones } from './zones.js'

const CHECK_MILLISECONDS = 15_000
const QUESTIONS = 48
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
}

/** The outside world's DNS (R-DOM-10, R-DOM-15). */
export interface Dns {
  /** Begins the look-ups of one check of a domain: at most 15 seconds and 48 different questions. */
  open(domain: string): DnsLookup
}

/** The look-ups of one check. The same question is asked once. */
export interface DnsLookup {
  ask(question: DnsQuestion): Promise<DnsAnswer>
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
  readonly #nameServers = new NameServers()
  readonly #resolvers: readonly Server[]
  readonly #zones: Zones | undefined
  #closed = false

  constructor(options: DnsOptions) {
    const own = options.servers.length > 0
    this.#resolvers = (own ? options.servers : (options.resolvers ?? getServers())).map(parseServer)
    this.#zones = own
      ? undefined
      : new Zones(this.#nameServers, {
          resolvers: this.#resolvers,
          allowedNetworks: options.allowedNetworks,
          port: options.authoritativePort ?? 53,
        })
  }

  open(domain: string): DnsLookup {
    const end = performance.now() + CHECK_MILLISECONDS
    const timeLeft = () => (this.#closed ? 0 : end - performance.now())
    return new Lookup(domain, this.#nameServers, this.#resolvers, this.#zones, timeLeft)
  }

  /** Nothing is asked any more; what is under way ends within a try. */
  close(): void {
    this.#closed = true
  }
}

class Lookup implements DnsLookup {
  readonly #answers = new Map<string, Promise<DnsAnswer>>()
  #zone: Promise<Zone | undefined> | undefined
  #zoneIsSilent = false

  constructor(
    private readonly domain: string,
    private readonly nameServers: NameServers,
    private readonly resolvers: readonly Server[],
    private readonly zones: Zones | undefined,
    private readonly timeLeft: TimeLeft,
  ) {}

  ask(question: DnsQuestion): Promise<DnsAnswer> {
    const key = keyOf(question)
    const known = this.#answers.get(key)
    if (known) return known
    if (this.#answers.size >= QUESTIONS) return Promise.resolve({ kind: 'NO_ANSWER', reason: 'TIMEOUT' })
    const answer = this.#follow(question)
    this.#answers.set(key, answer)
    return answer
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
    const zone = await (this.#zone ??= this.zones?.of(this.domain, this.timeLeft))
    if (zone && isWithin(name, zone.name) && !this.#zoneIsSilent) {
      const heard = await this.nameServers.authoritative(zone, name, type, this.timeLeft)
      if (heard.kind === 'HEARD' && !leaves(heard, zone)) return heard
      if (heard.kind === 'NO_ANSWER' && heard.reason === 'TIMEOUT') this.#zoneIsSilent = true
    }
    return this.nameServers.recursive(this.resolvers, name, type, this.timeLeft)
  }
}

function leaves({ reading }: Heard, zone: Zone): boolean {
  return reading.kind === 'ALIAS' && !isWithin(reading.target, zone.name)
}

function sourceOf({ server, reply }: Heard): string {
  return `${server.address} (${reply.authoritative ? 'authoritative' : 'resolver'})`
}

function keyOf(question: DnsQuestion): string {
  return `${question.type} ${question.name.toLowerCase()}`
}
