import { AddressBulkDeleteResolver } from './features/address/address-bulk-delete.resolver.js'
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
import { ExpectedOutcomeResolver } from './features/saved-test/expected-outcome.resolver.js'
import { OrganisationSavedTestsResolver, SavedTestResolver } from './features/saved-test/saved-test.resolver.js'
import { RunSavedTestsResolver } from './features/inbound/run-saved-tests.resolver.js'
import { InboundOutcomeResolver, InboundResolver } from './features/inbound/inbound.resolver.js'
import { InteractionResolver } from './features/interaction/interaction.resolver.js'
import { ResolveRecipientResolver } from './features/inbound/resolve-recipient.resolver.js'
import { LanguageCountsResolver } from './features/language/language-counts.resolver.js'
import { LanguageResolver } from './features/language/language.resolver.js'
import { OrganisationQueuesResolver, QueueResolver, QueueRoutingResolver } from './features/queue/queue.resolver.js'
import { RankingResolver } from './features/queue/ranking.resolver.js'
import { MergeSkillsResolver } from './features/skill/merge-skills.resolver.js'
import { SkillCountsResolver } from './features/skill/skill-counts.resolver.js'
import { SkillResolver } from './features/skill/skill.resolver.js'
import { MemberResolver, OrganisationMembersResolver } from './features/access/member.resolver.js'
import { RoleResolver } from './features/access/role.resolver.js'
import { ViewerResolver } from './features/access/viewer.resolver.js'
import { AccountResolver } from './features/access/account.resolver.js'
import { SecondFactorResolver } from './features/access/second-factor.resolver.js'
import { InvitationResolver, OrganisationInvitationsResolver } from './features/access/invitation.resolver.js'
import { ApiKeyResolver } from './features/api-key/api-key.resolver.js'
import { AuditResolver } from './features/audit/audit.resolver.js'
import { DomainResolver } from './features/domain/domain.resolver.js'
import { DnsShareResolver } from './features/dns-share/dns-share.resolver.js'
import { ConfigurationResolver } from './features/configuration/configuration.resolver.js'
import { OrganisationDomainsResolver } from './features/domain/organisation-domains.resolver.js'
import { OrganisationLintResolver } from './features/lint/lint.resolver.js'
import {
  DomainSmtpServerResolver,
  OrganisationSmtpServersResolver,
  SmtpServerResolver,
} from './features/smtp-server/smtp-server.resolver.js'
import { OutboundResolver } from './features/outbound/outbound.resolver.js'
import { OrganisationResolver } from './features/organisation/organisation.resolver.js'
import { RestoreQueueResolver } from './features/queue/restore-queue.resolver.js'
import { RestoreSkillResolver } from './features/skill/restore-skill.resolver.js'
import { RestoreLanguageResolver } from './features/language/restore-language.resolver.js'
import { RestoreFlowResolver } from './features/flow/restore-flow.resolver.js'
import { RestoreCannedResponseResolver } from './features/canned-response/restore-canned-response.resolver.js'
import { DeletedItemsResolver } from './features/deleted-item/deleted-item.resolver.js'

/** Every resolver class of the schema. */
export const RESOLVERS = [
  ViewerResolver,
  AccountResolver,
  SecondFactorResolver,
  InvitationResolver,
  OrganisationInvitationsResolver,
  OrganisationResolver,
  MemberResolver,
  OrganisationMembersResolver,
  RoleResolver,
  ApiKeyResolver,
  AuditResolver,
  AddressFileResolver,
  AddressResolver,
  AddressBulkDeleteResolver,
  AddressBulkResolver,
  AgentMatchResolver,
  DomainAddressesResolver,
  FlowRoutingResolver,
  OrganisationAddressesResolver,
  SignatureResolver,
  SpamFlowRoutingResolver,
  CannedResponseResolver,
  ResponseBodyResolver,
  ConfigurationResolver,
  DomainResolver,
  OrganisationDomainsResolver,
  DnsShareResolver,
  FlowActionResolver,
  FlowResolver,
  OrganisationFlowsResolver,
  ScheduleResolver,
  InboundOutcomeResolver,
  InboundResolver,
  RunSavedTestsResolver,
  OrganisationSavedTestsResolver,
  SavedTestResolver,
  ExpectedOutcomeResolver,
  ResolveRecipientResolver,
  InteractionResolver,
  LanguageResolver,
  LanguageCountsResolver,
  OrganisationLintResolver,
  OutboundResolver,
  OrganisationQueuesResolver,
  QueueResolver,
  QueueRoutingResolver,
  RankingResolver,
  SkillResolver,
  SkillCountsResolver,
  MergeSkillsResolver,
  SmtpServerResolver,
  OrganisationSmtpServersResolver,
  DomainSmtpServerResolver,
  DeletedItemsResolver,
  RestoreQueueResolver,
  RestoreSkillResolver,
  RestoreLanguageResolver,
  RestoreFlowResolver,
  RestoreCannedResponseResolver,
] as const
