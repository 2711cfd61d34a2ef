import {
  changedSettings,
  checkBulk,
  checkEmailEdition,
  error,
  hasErrors,
  planBulk,
  toDraft,
  turnsOff,
  type AddressDraft,
  type AddressSetting,
  type AddressSettings,
  type BulkPlan,
  type SeenVersion,
} from '@mailroom/core'
import { StaleVersion } from '../../database/tenant-repository.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { notFound } from '../../graphql/errors.js'
import { Refused, type Written } from '../../graphql/write.js'
import { organisationOf } from '../organisation/organisation-of.read-model.js'
import type { OrganisationEntity } from '../organisation/organisation.entity.js'
import { loadFactsOfDrafts } from './address-facts.read-model.js'
import { renewHealthOf } from './address-health.read-model.js'
import { loadAddresses, type AddressRow } from './address.read-model.js'
import { storeChange } from './address.service.js'

/** One of several addresses before and after a change. */
export interface AddressChange {
  readonly before: AddressRow
  /** Null: the change was refused, for this address or another one. */
  readonly after: AddressRow | null
  readonly changed: readonly AddressSetting[]
}

interface BulkChange {
  readonly addresses: readonly SeenVersion[]
  readonly settings: AddressDraft
}

/** An address whose settings differ afterwards. */
interface Difference {
  readonly index: number
  readonly before: AddressRow
  readonly settings: AddressSettings
  readonly changed: readonly AddressSetting[]
}

/** The same change of several addresses, all of them or none; what stays as it is, is not written (R-ADR-2 to -12). */
export async function updateAddresses(
  uow: UnitOfWork,
  { addresses: asked, settings: draft }: BulkChange,
): Promise<Written<readonly AddressChange[]>> {
  const refused = checkBulk(asked)
  if (refused.length > 0) throw new Refused(refused)
  const stored = await readAll(uow, asked)
  const organisation = await organisationOf(uow)
  const plan = await planFor(uow, organisation, draft, asked, stored)
  const differences = differencesOf(stored, plan)
  const problems = [...plan.problems, ...checkEdition(organisation, differences)]
  if (hasErrors(problems)) return { entity: stored.map(unwritten), problems }
  for (const difference of differences) await store(uow, difference)
  const written = new Map((await renewHealthOf(uow, differences.map(idOf))).map((row) => [row.id, row]))
  const changed = new Map(differences.map((each) => [idOf(each), each.changed]))
  return {
    entity: stored.map((before) => ({
      before,
      after: written.get(before.id) ?? before,
      changed: changed.get(before.id) ?? [],
    })),
    problems,
  }
}

/** In the order asked for; NOT_FOUND where one is not the organisation's. */
async function readAll(uow: UnitOfWork, asked: readonly SeenVersion[]): Promise<AddressRow[]> {
  const ids = asked.map(({ id }) => id)
  const rows = new Map((await loadAddresses(uow, ids)).map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = rows.get(id)
    if (!row) throw notFound()
    return row
  })
}

async function planFor(
  uow: UnitOfWork,
  organisation: OrganisationEntity,
  draft: AddressDraft,
  asked: readonly SeenVersion[],
  stored: readonly AddressRow[],
): Promise<BulkPlan> {
  const facts = await loadFactsOfDrafts(uow, [draft, ...stored.map(({ settings }) => toDraft(settings))])
  return planBulk(draft, asked, stored, { ...facts, bccLimit: organisation.limits.bccPerAddress })
}

function differencesOf(stored: readonly AddressRow[], plan: BulkPlan): Difference[] {
  return stored.flatMap((before, index) => {
    const settings = plan.settings[index]
    const changed = settings ? changedSettings(before.settings, settings) : []
    return settings && changed.length > 0 ? [{ index, before, settings, changed }] : []
  })
}

/** R-ORG-1: any edition may turn things off. */
function checkEdition({ edition }: OrganisationEntity, differences: readonly Difference[]) {
  const turnOff = differences.every(({ before, settings }) => turnsOff(before.settings, settings))
  return turnOff ? [] : checkEmailEdition(edition)
}

async function store(uow: UnitOfWork, { index, before, settings }: Difference): Promise<void> {
  try {
    await storeChange(uow, before, before.settings, settings)
  } catch (reason) {
    if (!(reason instanceof StaleVersion)) throw reason
    throw new Refused([error('STALE_VERSION', ['addresses', String(index), 'expectedVersion'])])
  }
}

const unwritten = (before: AddressRow): AddressChange => ({ before, after: null, changed: [] })
const idOf = ({ before }: Difference): string => before.id
