import type { AuditEntryPartsFragment } from '@/gql/graphql'
import { translate } from '@/shared/i18n'
import { nameOfThing, type RoleById } from '@/shared/role-name'
import { typeName } from '@/shared/type-name'

/** Types of the API that the audit log tells of, in the order of their pages. */
export const TYPES = [
  'EmailDomain',
  'DnsShareLink',
  'EmailAddress',
  'SmtpServer',
  'Queue',
  'Flow',
  'Skill',
  'Language',
  'CannedResponse',
  'SavedTest',
  'Member',
  'Invitation',
  'Role',
  'ApiKey',
  'Organization',
] as const
export const ACTIONS = ['CREATED', 'UPDATED', 'DELETED', 'RESTORED'] as const
/** Of the last so many days. */
export const PERIODS = ['1', '7', '30', '90'] as const

type About = Pick<AuditEntryPartsFragment, 'entityType' | 'entityId' | 'entityName'>

/** What an entry is about: its type and name. */
export function titleOf(about: About, roles: readonly RoleById[]): string {
  return [typeName(about.entityType), nameOfThing(about, roles)].filter(Boolean).join(' ')
}

/** Who did it. */
export function actorOf({ actor, actorKind }: Pick<AuditEntryPartsFragment, 'actor' | 'actorKind'>): string {
  return actorKind === 'SYSTEM' ? translate('audit.system') : actor
}
