import type { Clock } from '../adapters/clock.js'
import { Places } from '../adapters/places.js'
import { TenantScope } from '../auth/tenant-scope.js'
import type { Aftermath } from '../features/domain/domain-check.js'
import type { DomainRef } from '../features/domain/domain.entity.js'
import { Watches } from './watches.js'

const TICK_MILLISECONDS = 1000
/** Due within this time counts as due, so that a watched domain is never asked later than its rhythm says. */
const AHEAD_MILLISECONDS = 1500
const AT_ONCE = 4
/** More than can fail for long: whoever rests must not keep others from their turn. */
const LOOKED_AT = 200
/** However often something changes, DNS is asked about a domain no more often than this on its own account. */
const SHORTEST_MILLISECONDS = 5000
const RETRY_MILLISECONDS = 5 * 60_000
const FOR_EVER = 2 ** 31 - 1

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

/** Asks DNS about domains when they are due, a few at once, one domain never twice at the same time (R-DOM-15). */
export class DomainChecks {
  readonly #places = new Places(AT_ONCE)
  readonly #running = new Map<string, Promise<void>>()
  readonly #wanted = new Map<string, DomainRef>()
  /** Until when a domain is left alone unless somebody asks by hand. */
  readonly #restsUntil = new Map<string, number>()
  readonly #stop = new AbortController()
  readonly #watches: Watches
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> = Promise.resolve()

  constructor(
    private readonly checking: DomainChecking,
    private readonly clock: Clock,
  ) {
    this.#watches = new Watches(clock)
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), TICK_MILLISECONDS)
  }

  /** Starts nothing more and waits for what is under way, the results of which are not stored. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#stop.abort()
    await this.#looking
    await this.idle()
  }

  /** Asks in the background: at once, or as soon as the domain has rested. */
  soon(domain: DomainRef): void {
    this.#wanted.set(domain.domainId, domain)
    this.#startWanted()
  }

  /** Asks DNS after what is under way for the domain; done when the result is stored. Never rejects. */
  async now(domain: DomainRef): Promise<void> {
    while (this.#running.has(domain.domainId)) await this.#running.get(domain.domainId)
    await this.#run(domain)
  }

  /** Somebody has the domain's page open, until the returned function is called. */
  watch(domain: DomainRef, lastCheckedAt: number | null): () => void {
    return this.#watches.begin(domain, lastCheckedAt)
  }

  /** Starts what is due, wanted or newly watched. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#startDue())
    return this.#looking
  }

  /** Done when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values())
  }

  async #startDue(): Promise<void> {
    const now = this.clock.now()
    for (const [id, until] of this.#restsUntil) if (until <= now) this.#restsUntil.delete(id)
    try {
      const due = await this.checking.due(now + AHEAD_MILLISECONDS, LOOKED_AT)
      const begun = this.#watches.begun(now + AHEAD_MILLISECONDS)
      for (const domain of [...due, ...begun]) this.#wanted.set(domain.domainId, domain)
    } catch (reason) {
      this.checking.failed(null, reason)
    }
    this.#startWanted()
  }

  #startWanted(): void {
    for (const [id, domain] of this.#wanted) {
      if (this.#running.has(id) || (this.#restsUntil.get(id) ?? 0) > this.clock.now()) continue
      this.#wanted.delete(id)
      void this.#run(domain)
    }
  }

  #run(domain: DomainRef): Promise<void> {
    const run = this.#places
      .with(FOR_EVER, () => this.#check(domain))
      .then(() => void this.#running.delete(domain.domainId))
    this.#running.set(domain.domainId, run)
    return run
  }

  async #check(domain: DomainRef): Promise<void> {
    if (this.#stop.signal.aborted) return
    this.#rest(domain, SHORTEST_MILLISECONDS)
    try {
      const scope = TenantScope.issue(domain.organisationId, null)
      const watchedSince = this.#watches.since(domain.domainId)
      const { askAgain, tell } = await this.checking.check(scope, domain.domainId, watchedSince, this.#stop.signal)
      for (const other of askAgain) this.soon(other)
      for (const { parent, subdomain } of tell)
        await this.checking.tellParent(TenantScope.issue(parent.organisationId, null), parent.domainId, subdomain)
    } catch (reason) {
      if (this.#stop.signal.aborted) return
      this.#rest(domain, RETRY_MILLISECONDS)
      this.checking.failed(domain, reason)
    }
  }

  #rest({ domainId }: DomainRef, milliseconds: number): void {
    this.#restsUntil.set(domainId, this.clock.now() + milliseconds)
  }
}
