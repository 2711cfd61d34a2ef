import { error, parseAddress, type AddressSettings, type Problem } from '@mailroom/core'
import type { Locale } from '@mailroom/messages'
import type { TenantRows } from '../../database/unit-of-work.js'
import { badInput, notFound } from '../../graphql/errors.js'
import { refuseInput } from '../../graphql/refuse-input.js'
import { loadAddressFacts } from './address-facts.read-model.js'
import type { AddressOverrideInput } from './address-settings.type.js'
import { loadAddresses } from './address.read-model.js'

/** Settings of so many addresses may be tried at once. */
const MOST_OVERRIDES = 20

/** Unsaved settings by address, as far as a write of them would not be refused, and why of the others. */
export interface ParsedOverrides {
  readonly overrides: ReadonlyMap<string, AddressSettings>
  /** By place: "overrides", its number, and the path in the settings. */
  readonly problems: readonly Problem[]
}

/** What the settings are parsed by. */
interface ParsedBy {
  readonly bccLimit: number
  /** Who does not is told nothing about hidden recipients that are stored (R-OUT-2). */
  readonly seesBcc: boolean
}

/** Unsaved settings, parsed as a write of them would be; what such a write refuses is BAD_USER_INPUT here. */
export async function loadOverrides(
  rows: TenantRows,
  inputs: readonly AddressOverrideInput[],
  by: ParsedBy,
  locale: Locale,
): Promise<ReadonlyMap<string, AddressSettings>> {
  const { overrides, problems } = await parseOverrides(rows, inputs, by)
  if (problems.some(({ path }) => path[2] === 'addressId')) throw notFound()
  refuseInput(problems, locale)
  return overrides
}

/** The same with the problems told; REFERENCE_NOT_FOUND for an address that is not there. */
export async function parseOverrides(
  rows: TenantRows,
  inputs: readonly AddressOverrideInput[],
  { bccLimit, seesBcc }: ParsedBy,
): Promise<ParsedOverrides> {
  if (inputs.length > MOST_OVERRIDES) throw badInput(`overrides: at most ${MOST_OVERRIDES}`)
  if (inputs.length === 0) return { overrides: new Map(), problems: [] }
  const ids = inputs.map(({ addressId }) => addressId)
  const stored = new Map((await loadAddresses(rows, ids)).map((row) => [row.id, row]))
  const overrides = new Map<string, AddressSettings>()
  const problems: Problem[] = []
  for (const [index, { addressId, settings }] of inputs.entries()) {
    const place = ['overrides', String(index)]
    const current = stored.get(addressId)
    if (!current) {
      problems.push(error('REFERENCE_NOT_FOUND', [...place, 'addressId'], { type: 'EmailAddress', id: addressId }))
      continue
    }
    const shown = seesBcc ? current.settings : { ...current.settings, bcc: [] }
    const facts = await loadAddressFacts(rows, settings, shown)
    const self = { id: addressId, address: current.address }
    const result = parseAddress(settings, shown, { ...facts, self, bccLimit })
    if (result.ok) overrides.set(addressId, result.value)
    else problems.push(...result.problems.map((each) => ({ ...each, path: [...place, ...each.path] })))
  }
  return { overrides, problems }
}
