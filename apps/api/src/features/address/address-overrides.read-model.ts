import { parseAddress, type AddressSettings } from '@mailroom/core'
import type { Locale } from '@mailroom/messages'
import type { TenantRows } from '../../database/unit-of-work.js'
import { badInput, notFound } from '../../graphql/errors.js'
import { refuseInput } from '../../graphql/refuse-input.js'
import { loadAddressFacts } from './address-facts.read-model.js'
import type { AddressOverrideInput } from './address-settings.type.js'
import { loadAddresses } from './address.read-model.js'

/** Settings of so many addresses may be tried at once. */
const MOST_OVERRIDES = 20

/** Unsaved settings, parsed as a write of them would be; what such a write refuses is BAD_USER_INPUT here. */
export async function loadOverrides(
  rows: TenantRows,
  inputs: readonly AddressOverrideInput[],
  bccLimit: number,
  locale: Locale,
): Promise<ReadonlyMap<string, AddressSettings>> {
  if (inputs.length > MOST_OVERRIDES) throw badInput(`overrides: at most ${MOST_OVERRIDES}`)
  if (inputs.length === 0) return new Map()
  const ids = inputs.map(({ addressId }) => addressId)
  const stored = new Map((await loadAddresses(rows, ids)).map((row) => [row.id, row]))
  const overrides = new Map<string, AddressSettings>()
  for (const [index, { addressId, settings }] of inputs.entries()) {
    const current = stored.get(addressId)
    if (!current) throw notFound()
    const facts = await loadAddressFacts(rows, settings, current.settings)
    const self = { id: addressId, address: current.address }
    const result = parseAddress(settings, current.settings, { ...facts, self, bccLimit })
    if (result.ok) overrides.set(addressId, result.value)
    else refuseInput(result.problems, locale, ['overrides', String(index)])
  }
  return overrides
}
