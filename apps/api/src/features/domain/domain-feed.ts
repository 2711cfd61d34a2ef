import type { DomainEvents } from './domain-events.js'
import type { DomainRow } from './domain.read-model.js'
import type { DomainSchedule } from './domain.service.js'

/** What an open page follows: while it does, DNS is asked in the rhythm of a watched domain (R-DOM-15). */
export class DomainFeed {
  constructor(
    private readonly events: DomainEvents,
    private readonly schedule: DomainSchedule,
  ) {}

  /** The id of the domain at each change, until the iterator is left. */
  follow({ organisationId, id, type, lastCheckedAt }: DomainRow): AsyncIterableIterator<string> {
    if (type === 'PLATFORM') return this.events.follow(id, () => {})
    const domain = { organisationId, domainId: id }
    return this.events.follow(
      id,
      this.schedule.watch(domain, lastCheckedAt === null ? null : Date.parse(lastCheckedAt)),
    )
  }
}

/** What the context of a subscription has beside that of a request. */
export interface FeedContext {
  readonly domainFeed: DomainFeed
}
