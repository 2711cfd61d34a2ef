import type { AuditAction, AuditChange } from '../features/audit/audit-entry.entity.js'

/** Never shown in an audit entry: only that they changed. Nor in an export. */
export const SECRETS = new Set([
  'password',
  'dkimKeys',
  'redirectSecret',
  'ownershipToken',
  'secretHash',
  'previousHash',
  'codeHash',
])
/** What may be about people outside the organisation: shown to whoever may, in the export, never in an audit entry. */
const PERSONAL = new Set(['mail'])
/** Columns that follow from others, or that no person sets. */
export const DERIVED = new Set([
  'organisationId',
  'id',
  'version',
  'createdAt',
  'updatedAt',
  'nameKey',
  'addressKey',
  'fromNameKey',
  'problemCount',
  'errorCount',
  'addressCount',
  'bccCount',
  'smtpHost',
  'smtpTestOk',
  'lastTestedAt',
  'sendReady',
  'receiveReady',
  'recordStates',
  'dkimRotation',
  'dnsZone',
  'openedAt',
  'nextCheckAt',
  'lastCheckedAt',
  'policyVersion',
  'source',
  'lastFour',
  'lastUsedAt',
  'makerId',
])
/** Tables of logs, which are audited by nothing. */
export const UNAUDITED: ReadonlySet<string> = new Set(['audit_entry', 'domain_record_change', 'domain_notice'])
const MASK = '***'

/** A row as the audit compares it. */
export type AuditRow = Readonly<Record<string, unknown>>

/** What an audit entry says of a write. Null: nothing that a person would call a change. */
export function auditChanges(before: AuditRow, after: AuditRow): readonly AuditChange[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)].filter((field) => !DERIVED.has(field)))
  return [...fields]
    .filter((field) => isOther(before[field], after[field]))
    .map((field) => ({ field, before: shown(field, before[field]), after: shown(field, after[field]) }))
}

/** What the thing of a row is called; null: it has no name of its own. */
export function nameOf(row: AuditRow): string | null {
  const found = [row['name'], row['addressKey'], row['email']].find((value) => typeof value === 'string')
  return found === undefined ? null : (found as string)
}

/** The action of a write with these rows. */
export function auditAction(before: AuditRow | null, after: AuditRow | null): AuditAction {
  if (before === null) return 'CREATED'
  return after === null ? 'DELETED' : 'UPDATED'
}

function isOther(before: unknown, after: unknown): boolean {
  return before !== after && JSON.stringify(before ?? null) !== JSON.stringify(after ?? null)
}

function shown(field: string, value: unknown): unknown {
  return (SECRETS.has(field) || PERSONAL.has(field)) && value != null ? MASK : (value ?? null)
}
