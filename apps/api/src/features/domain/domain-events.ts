import { ONE_PROCESS, type Shared } from '../../database/shared.js'

type Listener = () => void

const TOPIC = 'mailroom_domain'

/** Tells open pages that a domain or the result of its check has changed, in whichever process. */
export class DomainEvents {
  readonly #listeners = new Map<string, Set<Listener>>()

  constructor(private readonly shared: Shared = ONE_PROCESS) {
    shared.hear(TOPIC, (domainId) => this.#wake(domainId))
  }

  changed(domainId: string): void {
    this.#wake(domainId)
    this.shared.tell(TOPIC, domainId)
  }

  /** An event for each change from now on; several that nobody has taken yet are one. `end` runs when it is left. */
  follow(domainId: string, end: () => void): AsyncIterableIterator<string> {
    let wake: (() => void) | undefined
    let isPending = false
    let isOver = false
    const listener = () => {
      isPending = true
      wake?.()
    }
    const listeners = this.#listeners.get(domainId) ?? new Set()
    this.#listeners.set(domainId, listeners.add(listener))
    const leave = () => {
      if (isOver) return
      isOver = true
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(domainId)
      end()
      wake?.()
    }
    return {
      async next() {
        while (!isPending && !isOver) await new Promise<void>((resolve) => (wake = resolve))
        isPending = false
        return isOver ? { done: true, value: undefined } : { done: false, value: domainId }
      },
      async return() {
        leave()
        return { done: true, value: undefined }
      },
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }

  /** Null: every page, for any of them may have missed something. */
  #wake(domainId: string | null): void {
    const woken = domainId === null ? [...this.#listeners.values()] : [this.#listeners.get(domainId) ?? []]
    for (const listeners of woken) for (const listener of listeners) listener()
  }
}
