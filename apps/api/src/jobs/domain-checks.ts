import type { Clock } from '../adapters/clock.js'
import { Places } from '../adapters/dns/places.js'
import { TenantScope } from '../auth/tenant-scope.js'
import type { Aftermath } from '../features/domain/domain-check.js'
import type { DomainRef } from '../features/domain/domain.entity.js'

const TICK_MILLISECONDS = 1000
/** Due within this time counts as due, so that a watched domain is never asked later than its rhythm says. */
const AHEAD_MILLISECONDS = 1500
const AT_ONCE = 4
const WATCHED_MILLISECONDS = 10_000
const RETRY_MILLISECONDS = 5 * 60_000
const REMEMBERED_WATCH_MILLISECONDS = 60_000

/** What the schedule needs to know and do. */
export interface DomainChecking {
  /** Domains to be asked about by now, longest due first. */
  due(now: number, limit: number): Promise<readonly DomainRef[]>
  /** Asks DNS, stores the result and the time of the next check. Nothing is stored once the signal is aborted. */
  check(scope: TenantScope, domainId: string, watchedSince: number | null, signal: AbortSignal): Promise<Aftermath>
  /** Tells the owner of a domain that another organisation has proved a subdomain of it. */
  tellParent(scope: TenantScope, domainId: string, subdomain: string): Promise<void>
  /** A check failed, through no fault of DNS; null: looking for what is due failed. */
  failed(domain: DomainRef | null, reason: unknown): void
}

interface Watch {
  readonly domain: DomainRef
  readonly since: number
  watchers: number
  /** When the last watcher went; a page that is loaded again goes on in the rhythm it had. */
  leftAt: number | null
  /** When the watched rhythm begins; null: it has begun. */
  beginsAt: number | null
}

/** Asks DNS about domains when they are due, a few at once, one domain never twice at the same time (R-DOM-15). */
export class DomainChecks {
  readonly #places = new Places(AT_ONCE)
  readonly #running = new Map<string, Promise<void>>()
  readonly #watches = new Map<string, Watch>()
  readonly #failedAt = new Map<string, number>()
  readonly #stop = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> = Promise.resolve()

  constructor(
    private readonly checking: DomainChecking,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#startDue())
    }, TICK_MILLISECONDS)
  }

  /** Starts nothing more and waits for what is under way, the results of which are not stored. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#stop.abort()
    await this.#looking
    await this.idle()
  }

  /** Asks as soon as possible, in the background. */
  soon(domain: DomainRef): void {
    void this.now(domain)
  }

  /** Asks DNS after what is under way for the domain; done when the result is stored. Never rejects. */
  async now(domain: DomainRef): Promise<void> {
    while (this.#running.has(domain.domainId)) await this.#running.get(domain.domainId)
    await this.#run(domain)
  }

  /** Done when nothing is under way and nothing waits. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values())
  }

  /** Somebody has the domain's page open, until the returned function is called. */
  watch(domain: DomainRef, lastCheckedAt: number | null): () => void {
    const watch = this.#watchOf(domain)
    if (watch.watchers === 0) watch.beginsAt = (lastCheckedAt ?? -Infinity) + WATCHED_MILLISECONDS
    watch.watchers++
    watch.leftAt = null
    return () => {
      watch.watchers--
      if (watch.watchers === 0) watch.leftAt = this.clock.now()
    }
  }

  /** Since when the domain is watched; null: nobody does. */
  watchedSince(domainId: string): number | null {
    const watch = this.#watches.get(domainId)
    return watch && watch.watchers > 0 ? watch.since : null
  }

  #watchOf(domain: DomainRef): Watch {
    for (const [id, { leftAt }] of this.#watches) {
      if (leftAt !== null && leftAt < this.clock.now() - REMEMBERED_WATCH_MILLISECONDS) this.#watches.delete(id)
    }
    const fresh = { domain, since: this.clock.now(), watchers: 0, leftAt: null, beginsAt: null }
    const watch = this.#watches.get(domain.domainId) ?? fresh
    this.#watches.set(domain.domainId, watch)
    return watch
  }

  async #startDue(): Promise<void> {
    try {
      const due = await this.checking.due(this.clock.now() + AHEAD_MILLISECONDS, AT_ONCE * 4)
      for (const domain of [...due, ...this.#newlyWatched()])
        if (this.#mayStart(domain.domainId)) void this.#run(domain)
    } catch (reason) {
      this.checking.failed(null, reason)
    }
  }

  /** Watched domains whose next check was set before anybody watched. */
  #newlyWatched(): DomainRef[] {
    const begun = [...this.#watches.values()].filter(
      ({ watchers, beginsAt }) =>
        watchers > 0 && beginsAt !== null && beginsAt <= this.clock.now() + AHEAD_MILLISECONDS,
    )
    for (const watch of begun) watch.beginsAt = null
    return begun.map(({ domain }) => domain)
  }

  #mayStart(domainId: string): boolean {
    const failedAt = this.#failedAt.get(domainId) ?? -Infinity
    return !this.#running.has(domainId) && failedAt < this.clock.now() - RETRY_MILLISECONDS
  }

  #run(domain: DomainRef): Promise<void> {
    const run = this.#places
      .with(2 ** 31 - 1, () => this.#check(domain))
      .then(() => void this.#running.delete(domain.domainId))
    this.#running.set(domain.domainId, run)
    return run
  }

  async #check(domain: DomainRef): Promise<void> {
    if (this.#stop.signal.aborted) return
    try {
      const scope = TenantScope.issue(domain.organisationId, null)
      const watchedSince = this.watchedSince(domain.domainId)
      const { askAgain, tell } = await this.checking.check(scope, domain.domainId, watchedSince, this.#stop.signal)
      for (const other of askAgain) this.soon(other)
      for (const { parent, subdomain } of tell)
        await this.checking.tellParent(TenantScope.issue(parent.organisationId, null), parent.domainId, subdomain)
      this.#failedAt.delete(domain.domainId)
    } catch (reason) {
      if (this.#stop.signal.aborted) return
      this.#failedAt.set(domain.domainId, this.clock.now())
      this.checking.failed(domain, reason)
    }
  }
}
