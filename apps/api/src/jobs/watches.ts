import { WATCHED_INTERVAL } from '@mailroom/core'
import { ONE_PROCESS, type Shared } from '../database/shared.js'
import type { Clock } from '../adapters/clock.js'
import type { DomainRef } from '../features/domain/domain.entity.js'

const REMEMBERED_MILLISECONDS = 60_000
const TOPIC = 'mailroom_watch'
/** How often other processes are told of pages that are open here, and how long they believe it. */
const TOLD_MILLISECONDS = 3_000
const BELIEVED_MILLISECONDS = 10_000

interface Watch {
  readonly domain: DomainRef
  readonly since: number
  watchers: number
  /** When the last watcher went; a page that is loaded again goes on in the rhythm it had. */
  leftAt: number | null
  /** When the watched rhythm begins; null: it has begun. */
  beginsAt: number | null
}

/** Which domains have their page open, and since when (R-DOM-15), in whichever process. */
export class Watches {
  readonly #watches = new Map<string, Watch>()

  /** Domains with a page open in another process. */
  readonly #elsewhere = new Map<string, { readonly since: number; readonly until: number }>()
  #toldAt = -Infinity

  constructor(
    private readonly clock: Clock,
    private readonly shared: Shared = ONE_PROCESS,
  ) {
    shared.hear(TOPIC, (text) => this.#believe(text ?? ''))
  }

  /** Somebody watches, until the returned function is called. */
  begin(domain: DomainRef, lastCheckedAt: number | null): () => void {
    const watch = this.#of(domain)
    const isWatched = this.since(domain.domainId) !== null
    if (!isWatched) watch.beginsAt = (lastCheckedAt ?? -Infinity) + WATCHED_INTERVAL
    watch.watchers++
    watch.leftAt = null
    this.shared.tell(TOPIC, `${domain.domainId} ${watch.since}`)
    return () => {
      watch.watchers--
      if (watch.watchers === 0) watch.leftAt = this.clock.now()
    }
  }

  /** Since when the domain is watched; null: nobody does. */
  since(domainId: string): number | null {
    const watch = this.#watches.get(domainId)
    const elsewhere = this.#elsewhere.get(domainId)
    const here = watch && watch.watchers > 0 ? watch.since : Infinity
    const there = elsewhere && elsewhere.until > this.clock.now() ? elsewhere.since : Infinity
    const since = Math.min(here, there)
    return since === Infinity ? null : since
  }

  /** Tells other processes which pages are open here, as often as it takes for them to believe it. */
  tell(): void {
    const now = this.clock.now()
    if (now - this.#toldAt < TOLD_MILLISECONDS) return
    this.#toldAt = now
    for (const [id, { until }] of this.#elsewhere) if (until <= now) this.#elsewhere.delete(id)
    for (const [id, { watchers, since }] of this.#watches) if (watchers > 0) this.shared.tell(TOPIC, `${id} ${since}`)
  }

  /** Domains whose next check was set before anybody watched and whose rhythm begins by then; each is given once. */
  begun(by: number): DomainRef[] {
    const begun = [...this.#watches.values()].filter(
      ({ watchers, beginsAt }) => watchers > 0 && beginsAt !== null && beginsAt <= by,
    )
    for (const watch of begun) watch.beginsAt = null
    return begun.map(({ domain }) => domain)
  }

  #believe(text: string): void {
    const [domainId, since] = text.split(' ')
    if (!domainId || !Number.isFinite(Number(since))) return
    this.#elsewhere.set(domainId, { since: Number(since), until: this.clock.now() + BELIEVED_MILLISECONDS })
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
