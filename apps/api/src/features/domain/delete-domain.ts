import { error } from '@mailroom/core'
import { StaleVersion } from '../../database/tenant-repository.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { notFound } from '../../graphql/errors.js'
import { Refused, USES_SHOWN } from '../../graphql/write.js'
import { renewHealth } from '../address/address-health.read-model.js'
import { AddressEntity } from '../address/address.entity.js'
import { forgetAddressesOf } from '../deleted-item/restorable.read-model.js'
import { reserveName } from '../organisation/reserved-name.read-model.js'
import { DomainEntity } from './domain.entity.js'
import type { DeleteDomainInput } from './domain.input.js'
import { loadOutsideUsers } from './domain.read-model.js'

/** Deletes a domain; with its addresses only where the caller named it (R-DOM-13, R-ADR-10). */
export async function deleteDomain(uow: UnitOfWork, input: DeleteDomainInput): Promise<DomainEntity> {
  const current = await uow.of(DomainEntity).get(input.id)
  if (!current) throw notFound()
  if (current.version !== input.expectedVersion) throw new StaleVersion(current)
  refuseOtherName(current, input.confirmName)
  const addresses = await uow.of(AddressEntity).find({ domainId: current.id })
  if (addresses.length > 0 && !input.confirmName)
    throw new Refused([error('DOMAIN_HAS_ADDRESSES', ['confirmName'], { count: addresses.length })])
  const { count, uses } = await loadOutsideUsers(uow, current.id, USES_SHOWN)
  if (count > 0) throw new Refused([error('IN_USE', [], { count })], uses)

  // Among each other they may refer to one another.
  await uow.of(AddressEntity).keep({ domainId: current.id }, { fromAddressId: null })
  await uow.of(AddressEntity).deleteMany(addresses)
  await uow.of(DomainEntity).delete(current, input.expectedVersion)
  await renewHealth(uow, { domainId: current.id, domainName: current.name })
  await renewHealth(uow, { bccKeys: [`@${current.name}`] })
  await forgetAddressesOf(uow, current.id)
  if (current.type === 'PLATFORM') await reserveName(uow, 'PLATFORM_NAME', current.name)
  return current
}

function refuseOtherName({ name, displayName }: DomainEntity, confirmed: string | null | undefined): void {
  const typed = confirmed?.trim().toLowerCase()
  if (typed && typed !== name && typed !== displayName.toLowerCase())
    throw new Refused([error('CONFIRMATION_MISMATCH', ['confirmName'])])
}
