import { reachedKeys, type PlannedLine } from '@mailroom/core'
import { randomBase32 } from '../../database/ids.js'
import { sql } from '../../database/sql.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { notFound } from '../../graphql/errors.js'
import { AddressEntity, AddressSkillEntity, skillsOf, toColumns } from '../address/address.entity.js'
import { renewHealthOf } from '../address/address-health.read-model.js'
import { DomainEntity } from '../domain/domain.entity.js'
import type { LoadedFacts } from './address-file-facts.read-model.js'
import { inPieces, partsOf } from './in-pieces.js'

/** Rows that are written, or whose health is counted, before others have their turn: a few milliseconds. */
const ROWS_AT_ONCE = 100

/** Writes what a file without errors does to the rows that it was planned with; each address is audited by itself. */
export async function writeAddressFile(
  uow: UnitOfWork,
  plan: readonly PlannedLine[],
  loaded: Pick<LoadedFacts, 'rowOf'>,
): Promise<void> {
  const created = plan.filter(({ outcome }) => outcome === 'CREATED')
  const updated = plan.filter(({ outcome }) => outcome === 'UPDATED')
  const waiting = new Set(created.map(({ id }) => id))
  const later: PlannedLine[] = []
  for await (const part of inPieces(partsOf(created, ROWS_AT_ONCE), 1)) {
    const early = part.filter(({ after }) => waiting.has(after?.fromAddressId ?? ''))
    await uow.grown()
    await create(uow, part, new Set(early))
    for (const { id } of part) waiting.delete(id)
    later.push(...early)
  }
  for await (const part of inPieces(partsOf(later, ROWS_AT_ONCE), 1)) await nameFrom(uow, part)
  for await (const part of inPieces(partsOf(updated, ROWS_AT_ONCE), 1)) await update(uow, part, loaded)
  await countAddresses(uow, created)
  await renewAll(
    uow,
    [...created, ...updated].map(({ id }) => id),
    created,
  )
}

/** `early`: before the address that they are sent from, which is named afterwards. */
async function create(uow: UnitOfWork, part: readonly PlannedLine[], early: ReadonlySet<PlannedLine>): Promise<void> {
  const rows = part.map((line) => {
    const { id, domainId, localPart, address, after } = line
    const columns = toColumns(after!)
    const fromAddressId = early.has(line) ? null : columns.fromAddressId
    const made = { redirectSecret: randomBase32(20), problemCount: 0, errorCount: 0 }
    return {
      row: { id, domainId, localPart, addressKey: address.toLowerCase(), ...made, ...columns, fromAddressId },
      also: { skillIds: skillsOf(after!), fromAddressId: columns.fromAddressId },
    }
  })
  await uow.of(AddressEntity).insertMany(rows)
  const skills = rows.flatMap(({ row, also }) => also.skillIds.map((skillId) => ({ addressId: row.id, skillId })))
  await uow.of(AddressSkillEntity).insertAll(skills)
}

function nameFrom(uow: UnitOfWork, part: readonly PlannedLine[]): Promise<void> {
  const rows = part.map(({ id, after }) => ({ id, patch: { fromAddressId: after!.fromAddressId } }))
  return uow.of(AddressEntity).keepMany(rows)
}

async function update(
  uow: UnitOfWork,
  part: readonly PlannedLine[],
  { rowOf }: Pick<LoadedFacts, 'rowOf'>,
): Promise<void> {
  const lines = part.map(({ id, before, after }) => {
    const current = rowOf(id)
    if (!current) throw notFound()
    const skills = { before: skillsOf(before!), after: skillsOf(after!) }
    const also = { before: { skillIds: skills.before }, after: { skillIds: skills.after } }
    return { current, patch: toColumns(after!), also, skills }
  })
  await uow.of(AddressEntity).updateMany(lines)
  const others = lines.filter(({ skills }) => skills.before.join() !== skills.after.join())
  if (others.length === 0) return
  const asked = others.flatMap(({ current: { id }, skills }) =>
    skills.after.map((skillId) => ({ addressId: id, skillId })),
  )
  await uow.of(AddressSkillEntity).deleteAllOf(
    'addressId',
    others.map(({ current }) => current.id),
  )
  await uow.of(AddressSkillEntity).insertAll(asked)
}

async function countAddresses(uow: UnitOfWork, created: readonly PlannedLine[]): Promise<void> {
  for (const domainId of new Set(created.map((line) => line.domainId))) {
    const domain = await uow.of(DomainEntity).get(domainId)
    if (!domain) throw notFound()
    const added = created.filter((line) => line.domainId === domainId).length
    await uow.of(DomainEntity).keep({ id: domainId }, { addressCount: domain.addressCount + added })
  }
}

/** R-ADR-13: of what was written, and of those whose hidden recipient is an inbound address now. */
async function renewAll(uow: UnitOfWork, ids: readonly string[], created: readonly PlannedLine[]): Promise<void> {
  const keys = new Set(created.map(({ address }) => address.toLowerCase()))
  const copying = keys.size === 0 ? [] : await loadCopying(uow)
  const looping = copying.filter(({ bcc }) => keysOf(bcc).some((key) => keys.has(key))).map(({ id }) => id)
  for await (const part of inPieces(partsOf([...new Set([...ids, ...looping])], ROWS_AT_ONCE), 1))
    await renewHealthOf(uow, part)
}

function loadCopying(uow: UnitOfWork): Promise<{ id: string; bcc: string }[]> {
  return uow.all(sql`select id, bcc from address where "organisationId" = ${uow.organisationId} and "bccCount" > 0`)
}

function keysOf(bcc: string): string[] {
  const mailboxes = JSON.parse(bcc) as readonly { readonly address: string }[]
  return mailboxes.flatMap(({ address }) => reachedKeys(address))
}
