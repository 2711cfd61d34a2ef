import type { AuditRow } from '../../database/audit.js'
import type { VersionedEntity } from '../../database/tenant.entity.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { DeletedItemEntity, type DeletedRows, type RestorableType } from './deleted-item.entity.js'
import { KINDS, toDeletedItem } from './restorable.read-model.js'

/** As `deleteRestorably`, of several, in few statements. */
export async function deleteManyRestorably(
  uow: UnitOfWork,
  entityType: RestorableType,
  things: readonly { readonly current: VersionedEntity; readonly name: string }[],
): Promise<void> {
  const { entity, parts } = KINDS[entityType]
  const ids = things.map(({ current }) => current.id)
  const kept = await Promise.all(
    parts.map(async ({ entity: part, column }) => ({
      name: part.name,
      column,
      rows: await uow.of<Record<string, unknown>>(part).findAllOf(column, ids),
    })),
  )
  const partsOf = (id: string) =>
    Object.fromEntries(kept.map(({ name, column, rows }) => [name, rows.filter((row) => row[column] === id)]))
  await uow.of(entity).deleteMany(things.map(({ current }) => current))
  await uow
    .of(DeletedItemEntity)
    .insertAll(things.map(({ current, name }) => toDeletedItem(uow, entityType, current, name, partsOf(current.id))))
}

/** Brings back several that nothing refuses, in few statements, as `restoreDeleted` does one. */
export async function restoreMany(
  uow: UnitOfWork,
  entityType: RestorableType,
  deleted: readonly { readonly content: DeletedRows; readonly also: AuditRow }[],
): Promise<void> {
  if (deleted.length === 0) return
  const { entity, parts } = KINDS[entityType]
  const rows = deleted.map(({ content, also }) => ({ row: content.row as unknown as VersionedEntity, also }))
  for (const alike of byColumns(rows)) await uow.of(entity).restoreMany(alike)
  for (const { entity: part } of parts)
    await uow.of<object>(part).insertAll(deleted.flatMap(({ content }) => content.parts[part.name] ?? []))
  await uow.of(DeletedItemEntity).deleteAllOf(
    'entityId',
    rows.map(({ row }) => row.id),
  )
}

/** What was deleted before a migration has fewer columns than what was deleted after it. */
function byColumns<R extends { readonly row: object }>(rows: readonly R[]): R[][] {
  const groups = new Map<string, R[]>()
  for (const each of rows) {
    const columns = Object.keys(each.row).sort().join()
    groups.set(columns, [...(groups.get(columns) ?? []), each])
  }
  return [...groups.values()]
}
