import type { AuditChange } from './audit-entry.entity.js'
import { withNames, type Names } from './audit-names.read-model.js'
import type { AuditChangeType } from './audit.type.js'

/** Tables that the API calls otherwise. */
const TYPES: Readonly<Record<string, string>> = {
  address: 'EmailAddress',
  domain: 'EmailDomain',
  organisation: 'Organization',
}
/** What only routing:email:manage shows (R-OUT-2). */
const HIDDEN = new Set(['bcc'])

/** The API's type of the things in a table: canned_response is CannedResponse. */
export function typeOfTable(table: string): string {
  return TYPES[table] ?? table.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** The table of a type of the API, as `typeOfTable` names it. */
export function tableOfType(type: string): string {
  const named = Object.entries(TYPES).find(([, each]) => each === type)
  return named?.[0] ?? type.replaceAll(/(?<!^)([A-Z])/g, '_$1').toLowerCase()
}

/** Without hidden recipients for whoever may not see them. */
export function shownChanges(changes: readonly AuditChange[], seesHidden: boolean): readonly AuditChange[] {
  return changes.filter(({ field }) => seesHidden || !HIDDEN.has(field))
}

/** Changes as the wire has them. */
export function toChanges(changes: readonly AuditChange[], names: Names): AuditChangeType[] {
  return changes.map(({ field, before, after }) => ({
    ...{ field, before: toText(before), after: toText(after) },
    ...{ beforeText: toText(withNames(before, names)), afterText: toText(withNames(after, names)) },
  }))
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}
