import { evaluateSpf, type SpfResult } from './spf-evaluation.js'
import type { RecordKey, RecordState } from './types.js'
import type { Ask } from './verdict.js'

const DAY = 24 * 60 * 60 * 1000
const INCLUDES = 10

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
    if (this.#isWaiting) return 'UNANSWERED'
    return evaluateSpf(record, host, this.include, (name, type) => {
      const key = `${type} ${name}`
      if (!this.#asked.has(key) && this.#asked.size >= INCLUDES) return undefined
      this.#asked.add(key)
      const answer = this.ask(name, type)
      if (answer === undefined) this.#isWaiting = true
      return answer
    })
  }
}
