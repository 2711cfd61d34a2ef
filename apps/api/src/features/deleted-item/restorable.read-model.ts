import { goneForGood, nameKey, type Problem } from '@mailroom/core'
import { isoTime } from '../../adapters/clock.js'
import { nameWithoutEmail } from '../../auth/actor.js'
import { anyOf, sql, unindexed } from '../../database/sql.js'
import type { AuditRow } from '../../database/audit.js'
import type { VersionedEntity } from '../../database/tenant.entity.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { notFound } from '../../graphql/errors.js'
import { Checks } from '../../graphql/write.js'
import { AddressEntity, AddressSkillEntity } from '../address/address.entity.js'
import { CannedResponseEntity } from '../canned-response/canned-response.entity.js'
import { FlowEntity, FlowReferenceEntity, FlowVersionEntity } from '../flow/flow.entity.js'
import { LanguageEntity } from '../language/language.entity.js'
import { QueueEntity, QueueMemberEntity } from '../queue/queue.entity.js'
import { SkillEntity } from '../skill/skill.entity.js'
import { DeletedItemEntity, type DeletedRows, type RestorableType } from './deleted-item.entity.js'

type EntityClass = new () => object
interface Kind {
  readonly entity: new () => VersionedEntity
  /** Tables whose rows go with it, and the column that names it. */
  readonly parts: readonly { readonly entity: EntityClass; readonly column: string }[]
}

/** How each type is stored. */
export const KINDS: Readonly<Record<RestorableType, Kind>> = {
  EmailAddress: { entity: AddressEntity, parts: [{ entity: AddressSkillEntity, column: 'addressId' }] },
  Queue: { entity: QueueEntity, parts: [{ entity: QueueMemberEntity, column: 'queueId' }] },
  Flow: {
    entity: FlowEntity,
    parts: [
      { entity: FlowVersionEntity, column: 'flowId' },
      { entity: FlowReferenceEntity, column: 'flowId' },
    ],
  },
  Skill: { entity: SkillEntity, parts: [] },
  Language: { entity: LanguageEntity, parts: [] },
  CannedResponse: { entity: CannedResponseEntity, parts: [] },
}

/** Deletes a row and what goes with it, and keeps them so that they can be restored (R-DEL-1). `name`: for people. */
export async function deleteRestorably(
  uow: UnitOfWork,
  entityType: RestorableType,
  current: VersionedEntity & { readonly name?: string },
  expectedVersion: number,
  name = current.name ?? '',
): Promise<void> {
  const { entity, parts } = KINDS[entityType]
  const kept: Record<string, readonly object[]> = {}
  for (const part of parts)
    kept[part.entity.name] = await uow.of<object>(part.entity).find({ [part.column]: current.id })
  await uow.of(entity).delete(current, expectedVersion)
  await uow.of(DeletedItemEntity).insertAll([toDeletedItem(uow, entityType, current, name, kept)])
}

/** What is kept of a row and the rows that go with it. */
export function toDeletedItem(
  uow: UnitOfWork,
  entityType: RestorableType,
  current: VersionedEntity,
  name: string,
  parts: DeletedRows['parts'],
): Omit<DeletedItemEntity, 'organisationId'> {
  const deletedBy = nameWithoutEmail(uow.scope.actor)
  const content: DeletedRows = { row: { ...current }, parts }
  return { entityId: current.id, entityType, name, nameKey: nameKey(name), content, deletedAt: uow.now, deletedBy }
}

/** What was deleted, as it is checked before it comes back. */
export interface Deleted<E> {
  readonly row: E
  /** The rows of a table that went with it. */
  parts<P extends object>(entity: new () => P): readonly P[]
}

/**
 * Brings back what was deleted, under its id and with the next version; NOT_FOUND where it is not there, or was deleted
 * too long ago. `check` adds what refuses it now, and may say what the audit entry shows beside the row.
 */
export async function restoreDeleted<E extends VersionedEntity>(
  uow: UnitOfWork,
  entityType: RestorableType,
  id: string,
  check: (deleted: Deleted<E>, checks: Checks) => Promise<AuditRow | void>,
): Promise<{ readonly entity: E; readonly problems: readonly Problem[] }> {
  const { entity, parts } = KINDS[entityType]
  const [found] = await findDeleted(uow, entityType, [id])
  const { row, parts: kept } = found!
  const partsOf = (part: EntityClass) => kept[part.name] ?? []
  const checks = new Checks()
  const deleted = { row: row as unknown as E, parts: <P extends object>(part: new () => P) => partsOf(part) as P[] }
  const also = (await check(deleted, checks)) ?? {}
  checks.refuse()
  const restored = await uow.of(entity).restore(row as unknown as VersionedEntity, also)
  for (const part of parts) await uow.of<object>(part.entity).insertAll(partsOf(part.entity))
  await uow.of(DeletedItemEntity).deleteAll({ entityId: id })
  return { entity: restored as E, problems: checks.problems }
}

/** After a domain is gone its addresses cannot come back (R-DOM-13). */
export async function forgetAddressesOf(uow: UnitOfWork, domainId: string): Promise<void> {
  const items = uow.of(DeletedItemEntity)
  const deleted = await items.find({ entityType: 'EmailAddress' })
  const own = deleted.filter(({ content }) => content.row['domainId'] === domainId)
  await items.deleteAllOf(
    'entityId',
    own.map(({ entityId }) => entityId),
  )
}

/** What was deleted, in the order asked for; NOT_FOUND where one is not there, or was deleted too long ago. */
export async function findDeleted(
  uow: UnitOfWork,
  entityType: RestorableType,
  ids: readonly string[],
): Promise<DeletedRows[]> {
  const found = await uow.all<{ id: string; content: string }>(sql`select "entityId" as id, content from deleted_item
    where "organisationId" = ${uow.organisationId} and "entityId" ${anyOf(ids)} and ${unindexed('"entityType"')} = ${entityType}
    and ${unindexed('"deletedAt"')} > ${isoTime(goneForGood(Date.parse(uow.now)))}`)
  const contents = new Map(found.map(({ id, content }) => [id, content]))
  return ids.map((id) => {
    const content = contents.get(id)
    if (content === undefined) throw notFound()
    return JSON.parse(content) as DeletedRows
  })
}
