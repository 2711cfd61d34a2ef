import { goneForGood, nameKey, restorableUntil } from '@mailroom/core'
import { isoTime } from '../../adapters/clock.js'
import { anyOf, raw, sql, unindexed, type Sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { countOf, pageOf, toConnection, type Connection, type Page } from '../../graphql/connection.js'
import type { RestorableType } from './deleted-item.entity.js'
import type { DeletedItemsArgs, DeletedItemType } from './deleted-item.type.js'

interface ItemRow {
  readonly id: string
  readonly entityType: RestorableType
  readonly name: string
  readonly deletedAt: string
  readonly deletedBy: string | null
}

const COLUMNS = sql`select t."entityId" as id, t."entityType", t.name, t."deletedAt", t."deletedBy"`

const DELETED_AT = raw('t."deletedAt"')

/** A page of what can be restored of these types, what was deleted last first. */
export async function pageOfDeletedItems(
  rows: TenantRows,
  args: DeletedItemsArgs,
  types: readonly RestorableType[],
  now: number,
): Promise<Connection<DeletedItemType>> {
  const page = pageOf(args)
  const deletedAt = args.name == null ? DELETED_AT : unindexed('t."deletedAt"')
  const where = sql`${restorable(rows, types, now, deletedAt)}${filterOf(args)}`
  const found = await rows.all<ItemRow>(sql`
    ${COLUMNS} ${where}${afterItem(page)}
    order by ${deletedAt} desc, t."entityId" desc limit ${page.first + 1}`)
  return toConnection(
    page,
    found.map(toItem),
    ({ deletedAt }) => isoTime(deletedAt.getTime()),
    () => countOf(rows, where),
  )
}

/** What can be restored under this id, of these types; undefined: nothing. */
export async function findDeletedItem(
  rows: TenantRows,
  id: string,
  types: readonly RestorableType[],
  now: number,
): Promise<DeletedItemType | undefined> {
  const [found] = await rows.all<ItemRow>(sql`${COLUMNS} ${restorable(rows, types, now)} and t."entityId" = ${id}`)
  return found && toItem(found)
}

function restorable(
  { organisationId }: TenantRows,
  types: readonly RestorableType[],
  now: number,
  deletedAt = DELETED_AT,
): Sql {
  return sql`from deleted_item t where t."organisationId" = ${organisationId}
    and t."entityType" ${anyOf(types)} and ${deletedAt} > ${isoTime(goneForGood(now))}`
}

function filterOf({ entityType, name }: DeletedItemsArgs): Sql {
  const ofType = entityType == null ? raw('') : sql` and t."entityType" = ${entityType}`
  return name == null ? ofType : sql`${ofType} and t."nameKey" = ${nameKey(name.trim())}`
}

function afterItem({ after }: Page): Sql {
  if (!after) return raw('')
  const [deletedAt, id] = after
  return sql` and (t."deletedAt", t."entityId") < (${deletedAt}, ${id})`
}

function toItem({ deletedAt, ...item }: ItemRow): DeletedItemType {
  const at = new Date(deletedAt)
  return { ...item, deletedAt: at, restorableUntil: new Date(restorableUntil(at.getTime())) }
}
