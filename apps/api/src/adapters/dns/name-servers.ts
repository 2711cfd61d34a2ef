import type { Budget } from './budget.js'
import { exchange, type Server } from './exchange.js'
import { follow, noAnswer, type Reading } from './follow.js'
import { isAskable, type Query, type RecordType, type Reply } from './message.js'
import { Places } from '../places.js'

const TRIES = 2
const SOCKETS = 20

export type Failure = Extract<Reading, { kind: 'NO_ANSWER' }>

/** What a server said, how it reads, and which server it was. */
export interface Heard {
  readonly kind: 'HEARD'
  readonly reading: Exclude<Reading, Failure>
  readonly reply: Reply
  readonly server: Server
}

/** Asks servers, all questions of the process together through a bounded number of sockets. */
export class NameServers {
  readonly #places = new Places(SOCKETS)

  /** `tryMilliseconds`: how long a server has to answer. */
  constructor(private readonly tryMilliseconds: number) {}

  /** Asks anybody who looks further: the first that answers decides. */
  recursive(servers: readonly Server[], name: string, type: RecordType, budget: Budget): Promise<Heard | Failure> {
    return this.#ask(servers, { name, type, recursive: true }, budget, () => true)
  }

  /** Asks the servers of a zone: only an answer with the AA bit counts, and only for names of the zone. */
  authoritative(zone: Zone, name: string, type: RecordType, budget: Budget): Promise<Heard | Failure> {
    return this.#ask(zone.servers, { name, type, recursive: false }, budget, (owner) => isWithin(owner, zone.name))
  }

  /** The second try goes without EDNS, which some servers refuse. */
  async #ask(
    servers: readonly Server[],
    query: Query,
    budget: Budget,
    speaksFor: (name: string) => boolean,
  ): Promise<Heard | Failure> {
    if (!isAskable(query.name)) return noAnswer('MALFORMED')
    let failure = noAnswer('TIMEOUT')
    for (let attempt = 0; attempt < TRIES && budget.timeLeft > 0; attempt++) {
      const server = servers[attempt % servers.length]
      if (!server) break
      const reply = await this.#places.with(budget.timeLeft, () =>
        exchange(server, { ...query, plain: attempt > 0 }, Math.min(this.tryMilliseconds, budget.timeLeft), budget),
      )
      const reading = typeof reply === 'object' ? read(query, reply, speaksFor) : noAnswer(reply ?? 'TIMEOUT')
      if (reading.kind === 'NO_ANSWER') failure = reading
      else if (typeof reply === 'object') return { kind: 'HEARD', reading, reply, server }
    }
    return failure
  }
}

/** A zone and the addresses of its servers. */
export interface Zone {
  readonly name: string
  readonly servers: readonly Server[]
}

function read(query: Query, reply: Reply, speaksFor: (name: string) => boolean): Reading {
  const mayDecide = query.recursive || reply.authoritative
  const reading = follow(query, reply, speaksFor)
  return mayDecide || reading.kind === 'NO_ANSWER' ? reading : noAnswer('REFUSED')
}

/** Whether the name is the zone's own or lies under it. */
export function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`)
}
