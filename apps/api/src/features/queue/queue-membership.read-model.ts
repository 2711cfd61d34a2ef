import { anyOf, sql } from '../../database/sql.js'
import type { TenantRows, UnitOfWork } from '../../database/unit-of-work.js'
import { renewHealth } from '../address/address-health.read-model.js'
import { QueueEntity, QueueMemberEntity } from './queue.entity.js'
import { loadMemberIds } from './queue.read-model.js'

/** Takes a member out of every queue: each is a change of that queue. Renews the health of its addresses (R-ADR-13). */
export async function leaveQueues(uow: UnitOfWork, memberId: string): Promise<void> {
  for (const queueId of await loadQueueIdsOf(uow, [memberId])) {
    const queue = await uow.of(QueueEntity).get(queueId)
    if (!queue) throw new Error('A queue that has a member is gone')
    const before = await loadMemberIds(uow, queueId)
    const after = before.filter((id) => id !== memberId)
    await uow.of(QueueMemberEntity).deleteAll({ queueId, memberId })
    const also = { before: { memberIds: before }, after: { memberIds: after } }
    await uow.of(QueueEntity).update(queue, queue.version, {}, also)
    await renewHealth(uow, { queueId })
  }
}

/** After what members can do has changed: somebody may fit now, or nobody any more (R-ADR-13). */
export async function renewHealthOfMembers(uow: UnitOfWork, memberIds: readonly string[]): Promise<void> {
  for (const queueId of await loadQueueIdsOf(uow, memberIds)) await renewHealth(uow, { queueId })
}

async function loadQueueIdsOf(rows: TenantRows, memberIds: readonly string[]): Promise<string[]> {
  const found = await rows.all<{ queueId: string }>(sql`select distinct "queueId" from queue_member
    where "organisationId" = ${rows.organisationId} and "memberId" ${anyOf(memberIds)} order by "queueId"`)
  return found.map(({ queueId }) => queueId)
}
