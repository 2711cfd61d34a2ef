import { WATCHED_INTERVAL } from '@mailroom/core'
import type { Clock } from '../adapters/clock.js'
import type { DomainRef } from '../features/domain/domain.entity.js'

const REMEMBERED_MILLISECONDS = 60_000

interface Watch {
  readonly domain: DomainRef
  readonly since: number
  watchers: number
  /** When the last watcher went; a page that is loaded again goes on in the rhythm it had. */
  leftAt: number | null
  /** When the watched rhythm begins; null: it has begun. */
  beginsAt: number | null
}

/** Which domains have their page open, and since when (R-DOM-15). In this process. */
export class Watches {
  readonly #watches = new Map<string, Watch>()

  constructor(private readonly clock: Clock) {}

  /** Somebody watches, until the returned function is called. */
  begin(domain: DomainRef, lastCheckedAt: number | null): () => void {
    const watch = this.#of(domain)
    if (watch.watchers === 0) watch.beginsAt = (lastCheckedAt ?? -Infinity) + WATCHED_INTERVAL
    watch.watchers++
    watch.leftAt = null
    return () => {
      watch.watchers--
      if (watch.watchers === 0) watch.leftAt = this.clock.now()
    }
  }

  /** Since when the domain is watched; null: nobody does. */
  since(domainId: string): number | null {
    const watch = this.#watches.get(domainId)
    return watch && watch.watchers > 0 ? watch.since : null
  }

  /** Domains whose next check was set before anybody watched and whose rhythm begins by then; each is given once. */
  begun(by: number): DomainRef[] {
    const begun = [...this.#watches.values()].filter(
      ({ watchers, beginsAt }) => watchers > 0 && beginsAt !== null && beginsAt <= by,
    )
    for (const watch of begun) watch.beginsAt = null
    return begun.map(({ domain }) => domain)
  }

  #of(domain: DomainRef): Watch {
    const now = this.clock.now()
    for (const [id, { leftAt }] of this.#watches) {
      if (leftAt !== null && leftAt < now - REMEMBERED_MILLISECONDS) this.#watches.delete(id)
    }
    const watch = this.#watches.get(domain.domainId) ?? {
      domain,
      since: now,
      watchers: 0,
      leftAt: null,
      beginsAt: null,
    }
    this.#watches.set(domain.domainId, watch)
    return watch
  }
}
