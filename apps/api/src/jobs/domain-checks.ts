import type { Clock } from '../adapters/clock.js'
import { Places } from '../adapters/places.js'
import { TenantScope } from '../auth/tenant-scope.js'
import type { Aftermath } from '../features/domain/domain-check.js'
import type { DomainRef } from '../features/domain/domain.entity.js'
import { ONE_PROCESS, type Release, type Shared } from '../database/shared.js'
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
/** How often it is looked whether another process is done with a domain. */
const CLAIM_MILLISECONDS = 100

/** What the schedule needs to know and do. */
export interface DomainChecking {
  /** Domains to be asked about by now, longest due first. */
  due(now: number, limit: number): Promise<readonly DomainRef[]>
  /** Lets no other process ask about the domain until it is released; null: one does. */
  claim(domainId: string): Promise<Release | null>
  /**
   * Asks DNS, stores the result and the time of the next check. Nothing is stored once the signal is aborted, and
   * nothing asked about a domain that is not due by `dueBy` any more.
   */
  check(
    scope: TenantScope,
    domainId: string,
    watchedSince: number | null,
    signal: AbortSignal,
    dueBy: number | null,
  ): Promise<Aftermath>
  /** Tells the owner of a domain that another organisation has proved a subdomain of it. */
  tellParent(scope: TenantScope, domainId: string, subdomain: string): Promise<void>
  /** A check failed, through no fault of DNS; null: looking for what is due failed. */
  failed(domain: DomainRef | null, reason: unknown): void
}

/** A domain to be asked about; `dueBy`: only if it still is due by then. */
interface Wanted {
  readonly domain: DomainRef
  readonly dueBy: number | null
}

/** Asks DNS about domains when they are due, a few at once, one domain never twice at the same time, in all processes on the database (R-DOM-15). */
export class DomainChecks {
  readonly #places = new Places(AT_ONCE)
  readonly #running = new Map<string, Promise<boolean>>()
  readonly #wanted = new Map<string, Wanted>()
  /** Until when a domain is left alone unless somebody asks by hand. */
  readonly #restsUntil = new Map<string, number>()
  readonly #stop = new AbortController()
  readonly #watches: Watches
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> = Promise.resolve()

  constructor(
    private readonly checking: DomainChecking,
    private readonly clock: Clock,
    shared: Shared = ONE_PROCESS,
  ) {
    this.#watches = new Watches(clock, shared)
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
    this.#wanted.set(domain.domainId, { domain, dueBy: null })
    this.#startWanted()
  }

  /** Asks DNS after what is under way for the domain; done when the result is stored. Never rejects. */
  async now(domain: DomainRef): Promise<void> {
    for (;;) {
      while (this.#running.has(domain.domainId)) await this.#running.get(domain.domainId)
      if ((await this.#run({ domain, dueBy: null })) || this.#stop.signal.aborted) return
      await new Promise((resolve) => setTimeout(resolve, CLAIM_MILLISECONDS))
    }
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
    this.#watches.tell()
    for (const [id, until] of this.#restsUntil) if (until <= now) this.#restsUntil.delete(id)
    try {
      const dueBy = now + AHEAD_MILLISECONDS
      for (const domain of this.#watches.begun(dueBy)) this.#wanted.set(domain.domainId, { domain, dueBy: null })
      for (const domain of await this.checking.due(dueBy, LOOKED_AT)) this.#want({ domain, dueBy })
    } catch (reason) {
      this.checking.failed(null, reason)
    }
    this.#startWanted()
  }

  /** What is asked about anyway need not be due. */
  #want(wanted: Wanted): void {
    const { domainId } = wanted.domain
    if (this.#wanted.get(domainId)?.dueBy !== null) this.#wanted.set(domainId, wanted)
  }

  #startWanted(): void {
    for (const [id, wanted] of this.#wanted) {
      if (this.#running.has(id) || (this.#restsUntil.get(id) ?? 0) > this.clock.now()) continue
      this.#wanted.delete(id)
      void this.#runWanted(wanted)
    }
  }

  /** Where another process is at it, what is merely due is its business; anything else is asked afterwards. */
  async #runWanted(wanted: Wanted): Promise<void> {
    const isDone = await this.#run(wanted)
    if (!isDone && wanted.dueBy === null) this.#wanted.set(wanted.domain.domainId, wanted)
  }

  /** Whether DNS was asked, or no longer had to be. */
  #run(wanted: Wanted): Promise<boolean> {
    const { domainId } = wanted.domain
    const run = this.#places
      .with(FOR_EVER, () => this.#claimed(wanted))
      .then((isDone) => {
        this.#running.delete(domainId)
        return isDone ?? false
      })
    this.#running.set(domainId, run)
    return run
  }

  async #claimed(wanted: Wanted): Promise<boolean> {
    if (this.#stop.signal.aborted) return true
    const release = await this.checking.claim(wanted.domain.domainId)
    if (!release) return false
    await this.#check(wanted).finally(release)
    return true
  }

  async #check({ domain, dueBy }: Wanted): Promise<void> {
    this.#rest(domain, SHORTEST_MILLISECONDS)
    try {
      const scope = TenantScope.issue(domain.organisationId, null)
      const { signal } = this.#stop
      const watchedSince = this.#watches.since(domain.domainId)
      const { askAgain, tell } = await this.checking.check(scope, domain.domainId, watchedSince, signal, dueBy)
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
