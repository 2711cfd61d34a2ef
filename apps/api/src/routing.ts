import type { Platform } from '@mailroom/core'
import type { Clock } from './adapters/clock.js'
import type { HtmlCleaner } from './adapters/html/html-cleaner.js'
import type { Database } from './database/database.js'
import { AddressBulkResolver, AgentMatchResolver } from './features/address/address-bulk.resolver.js'
import {
  AddressResolver,
  DomainAddressesResolver,
  FlowRoutingResolver,
  OrganisationAddressesResolver,
  SignatureResolver,
  SpamFlowRoutingResolver,
} from './features/address/address.resolver.js'
import { AddressFileResolver } from './features/address-file/address-file.resolver.js'
import { CannedResponseResolver, ResponseBodyResolver } from './features/canned-response/canned-response.resolver.js'
import {
  FlowActionResolver,
  FlowResolver,
  OrganisationFlowsResolver,
  ScheduleResolver,
} from './features/flow/flow.resolver.js'
import { InteractionResolver } from './features/interaction/interaction.resolver.js'
import { LanguageResolver } from './features/language/language.resolver.js'
import { OrganisationQueuesResolver, QueueResolver, QueueRoutingResolver } from './features/queue/queue.resolver.js'
import { RankingResolver } from './features/queue/ranking.resolver.js'
import { SkillResolver } from './features/skill/skill.resolver.js'
import { RestoreQueueResolver } from './features/queue/restore-queue.resolver.js'
import { RestoreSkillResolver } from './features/skill/restore-skill.resolver.js'
import { RestoreLanguageResolver } from './features/language/restore-language.resolver.js'
import { RestoreFlowResolver } from './features/flow/restore-flow.resolver.js'
import { RestoreCannedResponseResolver } from './features/canned-response/restore-canned-response.resolver.js'
import { DeletedItemsResolver } from './features/deleted-item/deleted-item.resolver.js'
import { OrganisationLintResolver } from './features/lint/lint.resolver.js'
import type { Writes } from './graphql/write.js'

/** Resolvers of what mail is routed by, of its health and of what was deleted. */
export function routingResolvers(
  database: Database,
  writes: Writes,
  cleaner: HtmlCleaner,
  platform: Platform,
  clock: Clock,
): object[] {
  return [
    new OrganisationLintResolver(platform, clock),
    new DeletedItemsResolver(clock),
    ...[RestoreQueueResolver, RestoreSkillResolver, RestoreLanguageResolver].map((each) => new each(writes)),
    ...[RestoreFlowResolver, RestoreCannedResponseResolver].map((each) => new each(writes)),
    new SkillResolver(database, writes),
    new LanguageResolver(database, writes),
    new QueueResolver(database, writes),
    new OrganisationQueuesResolver(),
    new QueueRoutingResolver(),
    new RankingResolver(),
    new InteractionResolver(),
    new CannedResponseResolver(database, writes, cleaner),
    new ResponseBodyResolver(cleaner),
    new FlowResolver(database, writes),
    new OrganisationFlowsResolver(),
    new FlowActionResolver(),
    new ScheduleResolver(),
    new AddressFileResolver(database, writes),
    new AddressResolver(database, writes, platform.root),
    new AddressBulkResolver(writes),
    new AgentMatchResolver(),
    new OrganisationAddressesResolver(),
    new DomainAddressesResolver(),
    new FlowRoutingResolver(),
    new SpamFlowRoutingResolver(),
    new SignatureResolver(),
  ]
}
