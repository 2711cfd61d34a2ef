import type { Platform } from '@mailroom/core'
import type { Clock } from './adapters/clock.js'
import type { Database } from './database/database.js'
import type { InboundDecider } from './features/inbound/inbound-decider.js'
import { InboundOutcomeResolver, InboundResolver } from './features/inbound/inbound.resolver.js'
import { InboundService } from './features/inbound/inbound.service.js'
import type { MessageReader } from './features/inbound/message-reader.js'
import { RunSavedTestsResolver } from './features/inbound/run-saved-tests.resolver.js'
import { ExpectedOutcomeResolver } from './features/saved-test/expected-outcome.resolver.js'
import { OrganisationSavedTestsResolver, SavedTestResolver } from './features/saved-test/saved-test.resolver.js'
import type { Writes } from './graphql/write.js'

interface Parts {
  readonly database: Database
  readonly writes: Writes
  readonly reader: MessageReader
  readonly decider: InboundDecider
  readonly platform: Platform
  readonly clock: Clock
}

/** Resolvers of the simulator and of the tests that are saved from it. */
export function inboundResolvers({ database, writes, reader, decider, platform, clock }: Parts): object[] {
  const service = new InboundService(reader, decider, platform, clock)
  return [
    new InboundResolver(service),
    new InboundOutcomeResolver(),
    new RunSavedTestsResolver(service),
    new OrganisationSavedTestsResolver(),
    new SavedTestResolver(database, writes),
    new ExpectedOutcomeResolver(),
  ]
}
