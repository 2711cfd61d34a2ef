import { AddressEntity, AddressSkillEntity } from '../features/address/address.entity.js'
import {
  MemberEntity,
  MemberLanguageEntity,
  MemberSkillEntity,
  RoleEntity,
  SessionEntity,
  UserEntity,
} from '../features/access/access.entity.js'
import {
  KnownDeviceEntity,
  RecoveryCodeEntity,
  ResetLinkEntity,
  SecondFactorEntity,
} from '../features/access/account.entity.js'
import { ApiKeyEntity } from '../features/api-key/api-key.entity.js'
import { AuditEntryEntity } from '../features/audit/audit-entry.entity.js'
import { CannedResponseEntity } from '../features/canned-response/canned-response.entity.js'
import { DeletedItemEntity } from '../features/deleted-item/deleted-item.entity.js'
import { DnsShareLinkEntity } from '../features/dns-share/dns-share-link.entity.js'
import { DomainEntity, DomainRecordChangeEntity } from '../features/domain/domain.entity.js'
import { DomainNoticeEntity } from '../features/domain/domain-notice.entity.js'
import { FlowEntity, FlowReferenceEntity, FlowVersionEntity } from '../features/flow/flow.entity.js'
import { InvitationEntity } from '../features/access/invitation.entity.js'
import { LanguageEntity } from '../features/language/language.entity.js'
import { OrganisationEntity, ReservedNameEntity } from '../features/organisation/organisation.entity.js'
import { QueueEntity, QueueMemberEntity } from '../features/queue/queue.entity.js'
import { SavedTestEntity } from '../features/saved-test/saved-test.entity.js'
import { SmtpServerEntity } from '../features/smtp-server/smtp-server.entity.js'
import { SkillEntity } from '../features/skill/skill.entity.js'
import { RateLimitEntity } from '../auth/rate-limit.entity.js'
import { SetUpTokenEntity } from '../auth/set-up-token.entity.js'
import { IdempotencyKeyEntity } from './idempotency-key.entity.js'
import { KeyRotationEntity } from './key-rotation.entity.js'
import { KeyringCheckEntity } from './keyring-check.entity.js'

/** Tables without `organisationId` in their key: they exist before or beyond one organisation. */
export const INSTALLATION_ENTITIES = [
  OrganisationEntity,
  ReservedNameEntity,
  UserEntity,
  SessionEntity,
  SecondFactorEntity,
  RecoveryCodeEntity,
  ResetLinkEntity,
  KnownDeviceEntity,
  IdempotencyKeyEntity,
  KeyringCheckEntity,
  KeyRotationEntity,
  RateLimitEntity,
  SetUpTokenEntity,
] as const

/** Tables whose rows belong to one organisation. */
export const TENANT_ENTITIES = [
  RoleEntity,
  MemberEntity,
  MemberSkillEntity,
  MemberLanguageEntity,
  SmtpServerEntity,
  DomainEntity,
  DomainRecordChangeEntity,
  DomainNoticeEntity,
  DnsShareLinkEntity,
  AddressEntity,
  AddressSkillEntity,
  QueueEntity,
  QueueMemberEntity,
  SkillEntity,
  LanguageEntity,
  FlowEntity,
  FlowReferenceEntity,
  FlowVersionEntity,
  CannedResponseEntity,
  AuditEntryEntity,
  ApiKeyEntity,
  DeletedItemEntity,
  InvitationEntity,
  SavedTestEntity,
] as const
