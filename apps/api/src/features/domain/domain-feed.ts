import type { Clock } from '../../adapters/clock.js'
import type { DomainEvents } from './domain-events.js'
import type { DomainRow } from './domain.read-model.js'
import type { DomainSchedule } from './domain.service.js'

const FRESH_MILLISECONDS = 10_000

/** What an open page follows: while it does, DNS is asked in the rhythm of a watched domain (R-DOM-15). */
export class DomainFeed {
  constructor(
    private readonly events: DomainEvents,
    private readonly schedule: DomainSchedule,
    private readonly clock: Clock,
  ) {}

  /** The id of the domain at each change, until the iterator is left. */
  follow({ organisationId, id, type, lastCheckedAt }: DomainRow): AsyncIterableIterator<string> {
    if (type === 'PLATFORM') return this.events.follow(id, () => {})
    const domain = { organisationId, domainId: id }
    const leave = this.schedule.watch(domain)
    const isFresh = lastCheckedAt !== null && this.clock.now() - Date.parse(lastCheckedAt) < FRESH_MILLISECONDS
    if (!isFresh) this.schedule.soon(domain)
    return this.events.follow(id, leave)
  }
}

/** What the context of a subscription has beside that of a request. */
export interface FeedContext {
  readonly domainFeed: DomainFeed
}
