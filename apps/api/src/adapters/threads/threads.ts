import { PlaceOfEach, Places } from '../places.js'
import { Thread, type Job } from './thread.js'

/** Too many wait for a thread. */
export class Busy extends Error {}

/** Seconds after which it makes sense to ask again. */
export const BUSY_SECONDS = 3

const AT_ONCE = 2
const PATIENCE_MS = BUSY_SECONDS * 1000

/** Does the work of strangers apart from everything else: in a few threads, with bounded time and memory. */
export class Threads<Q, A> {
  readonly #places = new Places(AT_ONCE)
  readonly #owners = new PlaceOfEach()
  readonly #all: readonly Thread<Q, A>[]
  readonly #idle: Thread<Q, A>[]

  constructor(job: Job<Q>) {
    this.#all = Array.from({ length: AT_ONCE }, () => new Thread<Q, A>(job))
    this.#idle = [...this.#all]
  }

  /**
   * `Busy` where no thread is free in time, `GivenUp` where the work takes more than its job allows. Of an owner one
   * question is worked on at once: the other threads are for others.
   */
  async ask(question: Q, owner?: string): Promise<A> {
    const work = () => this.#places.with(PATIENCE_MS, () => this.#answer(question))
    const asked = await (owner === undefined ? work() : this.#owners.with(owner, PATIENCE_MS, work))
    if (!asked) throw new Busy()
    return asked.answer
  }

  async #answer(question: Q): Promise<{ readonly answer: A }> {
    const thread = this.#idle.pop()!
    try {
      return { answer: await thread.ask(question) }
    } finally {
      this.#idle.push(thread)
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((thread) => thread.end()))
  }
}
