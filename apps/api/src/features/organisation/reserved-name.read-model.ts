import { nameReservedUntil } from '@mailroom/core'
import { isoTime } from '../../adapters/clock.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { ReservedNameEntity } from './organisation.entity.js'

/** Keeps a name that the organisation gives up from all others, for a time (R-ORG-3). */
export async function reserveName(uow: UnitOfWork, kind: ReservedNameEntity['kind'], name: string): Promise<void> {
  const names = uow.installation(ReservedNameEntity)
  const reservedUntil = isoTime(nameReservedUntil(Date.parse(uow.now)))
  await names.delete({ kind, name })
  await names.insert({ kind, name, organisationId: uow.organisationId, reservedUntil })
}
