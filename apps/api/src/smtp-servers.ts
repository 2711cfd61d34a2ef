import { DnsClient } from './adapters/dns/dns-client.js'
import type { Secrets } from './adapters/secrets.js'
import { Outbound } from './adapters/smtp/outbound.js'
import { SmtpTester } from './adapters/smtp/smtp-tester.js'
import type { LimiterStore } from './auth/limiter-store.js'
import type { Config } from './config.js'
import type { Database } from './database/database.js'
import {
  DomainSmtpServerResolver,
  OrganisationSmtpServersResolver,
  SmtpServerResolver,
} from './features/smtp-server/smtp-server.resolver.js'
import { SmtpTests } from './features/smtp-server/smtp-test.service.js'
import type { Writes } from './graphql/write.js'

interface Parts {
  readonly config: Config
  readonly database: Database
  readonly writes: Writes
  readonly secrets: Secrets
  readonly limiters: LimiterStore
  /** Is told of each domain that can, or can no longer, send. */
  readonly changed: (domainId: string) => void
}

/** Resolvers of SMTP servers and of what sends by them, put together. */
export function smtpServerResolvers({ config, database, writes, secrets, limiters, changed }: Parts): object[] {
  const { allowedNetworks, dnsServers, platform } = config
  const outbound = new Outbound({ dns: new DnsClient({ servers: dnsServers, allowedNetworks }), allowedNetworks })
  const tests = new SmtpTests({
    database,
    secrets,
    limiters,
    tester: new SmtpTester(outbound, { name: platform.mxHost }),
    changed,
  })
  return [
    new SmtpServerResolver({ database, writes, secrets, tests, changed }),
    new OrganisationSmtpServersResolver(),
    new DomainSmtpServerResolver(),
  ]
}
