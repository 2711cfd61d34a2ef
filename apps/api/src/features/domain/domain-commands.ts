import { changesBetween, checkEmailEdition, FIRST_ROTATION, requestRotation, restartStates } from '@mailroom/core'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { notFound } from '../../graphql/errors.js'
import { Refused } from '../../graphql/write.js'
import { organisationOf } from '../organisation/organisation-of.read-model.js'
import { DomainEntity } from './domain.entity.js'
import { publicRow, type DomainRow } from './domain.read-model.js'
import { auditDomain, auditedStates, keepTimeline } from './timeline.js'

/** Another 72 hours for what is not verified (R-DOM-5). */
export async function restartVerification(uow: UnitOfWork, domainId: string): Promise<DomainRow> {
  const current = await loadCommanded(uow, domainId)
  const at = Date.parse(uow.now)
  const recordStates = restartStates(current.recordStates, at)
  const nextCheckAt = current.nextCheckAt && uow.now
  await uow.of(DomainEntity).keep({ id: domainId }, { recordStates, nextCheckAt })
  const changes = changesBetween(current.recordStates, recordStates, at)
  await keepTimeline(uow, domainId, changes)
  await auditDomain(uow, current, auditedStates(changes))
  return publicRow({ ...current, recordStates, nextCheckAt })
}

/** Asks to sign with the other DKIM key, where that is not asked already (R-DOM-7). */
export async function requestDkimRotation(
  uow: UnitOfWork,
  domainId: string,
): Promise<{ readonly row: DomainRow; readonly isNew: boolean }> {
  const current = await loadCommanded(uow, domainId)
  const before = current.dkimRotation ?? FIRST_ROTATION
  const dkimRotation = requestRotation(before, Date.parse(uow.now))
  if (current.type === 'PLATFORM' || before.requestedAt !== null) return { row: publicRow(current), isNew: false }
  await uow.of(DomainEntity).keep({ id: domainId }, { dkimRotation, nextCheckAt: uow.now })
  await auditDomain(uow, current, [{ field: 'dkimRotationRequestedAt', before: null, after: uow.now }])
  return { row: publicRow({ ...current, dkimRotation, nextCheckAt: uow.now }), isNew: true }
}

async function loadCommanded(uow: UnitOfWork, domainId: string): Promise<DomainEntity> {
  const current = await uow.of(DomainEntity).get(domainId)
  if (!current) throw notFound()
  const problems = checkEmailEdition((await organisationOf(uow)).edition)
  if (problems.length > 0) throw new Refused(problems)
  return current
}
