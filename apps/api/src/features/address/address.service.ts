import {
  ADDRESS_DEFAULTS,
  addressKey,
  checkEmailEdition,
  checkLimit,
  error,
  parseAddress,
  parseLocalPart,
  toDraft,
  turnsOff,
  type AddressDraft,
  type AddressSettings,
  type Problem,
} from '@mailroom/core'
import { parseId, randomBase32 } from '../../database/ids.js'
import { sql } from '../../database/sql.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { refuseInUse } from '../../graphql/delete.js'
import { notFound } from '../../graphql/errors.js'
import type { DeleteEntityInput } from '../../graphql/inputs.js'
import { accepted, Checks, seen, type Written } from '../../graphql/write.js'
import { deleteRestorably, restoreDeleted } from '../deleted-item/restorable.read-model.js'
import { DomainEntity } from '../domain/domain.entity.js'
import { organisationOf } from '../organisation/organisation-of.read-model.js'
import type { OrganisationEntity } from '../organisation/organisation.entity.js'
import { loadAddressFacts } from './address-facts.read-model.js'
import { renewHealth, renewOwnHealth } from './address-health.read-model.js'
import { loadAddressUses } from './address-uses.read-model.js'
import { AddressEntity, AddressSkillEntity, skillsOf, toColumns, toSettings } from './address.entity.js'
import type { CreateAddressInput, UpdateAddressInput } from './address.input.js'
import { loadAddresses, type AddressRow } from './address.read-model.js'

export async function createAddress(uow: UnitOfWork, input: CreateAddressInput): Promise<Written<AddressRow>> {
  const domain = parseId('dom', input.domainId) ? await uow.of(DomainEntity).get(input.domainId) : null
  if (!domain) throw notFound()
  const organisation = await organisationOf(uow)
  const checks = new Checks()
  checks.add(checkEmailEdition(organisation.edition))
  checks.add(checkLimit('addressesPerDomain', organisation.limits.addressesPerDomain, domain.addressCount, []))
  const localPart = await takeLocalPart(uow, checks, input.localPart, domain.name)
  const settings = await takeSettings(uow, checks, organisation, input.settings, ADDRESS_DEFAULTS, {
    address: `${localPart ?? input.localPart}@${domain.name}`,
  })
  checks.refuse()
  const row = {
    id: uow.newId('adr'),
    domainId: domain.id,
    localPart: accepted(localPart),
    addressKey: addressKey(accepted(localPart), domain.name),
    redirectSecret: uow.dryRun ? '' : randomBase32(20),
    problemCount: 0,
    errorCount: 0,
    ...toColumns(accepted(settings)),
  }
  const skillIds = skillsOf(accepted(settings))
  const entity = await uow.of(AddressEntity).insert(row, { skillIds })
  await uow.of(AddressSkillEntity).insertAll(skillIds.map((skillId) => ({ addressId: entity.id, skillId })))
  await uow.of(DomainEntity).keep({ id: domain.id }, { addressCount: domain.addressCount + 1 })
  await renewHealth(uow, { bccKeys: [entity.addressKey] })
  return { entity: await renewOwnHealth(uow, entity.id), problems: checks.problems }
}

export async function updateAddress(uow: UnitOfWork, input: UpdateAddressInput): Promise<Written<AddressRow>> {
  const current = await seen(uow.of(AddressEntity), input)
  const organisation = await organisationOf(uow)
  const before = await read(uow, current.id)
  const checks = new Checks()
  const localPart = await renamed(uow, checks, input.localPart, current, before.domainName)
  const self = { id: current.id, address: `${localPart ?? current.localPart}@${before.domainName}` }
  const settings = await takeSettings(uow, checks, organisation, input.settings, before.settings, self)
  const isTurningOff = localPart === current.localPart && settings && turnsOff(before.settings, settings)
  if (!isTurningOff) checks.add(checkEmailEdition(organisation.edition))
  checks.refuse()
  const key = addressKey(accepted(localPart), before.domainName)
  const change = { localPart: accepted(localPart), addressKey: key }
  await storeChange(uow, current, before.settings, accepted(settings), change)
  if (key !== current.addressKey) {
    await renewHealth(uow, { bccKeys: [current.addressKey, key] })
  }
  return { entity: await renewOwnHealth(uow, current.id), problems: checks.problems }
}

/** Stores new settings of an address, and whatever else of it changes, with its audit entry. */
export async function storeChange(
  uow: UnitOfWork,
  current: AddressEntity,
  before: AddressSettings,
  after: AddressSettings,
  more: Partial<Pick<AddressEntity, 'localPart' | 'addressKey'>> = {},
): Promise<void> {
  const skills = { before: skillsOf(before), after: skillsOf(after) }
  const also = { before: { skillIds: skills.before }, after: { skillIds: skills.after } }
  await uow.of(AddressEntity).update(current, current.version, { ...more, ...toColumns(after) }, also)
  if (skills.before.join() === skills.after.join()) return
  await uow.of(AddressSkillEntity).deleteAll({ addressId: current.id })
  await uow.of(AddressSkillEntity).insertAll(skills.after.map((skillId) => ({ addressId: current.id, skillId })))
}

/** IN_USE while it is another's From (R-ADR-10). */
export async function deleteAddress(uow: UnitOfWork, input: DeleteEntityInput): Promise<void> {
  const current = await seen(uow.of(AddressEntity), input)
  refuseInUse((await loadAddressUses(uow, 'fromAddressId', current.id)).filter((use) => use.id !== current.id))
  const domain = await uow.of(DomainEntity).get(current.domainId)
  const name = `${current.localPart}@${domain?.name}`
  await deleteRestorably(uow, 'EmailAddress', current, input.expectedVersion, name)
  if (domain) await uow.of(DomainEntity).keep({ id: domain.id }, { addressCount: domain.addressCount - 1 })
  await renewHealth(uow, { bccKeys: [current.addressKey] })
}

/** Refused by what refuses a new address with its settings: its name, the limit, what it refers to (R-DEL-1). */
export async function restoreAddress(uow: UnitOfWork, id: string): Promise<Written<AddressRow>> {
  const organisation = await organisationOf(uow)
  const { entity, problems } = await restoreDeleted<AddressEntity>(uow, 'EmailAddress', id, async (deleted, checks) => {
    const { row, parts } = deleted
    const skillIds = parts(AddressSkillEntity).map(({ skillId }) => skillId)
    const stored = toSettings(row, skillIds)
    const domain = await uow.of(DomainEntity).get(row.domainId)
    const missing = { type: 'EmailDomain', id: row.domainId }
    checks.add(checkEmailEdition(organisation.edition))
    if (!domain) checks.add([error('REFERENCE_NOT_FOUND', ['domainId'], missing)])
    const { addressesPerDomain } = organisation.limits
    if (domain) checks.add(checkLimit('addressesPerDomain', addressesPerDomain, domain.addressCount, []))
    const address = `${row.localPart}@${domain?.name}`
    checks.add(await checkFree(uow, address, row.addressKey, id))
    await takeSettings(uow, checks, organisation, toDraft(stored), stored, { id, address })
    return { skillIds }
  })
  const domain = accepted((await uow.of(DomainEntity).get(entity.domainId)) ?? undefined)
  await uow.of(DomainEntity).keep({ id: domain.id }, { addressCount: domain.addressCount + 1 })
  await renewHealth(uow, { bccKeys: [entity.addressKey] })
  return { entity: await renewOwnHealth(uow, id), problems }
}

async function read(uow: UnitOfWork, id: string): Promise<AddressRow> {
  const [row] = await loadAddresses(uow, [id])
  if (!row) throw notFound()
  return row
}

async function takeSettings(
  uow: UnitOfWork,
  checks: Checks,
  organisation: OrganisationEntity,
  draft: AddressDraft,
  current: AddressSettings,
  self: { readonly id?: string; readonly address: string },
): Promise<AddressSettings | undefined> {
  const facts = await loadAddressFacts(uow, draft, current)
  return checks.take(parseAddress(draft, current, { ...facts, self, bccLimit: organisation.limits.bccPerAddress }))
}

/** A local part that is free on the domain (R-ADR-1). */
async function takeLocalPart(
  uow: UnitOfWork,
  checks: Checks,
  value: string,
  domain: string,
  ownId = '',
): Promise<string | undefined> {
  const localPart = checks.take(parseLocalPart(value, ['localPart'], domain))
  if (localPart === undefined) return undefined
  checks.add(await checkFree(uow, `${localPart}@${domain}`, addressKey(localPart, domain), ownId))
  return localPart
}

/** The local part after an update: undefined stays, null is refused. */
async function renamed(
  uow: UnitOfWork,
  checks: Checks,
  wanted: string | null | undefined,
  current: AddressEntity,
  domain: string,
): Promise<string | undefined> {
  if (wanted === undefined || wanted === current.localPart) return current.localPart
  return takeLocalPart(uow, checks, wanted ?? '', domain, current.id)
}

async function checkFree(uow: UnitOfWork, address: string, key: string, ownId: string): Promise<Problem[]> {
  const other = await uow.first(
    sql`select 1 from address where "organisationId" = ${uow.organisationId} and "addressKey" = ${key} and id <> ${ownId}`,
  )
  return other ? [error('ADDRESS_EXISTS', ['localPart'], { found: address })] : []
}
