import { join, raw, sql, type Sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { countOf, pageOf, toConnection, type Connection, type Page } from '../../graphql/connection.js'
import { badInput } from '../../graphql/errors.js'
import type { AuditChange } from './audit-entry.entity.js'
import { tableOfType, toChanges, typeOfTable } from './audit-fields.js'
import type { AuditLogArgs } from './audit.input.js'
import type { AuditEntryType } from './audit.type.js'

const SYSTEM = 'system'
const COLUMNS = raw(`t.id, t.sequence, t.at, t.actor, t."actorKind", t."actorId", t.action, t."entityType",
  t."entityId", t."entityName", t.ip, t."requestId", t.changes`)

type RawEntry = Omit<AuditEntryType, 'at' | 'changes'> & { readonly at: string; readonly changes: string }

/** A page of the audit log, the newest first. */
export async function pageOfAuditLog(
  rows: TenantRows,
  args: AuditLogArgs,
  seesHidden: boolean,
): Promise<Connection<AuditEntryType>> {
  const page = pageOf(args)
  const where = sql`from audit_entry t where ${join(conditions(rows, args), ' and ')}`
  const found = await rows.all<RawEntry>(
    sql`select ${COLUMNS} ${where}${afterEntry(page)} order by t.at desc, t.sequence desc limit ${page.first + 1}`,
  )
  return toConnection(
    page,
    found.map((row) => toEntry(row, seesHidden)),
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

function conditions(rows: TenantRows, { entityId, entityType, action, actor, from, to }: AuditLogArgs): Sql[] {
  return [
    sql`t."organisationId" = ${rows.organisationId}`,
    ...(entityId == null ? [] : [sql`t."entityId" = ${entityId}`]),
    ...(entityType == null ? [] : [sql`t."entityType" = ${tableOfType(entityType)}`]),
    ...(action == null ? [] : [sql`t.action = ${action}`]),
    ...(actor == null ? [] : [actor === SYSTEM ? sql`t."actorKind" = 'SYSTEM'` : sql`t."actorId" = ${actor}`]),
    ...(from == null ? [] : [sql`t.at >= ${from.toISOString()}`]),
    ...(to == null ? [] : [sql`t.at < ${to.toISOString()}`]),
  ]
}

function toEntry({ at, changes, entityType, ...entry }: RawEntry, seesHidden: boolean): AuditEntryType {
  return {
    ...entry,
    at: new Date(at),
    entityType: typeOfTable(entityType),
    changes: toChanges(JSON.parse(changes) as AuditChange[], seesHidden),
  }
}
