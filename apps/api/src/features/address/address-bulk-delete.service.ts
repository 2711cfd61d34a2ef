import { checkBulk, hasErrors, planDeletion, type SeenVersion } from '@mailroom/core'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { notFound } from '../../graphql/errors.js'
import { Refused, type Use, type Written } from '../../graphql/write.js'
import { deleteManyRestorably } from '../deleted-item/restorable-many.read-model.js'
import { DomainEntity } from '../domain/domain.entity.js'
import { renewHealth } from './address-health.read-model.js'
import { loadSenderUses } from './address-uses.read-model.js'
import { AddressEntity } from './address.entity.js'

/** One of several addresses that shall be deleted. */
export interface AddressDeletion {
  readonly id: string
  readonly address: string
  /** As it is stored now. */
  readonly version: number
  /** With IN_USE: what is sent from it and would stay. */
  readonly usedBy: readonly Use[]
}

/** Several addresses, all of them or none, each restorable on its own and together (R-ADR-10, R-DEL-1). */
export async function deleteAddresses(
  uow: UnitOfWork,
  asked: readonly SeenVersion[],
): Promise<Written<readonly AddressDeletion[]>> {
  const refused = checkBulk(asked)
  if (refused.length > 0) throw new Refused(refused)
  const ids = asked.map(({ id }) => id)
  const stored = inOrder(ids, await uow.of(AddressEntity).findAllOf('id', ids))
  const domains = await domainsOf(uow, stored)
  const nameOf = ({ localPart, domainId }: AddressEntity) => `${localPart}@${domains.get(domainId)?.name}`
  const { problems, usedBy } = planDeletion(asked, stored, await loadSenderUses(uow, ids))
  const deletions = stored.map((row, index) => ({
    ...{ id: row.id, address: nameOf(row), version: row.version },
    usedBy: usedBy[index] ?? [],
  }))
  if (hasErrors(problems)) return { entity: deletions, problems }
  await deleteManyRestorably(
    uow,
    'EmailAddress',
    stored.map((current) => ({ current, name: nameOf(current) })),
  )
  await countAddresses(uow, domains, stored, -1)
  await renewHealth(uow, { bccKeys: stored.map(({ addressKey }) => addressKey) })
  return { entity: deletions, problems }
}

/** The domains of the addresses, by id. */
export async function domainsOf(
  uow: UnitOfWork,
  addresses: readonly Pick<AddressEntity, 'domainId'>[],
): Promise<ReadonlyMap<string, DomainEntity>> {
  const ids = [...new Set(addresses.map(({ domainId }) => domainId))]
  return new Map((await uow.of(DomainEntity).findAllOf('id', ids)).map((domain) => [domain.id, domain]))
}

/** Each of the addresses counts once more, or once less, on its domain (R-ORG-2). */
export async function countAddresses(
  uow: UnitOfWork,
  domains: ReadonlyMap<string, DomainEntity>,
  addresses: readonly Pick<AddressEntity, 'domainId'>[],
  step: 1 | -1,
): Promise<void> {
  const patches = [...domains.values()].map(({ id, addressCount }) => {
    const count = addresses.filter(({ domainId }) => domainId === id).length
    return { id, patch: { addressCount: addressCount + step * count } }
  })
  await uow.of(DomainEntity).keepMany(patches)
}

function inOrder(ids: readonly string[], rows: readonly AddressEntity[]): AddressEntity[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = byId.get(id)
    if (!row) throw notFound()
    return row
  })
}
