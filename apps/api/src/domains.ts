import type { Logger } from 'pino'
import type { Clock } from './adapters/clock.js'
import { DnsClient } from './adapters/dns/dns-client.js'
import { mailerOf, type Mailer } from './adapters/mail/mailer.js'
import type { Secrets } from './adapters/secrets.js'
import type { LimiterStore } from './auth/limiter-store.js'
import { SignInLimiter } from './auth/sign-in-limiter.js'
import type { Config } from './config.js'
import type { Database } from './database/database.js'
import { CheckLimits } from './features/domain/check-limits.js'
import { DkimKeys } from './features/domain/dkim-keys.js'
import { DomainCheck } from './features/domain/domain-check.js'
import { DomainEvents } from './features/domain/domain-events.js'
import { DomainFeed } from './features/domain/domain-feed.js'
import { DomainNews } from './features/domain/domain-news.js'
import { LookAhead } from './features/domain/domain-warnings.js'
import { DomainService } from './features/domain/domain.service.js'
import { DnsShareResolver } from './features/dns-share/dns-share.resolver.js'
import { DnsShares } from './features/dns-share/dns-shares.js'
import type { Writes } from './graphql/write.js'
import { checkingOf } from './jobs/checking.js'
import { DomainChecks } from './jobs/domain-checks.js'
import { DomainNewsRounds } from './jobs/domain-news.js'

interface Parts {
  readonly config: Config
  readonly database: Database
  readonly writes: Writes
  readonly secrets: Secrets
  readonly clock: Clock
  readonly log: Logger
  readonly limiters: LimiterStore
  /** Is called when DNS was asked about a domain. */
  readonly asked: () => void
}

/** Domains with their DNS checks, put together. */
export function composeDomains(parts: Parts) {
  const { config, database, writes, secrets, clock, log, limiters, asked } = parts
  const { platform } = config
  const dns = new DnsClient({ servers: config.dnsServers, allowedNetworks: config.allowedNetworks })
  const events = new DomainEvents(database.shared)
  const keys = new DkimKeys()
  const mailer = mailerOf(config)
  const check = new DomainCheck({
    database,
    dns,
    platform,
    clock,
    events,
    secrets,
    keys,
    tells: mailer !== null,
    asked,
  })
  const schedule = new DomainChecks(checkingOf(database, check, log), clock, database.shared)
  const lookAhead = new LookAhead(dns, platform, clock, limiters)
  const limits = new CheckLimits(limiters)
  let consoleUrl = ''
  const news = mailer && newsOf(parts, mailer, () => consoleUrl)
  const limiter = new SignInLimiter(limiters)
  const soon = schedule.soon.bind(schedule)
  const shares = new DnsShares({ database, clock, platform, limiter, limiters, soon })
  return {
    shareResolver: new DnsShareResolver({ database, writes, shares, clock, url: () => consoleUrl }),
    service: new DomainService({ database, writes, secrets, platform, keys, lookAhead, limits, schedule, events }),
    keys,
    feed: new DomainFeed(events, schedule),
    /** Tells open pages of a domain that is another for what it refers to. */
    changed: (domainId: string) => events.changed(domainId),
    /** `url`: the address of the console. */
    start(url: string): void {
      consoleUrl = url
      schedule.start()
      news?.start()
      keys.prepare()
    },
    async stop(): Promise<void> {
      dns.close()
      await Promise.all([schedule.stop(), news?.stop()])
    },
  }
}

function newsOf({ database, clock, log }: Parts, mailer: Mailer, url: () => string): DomainNewsRounds {
  return new DomainNewsRounds(new DomainNews({ database, mailer, clock, url }), (notice, err) =>
    log.error({ err, ...notice }, 'A mail about a domain was not sent'),
  )
}
