type Listener = () => void

/** Tells open pages that a domain or the result of its check has changed. In this process. */
export class DomainEvents {
  readonly #listeners = new Map<string, Set<Listener>>()

  changed(domainId: string): void {
    for (const listener of this.#listeners.get(domainId) ?? []) listener()
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
}
