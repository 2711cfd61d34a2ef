import type { AuditEntryPartsFragment } from '@/gql/graphql'
import { translate } from '@/shared/i18n'

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
  'User',
  'Invitation',
  'Role',
  'ApiKey',
  'Organization',
] as const
export const ACTIONS = ['CREATED', 'UPDATED', 'DELETED', 'RESTORED'] as const
/** Of the last so many days. */
export const PERIODS = ['1', '7', '30', '90'] as const

const OWN: readonly string[] = [
  ...['SmtpServer', 'User', 'Invitation', 'Role', 'ApiKey', 'Organization', 'DnsShareLink', 'SavedTest'],
]

/** A type in words; one that this console does not know as the API names it. */
export function typeName(type: string): string {
  if (OWN.includes(type)) return translate(`audit.more.${type}`)
  return TYPES.some((each) => each === type) ? translate(`list.type.${type}`) : type
}

/** What an entry is about: its type and name. */
export function titleOf({ entityType, entityName }: AuditEntryPartsFragment): string {
  return [typeName(entityType), entityName].filter(Boolean).join(' ')
}

/** Who did it. */
export function actorOf({ actor, actorKind }: Pick<AuditEntryPartsFragment, 'actor' | 'actorKind'>): string {
  return actorKind === 'SYSTEM' ? translate('audit.system') : actor
}
