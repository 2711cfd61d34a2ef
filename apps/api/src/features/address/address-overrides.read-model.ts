import { parseAddress, toDraft, type AddressSettings } from '@mailroom/core'
import type { TenantRows } from '../../database/unit-of-work.js'
import { parseOverridesOf, type Overrides } from '../../graphql/overrides.js'
import { loadFactsOfDrafts } from './address-facts.read-model.js'
import type { AddressOverrideInput } from './address-settings.type.js'
import { loadAddresses, type AddressRow } from './address.read-model.js'

/** What the settings are parsed by. */
interface ParsedBy {
  readonly bccLimit: number
  /** Who does not is told nothing about hidden recipients that are stored (R-OUT-2). */
  readonly seesBcc: boolean
}

/** Unsaved settings by address, parsed as a write of them would be. */
export function parseOverrides(
  rows: TenantRows,
  inputs: readonly AddressOverrideInput[],
  { bccLimit, seesBcc }: ParsedBy,
): Promise<Overrides<AddressSettings>> {
  const shown = ({ settings }: AddressRow) => (seesBcc ? settings : { ...settings, bcc: [] })
  return parseOverridesOf(inputs, {
    list: 'overrides',
    idField: 'addressId',
    type: 'EmailAddress',
    load: async (ids) => new Map((await loadAddresses(rows, ids)).map((row) => [row.id, row])),
    async prepare(given) {
      const drafts = given.flatMap(([{ settings }, stored]) => [settings, toDraft(shown(stored))])
      const facts = await loadFactsOfDrafts(rows, drafts)
      return ({ settings }, stored) => {
        const self = { id: stored.id, address: stored.address }
        return parseAddress(settings, shown(stored), { ...facts, self, bccLimit })
      }
    },
  })
}
