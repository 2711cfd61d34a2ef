import { csvLine } from '@mailroom/core'
import type { TenantRows } from '../../database/unit-of-work.js'
import { LARGEST_PAGE } from '../../graphql/connection.js'
import type { AuditLogArgs } from './audit.input.js'
import { pageOfAuditLog } from './audit.read-model.js'
import type { AuditChangeType, AuditEntryType } from './audit.type.js'

export type AuditExportFormat = 'csv' | 'json'
export type AuditFilter = Omit<AuditLogArgs, 'first' | 'after'>

const COLUMNS = ['sequence', 'id', 'at', 'actor', 'actorKind', 'actorId', 'action', 'entityType', 'entityId'] as const
const MORE_COLUMNS = ['entityName', 'ip', 'requestId'] as const
const OF_CHANGES = ['field', 'before', 'after'] as const
const NO_CHANGE = { field: null, before: null, after: null }

/** The audit log as text, page by page, the newest entry first; as CSV a row for each field that changed. */
export async function* exportAuditLog(
  rows: TenantRows,
  filter: AuditFilter,
  seesHidden: boolean,
  format: AuditExportFormat,
): AsyncGenerator<string> {
  const [head, toText, end] = FORMATS[format]
  yield head
  let after: string | null = null
  let isFirst = true
  do {
    const args: AuditLogArgs = { ...filter, first: LARGEST_PAGE, after }
    const { nodes, pageInfo } = await pageOfAuditLog(rows, args, seesHidden, false)
    if (nodes.length > 0) yield toText(nodes, isFirst)
    isFirst = false
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (after !== null)
  yield end
}

type Format = readonly [
  head: string,
  toText: (entries: readonly AuditEntryType[], isFirst: boolean) => string,
  end: string,
]

const FORMATS: Readonly<Record<AuditExportFormat, Format>> = {
  csv: [csvLine([...COLUMNS, ...MORE_COLUMNS, ...OF_CHANGES]), (entries) => entries.map(toLines).join(''), ''],
  json: ['[', (entries, isFirst) => `${isFirst ? '' : ','}\n${entries.map(toJson).join(',\n')}`, '\n]\n'],
}

function toJson(entry: AuditEntryType): string {
  const named = [...COLUMNS, ...MORE_COLUMNS].map((name) => [name, entry[name]])
  const changes = entry.changes.map(({ field, before, after }) => ({ field, before, after }))
  return JSON.stringify({ ...Object.fromEntries(named), changes })
}

function toLines(entry: AuditEntryType): string {
  const own = [...COLUMNS, ...MORE_COLUMNS].map((name) => {
    const value = entry[name]
    return value instanceof Date ? value.toISOString() : value
  })
  const changes: readonly (AuditChangeType | typeof NO_CHANGE)[] =
    entry.changes.length > 0 ? entry.changes : [NO_CHANGE]
  return changes.map((change) => csvLine([...own, ...OF_CHANGES.map((name) => change[name])])).join('')
}
