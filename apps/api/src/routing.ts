import type { Platform } from '@mailroom/core'
import type { Clock } from './adapters/clock.js'
import type { HtmlCleaner } from './adapters/html/html-cleaner.js'
import type { Database } from './database/database.js'
import { AddressBulkDeleteResolver } from './features/address/address-bulk-delete.resolver.js'
import { replaceSkillOfInvitations, replaceSkillOfMembers } from './features/access/replace-skill.js'
import { AddressBulkResolver, AgentMatchResolver } from './features/address/address-bulk.resolver.js'
import {
  AddressResolver,
  DomainAddressesResolver,
  FlowRoutingResolver,
  OrganisationAddressesResolver,
  SignatureResolver,
  SpamFlowRoutingResolver,
} from './features/address/address.resolver.js'
import { replaceSkillOfAddresses } from './features/address/replace-skill.js'
import { AddressFileResolver } from './features/address-file/address-file.resolver.js'
import { CannedResponseResolver, ResponseBodyResolver } from './features/canned-response/canned-response.resolver.js'
import {
  FlowActionResolver,
  FlowResolver,
  OrganisationFlowsResolver,
  ScheduleResolver,
} from './features/flow/flow.resolver.js'
import { replaceSkillOfFlows } from './features/flow/replace-skill.js'
import { InteractionResolver } from './features/interaction/interaction.resolver.js'
import { LanguageCountsResolver } from './features/language/language-counts.resolver.js'
import { LanguageResolver } from './features/language/language.resolver.js'
import { OrganisationQueuesResolver, QueueResolver, QueueRoutingResolver } from './features/queue/queue.resolver.js'
import { RankingResolver } from './features/queue/ranking.resolver.js'
import type { SkillReplacers } from './features/skill/merge-skills.ports.js'
import { MergeSkillsResolver } from './features/skill/merge-skills.resolver.js'
import { SkillCountsResolver } from './features/skill/skill-counts.resolver.js'
import { SkillResolver } from './features/skill/skill.resolver.js'
import { RestoreQueueResolver } from './features/queue/restore-queue.resolver.js'
import { RestoreSkillResolver } from './features/skill/restore-skill.resolver.js'
import { RestoreLanguageResolver } from './features/language/restore-language.resolver.js'
import { RestoreFlowResolver } from './features/flow/restore-flow.resolver.js'
import { RestoreCannedResponseResolver } from './features/canned-response/restore-canned-response.resolver.js'
import { replaceSkillOfSavedTests } from './features/saved-test/replace-skill.js'
import { DeletedItemsResolver } from './features/deleted-item/deleted-item.resolver.js'
import { OrganisationLintResolver } from './features/lint/lint.resolver.js'
import type { Writes } from './graphql/write.js'

const SKILL_REPLACERS: SkillReplacers = {
  members: replaceSkillOfMembers,
  invitations: replaceSkillOfInvitations,
  addresses: replaceSkillOfAddresses,
  flows: replaceSkillOfFlows,
  savedTests: replaceSkillOfSavedTests,
}

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
    new SkillCountsResolver(),
    new MergeSkillsResolver(writes, SKILL_REPLACERS),
    new LanguageResolver(database, writes),
    new LanguageCountsResolver(),
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
    new AddressBulkDeleteResolver(writes),
    new AgentMatchResolver(),
    new OrganisationAddressesResolver(),
    new DomainAddressesResolver(),
    new FlowRoutingResolver(),
    new SpamFlowRoutingResolver(),
    new SignatureResolver(),
  ]
}
