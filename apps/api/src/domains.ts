import type { Logger } from 'pino'
import type { Clock } from './adapters/clock.js'
import { DnsClient } from './adapters/dns/dns-client.js'
import type { Secrets } from './adapters/secrets.js'
import type { Config } from './config.js'
import type { Database } from './database/database.js'
import { CheckLimits } from './features/domain/check-limits.js'
import { DkimKeys } from './features/domain/dkim-keys.js'
import { DomainCheck } from './features/domain/domain-check.js'
import { DomainEvents } from './features/domain/domain-events.js'
import { DomainFeed } from './features/domain/domain-feed.js'
import { LookAhead } from './features/domain/domain-warnings.js'
import { DomainService } from './features/domain/domain.service.js'
import type { Writes } from './graphql/write.js'
import { checkingOf } from './jobs/checking.js'
import { DomainChecks } from './jobs/domain-checks.js'

interface Parts {
  readonly config: Config
  readonly database: Database
  readonly writes: Writes
  readonly secrets: Secrets
  readonly clock: Clock
  readonly log: Logger
}

/** Domains with their DNS checks, put together. */
export function composeDomains({ config, database, writes, secrets, clock, log }: Parts) {
  const { platform } = config
  const dns = new DnsClient({ servers: config.dnsServers, allowedNetworks: config.allowedNetworks })
  const events = new DomainEvents()
  const keys = new DkimKeys()
  const check = new DomainCheck({ database, dns, platform, clock, events })
  const schedule = new DomainChecks(checkingOf(database, check, log), clock)
  const lookAhead = new LookAhead(dns, platform, clock)
  const limits = new CheckLimits()
  return {
    service: new DomainService({ database, writes, secrets, platform, keys, lookAhead, limits, schedule, events }),
    feed: new DomainFeed(events, schedule),
    start(): void {
      schedule.start()
      keys.prepare()
    },
    async stop(): Promise<void> {
      dns.close()
      await schedule.stop()
    },
  }
}
