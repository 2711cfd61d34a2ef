import { isIp } from './networks.js'
import { evaluateSpf, type SpfResult } from './spf-evaluation.js'
import type { RecordKey, RecordState } from './types.js'
import { valuesOf, type Ask } from './verdict.js'

const DAY = 24 * 60 * 60 * 1000
const INCLUDES = 10
const ADDRESSES = 4

/** The SPF records of one check: together they ask at most 10 questions, and a good one once a day (R-DOM-9, -15). */
export class SpfWalks {
  readonly #asked = new Set<string>()
  #isWaiting = false

  constructor(
    /** The platform's include. */
    readonly include: string,
    private readonly ask: Ask,
    private readonly states: readonly RecordState[],
    private readonly now: number,
  ) {}

  /** Whether this very record was evaluated and good within the last day. */
  isFresh(key: RecordKey, record: string): boolean {
    const state = this.states.find((candidate) => candidate.key === key)
    if (state?.status !== 'VERIFIED' || state.walkedAt === undefined) return false
    return state.found[0] === record && this.now - state.walkedAt < DAY
  }

  /**
   * What receivers make of the record; UNANSWERED also where it asks more than may be asked now, and until the walk
   * before it has all its answers.
   */
  evaluate(record: string, host: string): SpfResult {
    return this.#walk(record, host, { include: this.include })
  }

  /**
   * Whether the record lets each of the server's addresses send; ENDED: not all of them. Of a server without an
   * address it is looked at whether the record is one at all.
   */
  evaluateFor(record: string, host: string, server: string): SpfResult {
    const addresses = this.#addressesOf(server)
    if (addresses === 'UNANSWERED') return addresses
    if (addresses.length === 0) {
      const result = this.evaluate(record, host)
      return result === 'ENDED' ? 'INCLUDED' : result
    }
    const results = addresses.map((address) => this.#walk(record, host, { address }))
    return results.find((result) => result !== 'INCLUDED') ?? 'INCLUDED'
  }

  /** The IPv4 address of a server, else the IPv6 one; none: nothing is known of it. */
  #addressesOf(server: string): readonly string[] | 'UNANSWERED' {
    if (isIp(server)) return [server]
    for (const type of ['A', 'AAAA'] as const) {
      const answer = this.ask(server, type)
      if (answer === undefined || answer.kind === 'NO_ANSWER') return 'UNANSWERED'
      if (answer.kind === 'ANSWER') return valuesOf(answer).slice(0, ADDRESSES)
    }
    return []
  }

  #walk(record: string, host: string, goal: Parameters<typeof evaluateSpf>[2]): SpfResult {
    if (this.#isWaiting) return 'UNANSWERED'
    return evaluateSpf(record, host, goal, (name, type) => {
      const key = `${type} ${name}`
      if (!this.#asked.has(key) && this.#asked.size >= INCLUDES) return undefined
      this.#asked.add(key)
      const answer = this.ask(name, type)
      if (answer === undefined) this.#isWaiting = true
      return answer
    })
  }
}
