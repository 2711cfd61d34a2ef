import { error, type Problem } from '@mailroom/core'
import { checkName } from '../../database/uniqueness.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { refuseInUse } from '../../graphql/delete.js'
import type { DeleteEntityInput } from '../../graphql/inputs.js'
import { accepted, Checks, seen, type Written } from '../../graphql/write.js'
import { renewHealth } from '../address/address-health.read-model.js'
import { loadAddressUses } from '../address/address-uses.read-model.js'
import { deleteRestorably, restoreDeleted } from '../deleted-item/restorable.read-model.js'
import { loadFlowUses } from '../flow/flow-uses.read-model.js'
import { QueueEntity, QueueMemberEntity, ScoringMethod, SkillEvaluation } from './queue.entity.js'
import type { CreateQueueInput, UpdateQueueInput } from './queue.input.js'
import { loadExistingMembers, loadMemberIds } from './queue.read-model.js'

export async function createQueue(uow: UnitOfWork, input: CreateQueueInput): Promise<Written<QueueEntity>> {
  const checks = new Checks()
  const memberIds = distinct(input.memberIds)
  const named = checks.take(await checkName(uow, 'queue', input.name))
  checks.add(await checkMembers(uow, memberIds))
  checks.refuse()
  const row = {
    id: uow.newId('que'),
    ...accepted(named),
    scoringMethod: input.scoringMethod ?? ScoringMethod.TIME_AND_PRIORITY,
    skillEvaluation: input.skillEvaluation ?? SkillEvaluation.ALL,
  }
  const entity = await uow.of(QueueEntity).insert(row, { memberIds })
  await uow.of(QueueMemberEntity).insertAll(memberIds.map((memberId) => ({ queueId: entity.id, memberId })))
  return { entity: uow.dryRun ? { ...entity, memberIds } : entity, problems: checks.problems }
}

/** Renews the health of the addresses that are routed to it (R-ADR-13). */
export async function updateQueue(uow: UnitOfWork, input: UpdateQueueInput): Promise<Written<QueueEntity>> {
  const current = await seen(uow.of(QueueEntity), input)
  const checks = new Checks()
  const before = await loadMemberIds(uow, current.id)
  const memberIds = input.memberIds === undefined ? before : distinct(input.memberIds)
  const named = checks.take(
    await checkName(uow, 'queue', input.name === undefined ? current.name : input.name, current.id),
  )
  checks.add(await checkMembers(uow, memberIds))
  checks.refuse()
  const { scoringMethod, skillEvaluation } = input
  const change = {
    ...accepted(named),
    scoringMethod:
      scoringMethod === undefined ? current.scoringMethod : (scoringMethod ?? ScoringMethod.TIME_AND_PRIORITY),
    skillEvaluation: skillEvaluation === undefined ? current.skillEvaluation : (skillEvaluation ?? SkillEvaluation.ALL),
  }
  const also = { before: { memberIds: before }, after: { memberIds } }
  const entity = await uow.of(QueueEntity).update(current, input.expectedVersion, change, also)
  await storeMembers(uow, current.id, before, memberIds)
  await renewHealth(uow, { queueId: current.id })
  return { entity: uow.dryRun ? { ...entity, memberIds } : entity, problems: checks.problems }
}

/** IN_USE while an address or flow leads to it (R-ADR-10). */
export async function deleteQueue(uow: UnitOfWork, input: DeleteEntityInput): Promise<void> {
  const current = await seen(uow.of(QueueEntity), input)
  refuseInUse([...(await loadAddressUses(uow, 'queueId', input.id)), ...(await loadFlowUses(uow, input.id))])
  await deleteRestorably(uow, 'Queue', current, input.expectedVersion)
}

/** Refused where a name or member that it had is gone (R-DEL-1). */
export async function restoreQueue(uow: UnitOfWork, id: string): Promise<Written<QueueEntity>> {
  return restoreDeleted<QueueEntity>(uow, 'Queue', id, async ({ row, parts }, checks) => {
    const memberIds = parts(QueueMemberEntity).map(({ memberId }) => memberId)
    checks.take(await checkName(uow, 'queue', row.name))
    checks.add(await checkMembers(uow, memberIds))
    return { memberIds }
  })
}

/** Touches only the rows that come or go: a queue may have thousands. */
async function storeMembers(
  uow: UnitOfWork,
  queueId: string,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  const stored = new Set(before)
  const wanted = new Set(after)
  const members = uow.of(QueueMemberEntity)
  for (const memberId of before) if (!wanted.has(memberId)) await members.deleteAll({ queueId, memberId })
  const added = after.filter((memberId) => !stored.has(memberId))
  await members.insertAll(added.map((memberId) => ({ queueId, memberId })))
}

async function checkMembers(uow: UnitOfWork, ids: readonly string[]): Promise<Problem[]> {
  const known = await loadExistingMembers(uow, ids)
  return ids.flatMap((id, index) =>
    known.has(id) ? [] : [error('REFERENCE_NOT_FOUND', ['memberIds', String(index)], { type: 'Member', id })],
  )
}

function distinct(ids: readonly string[] | null | undefined): string[] {
  return [...new Set(ids ?? [])].sort()
}
