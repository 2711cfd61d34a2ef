import { join, raw, sql, type Sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { countOf, pageOf, toConnection, type Connection, type Page } from '../../graphql/connection.js'
import { badInput } from '../../graphql/errors.js'
import type { AuditChange } from './audit-entry.entity.js'
import { shownChanges, tableOfType, toChanges, typeOfTable } from './audit-fields.js'
import { loadNames, type Names } from './audit-names.read-model.js'
import type { AuditLogArgs } from './audit.input.js'
import type { AuditEntryType } from './audit.type.js'

const SYSTEM = 'system'
const COLUMNS = raw(`t.id, t.sequence, t.at, t.actor, t."actorKind", t."actorId", t.action, t."entityType",
  t."entityId", t."entityName", t.ip, t."requestId", t.changes`)

type RawEntry = Omit<AuditEntryType, 'at' | 'changes'> & { readonly at: string; readonly changes: string }

/** A page of the audit log, the newest first; `isNamed`: with names instead of ids in its texts. */
export async function pageOfAuditLog(
  rows: TenantRows,
  args: AuditLogArgs,
  seesHidden: boolean,
  isNamed = true,
): Promise<Connection<AuditEntryType>> {
  const page = pageOf(args)
  const where = sql`from audit_entry t where ${join(conditions(rows, args), ' and ')}`
  const found = await rows.all<RawEntry>(
    sql`select ${COLUMNS} ${where}${afterEntry(page)} order by t.at desc, t.sequence desc limit ${page.first + 1}`,
  )
  const entries = found.map((row) => ({ ...row, changes: changesOf(row, seesHidden) }))
  const unnamed = entries.filter(({ entityName }) => entityName === null).map(({ entityId }) => entityId)
  const said = isNamed ? [unnamed, ...entries.map(({ changes }) => changes)] : []
  const names = await loadNames(rows, said)
  return toConnection(
    page,
    entries.map((row) => toEntry(row, names)),
    ({ at, sequence }) => `${at.toISOString()} ${sequence}`,
    () => countOf(rows, where),
  )
}

function afterEntry({ after }: Page): Sql {
  if (!after) return raw('')
  const [, at, sequence] = /^(\S{24}) (\d{1,15})$/.exec(after[0]) ?? []
  if (at === undefined) throw badInput('after is no cursor of this list')
  return sql` and (t.at, t.sequence) < (${at}, ${Number(sequence)})`
}

function conditions(rows: TenantRows, args: AuditLogArgs): Sql[] {
  const { entryId, entityId, entityType, action, actor, from, to } = args
  return [
    sql`t."organisationId" = ${rows.organisationId}`,
    ...(entryId == null ? [] : [sql`t.id = ${entryId}`]),
    ...(entityId == null ? [] : [sql`t."entityId" = ${entityId}`]),
    ...(entityType == null ? [] : [sql`t."entityType" = ${tableOfType(entityType)}`]),
    ...(action == null ? [] : [sql`t.action = ${action}`]),
    ...(actor == null ? [] : [actor === SYSTEM ? sql`t."actorKind" = 'SYSTEM'` : sql`t."actorId" = ${actor}`]),
    ...(from == null ? [] : [sql`t.at >= ${from.toISOString()}`]),
    ...(to == null ? [] : [sql`t.at < ${to.toISOString()}`]),
  ]
}

function changesOf({ changes }: RawEntry, seesHidden: boolean): readonly AuditChange[] {
  return shownChanges(JSON.parse(changes) as AuditChange[], seesHidden)
}

/** A member who is gone is called as their person is. */
function personOf(changes: readonly AuditChange[], names: Names): string | null {
  const { before, after } = changes.find(({ field }) => field === 'userId') ?? {}
  return names.get(String(before ?? after)) ?? null
}

type ReadEntry = Omit<RawEntry, 'changes'> & { readonly changes: readonly AuditChange[] }

function toEntry({ at, changes, entityType, ...entry }: ReadEntry, names: Names): AuditEntryType {
  return {
    ...entry,
    at: new Date(at),
    entityType: typeOfTable(entityType),
    entityName: entry.entityName ?? names.get(entry.entityId) ?? personOf(changes, names),
    changes: toChanges(changes, names),
  }
}
