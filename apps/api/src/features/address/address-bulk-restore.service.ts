import {
  checkBulkIds,
  checkEmailEdition,
  checkLimit,
  error,
  layersOf,
  parseAddress,
  toDraft,
  type AddressSettings,
  type Problem,
} from '@mailroom/core'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { Checks, Refused, type Written } from '../../graphql/write.js'
import type { DeletedRows } from '../deleted-item/deleted-item.entity.js'
import { findDeleted } from '../deleted-item/restorable.read-model.js'
import { restoreMany } from '../deleted-item/restorable-many.read-model.js'
import type { DomainEntity } from '../domain/domain.entity.js'
import { organisationOf } from '../organisation/organisation-of.read-model.js'
import type { OrganisationEntity } from '../organisation/organisation.entity.js'
import { countAddresses, domainsOf } from './address-bulk-delete.service.js'
import { loadFactsOfDrafts } from './address-facts.read-model.js'
import { renewHealth, renewHealthOf } from './address-health.read-model.js'
import { AddressEntity, AddressSkillEntity, toSettings } from './address.entity.js'

interface DeletedAddress {
  readonly content: DeletedRows
  readonly row: AddressEntity
  readonly skillIds: readonly string[]
  readonly settings: AddressSettings
  /** Where its problems are. */
  readonly path: readonly string[]
}

/**
 * Several addresses that were deleted, all of them or none, in whatever order: one that is sent from another comes after
 * it. Each is refused by what would refuse it alone (R-DEL-1).
 */
export async function restoreAddresses(uow: UnitOfWork, ids: readonly string[]): Promise<Written<readonly string[]>> {
  const refused = checkBulkIds(ids)
  if (refused.length > 0) throw new Refused(refused)
  const organisation = await organisationOf(uow)
  const deleted = (await findDeleted(uow, 'EmailAddress', ids)).map(toDeletedAddress)
  const rows = deleted.map(({ row }) => row)
  const domains = await domainsOf(uow, rows)
  const checks = new Checks()
  checks.add(checkEmailEdition(organisation.edition))
  checks.add(await checkPlaces(uow, organisation, deleted, domains))
  for (const layer of inLayers(ids, deleted)) {
    await checkSettings(uow, checks, organisation, layer, domains)
    checks.refuse()
    await restoreMany(
      uow,
      'EmailAddress',
      layer.map(({ content, skillIds }) => ({ content, also: { skillIds } })),
    )
  }
  await countAddresses(uow, domains, rows, 1)
  await renewHealth(uow, { bccKeys: rows.map(({ addressKey }) => addressKey) })
  await renewHealthOf(uow, ids)
  return { entity: ids, problems: checks.problems }
}

function toDeletedAddress(content: DeletedRows, index: number): DeletedAddress {
  const row = content.row as unknown as AddressEntity
  const skills = (content.parts[AddressSkillEntity.name] ?? []) as readonly AddressSkillEntity[]
  const skillIds = skills.map(({ skillId }) => skillId)
  return { content, row, skillIds, settings: toSettings(row, skillIds), path: ['ids', String(index)] }
}

/** Those that wait for none of the others first; what is sent from something else altogether waits for nothing. */
function inLayers(ids: readonly string[], deleted: readonly DeletedAddress[]): DeletedAddress[][] {
  const byId = new Map(deleted.map((each) => [each.row.id, each]))
  const senderOf = (id: string) => byId.get(byId.get(id)?.row.fromAddressId ?? '')
  const layers = layersOf(ids, (id) => {
    const sender = senderOf(id)
    return sender ? [sender.row.id] : []
  })
  return layers.map((layer) => layer.flatMap((id) => byId.get(id) ?? []))
}

/** Each has its domain, within the limit, and its name there is free, also of the others (R-ADR-1, R-ORG-2). */
async function checkPlaces(
  uow: UnitOfWork,
  { limits }: OrganisationEntity,
  deleted: readonly DeletedAddress[],
  domains: ReadonlyMap<string, DomainEntity>,
): Promise<Problem[]> {
  const keys = deleted.map(({ row }) => row.addressKey)
  const taken = new Set((await uow.of(AddressEntity).findAllOf('addressKey', keys)).map(({ addressKey }) => addressKey))
  const counts = new Map([...domains.values()].map(({ id, addressCount }) => [id, addressCount]))
  return deleted.flatMap(({ row: { domainId, localPart, addressKey }, path }) => {
    const domain = domains.get(domainId)
    if (!domain) return [error('REFERENCE_NOT_FOUND', [...path, 'domainId'], { type: 'EmailDomain', id: domainId })]
    const count = counts.get(domainId) ?? 0
    counts.set(domainId, count + 1)
    const problems = checkLimit('addressesPerDomain', limits.addressesPerDomain, count, path)
    const found = `${localPart}@${domain.name}`
    if (taken.has(addressKey)) problems.push(error('ADDRESS_EXISTS', [...path, 'localPart'], { found }))
    taken.add(addressKey)
    return problems
  })
}

async function checkSettings(
  uow: UnitOfWork,
  checks: Checks,
  { limits }: OrganisationEntity,
  layer: readonly DeletedAddress[],
  domains: ReadonlyMap<string, DomainEntity>,
): Promise<void> {
  const facts = await loadFactsOfDrafts(
    uow,
    layer.map(({ settings }) => toDraft(settings)),
  )
  for (const { row, settings, path } of layer) {
    const self = { id: row.id, address: `${row.localPart}@${domains.get(row.domainId)?.name}` }
    const { problems } = parseAddress(toDraft(settings), settings, { ...facts, self, bccLimit: limits.bccPerAddress })
    checks.add(problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] })))
  }
}
