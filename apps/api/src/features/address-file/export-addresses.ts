import { setImmediate as others } from 'node:timers/promises'
import { ADDRESS_COLUMNS, addressFileHeader, addressFileLine, type AddressColumn, type NamedKind } from '@mailroom/core'
import type { TenantRows } from '../../database/unit-of-work.js'
import { LARGEST_PAGE } from '../../graphql/connection.js'
import { AddressOrder, type AddressFilter } from '../address/address-filter.type.js'
import { pageOfAddresses } from '../address/address.read-model.js'
import { loadDomainNames } from '../domain/domain.read-model.js'
import { loadNames } from '../reference/names.read-model.js'

/** Which addresses a file has. */
export interface ExportChoice {
  readonly search?: string | null
  readonly filter?: AddressFilter | null
}

/** A piece of a file, and the number of addresses in it. */
export interface ExportedPart {
  readonly text: string
  readonly count: number
}

/** Addresses as a file, page by page with a chance for others between, by address; hidden recipients only where `seesBcc` (R-OUT-2). */
export async function* exportAddresses(
  rows: TenantRows,
  { search = null, filter = null }: ExportChoice,
  seesBcc: boolean,
): AsyncGenerator<ExportedPart, void, undefined> {
  const columns: readonly AddressColumn[] = ADDRESS_COLUMNS.filter((column) => seesBcc || column !== 'bcc')
  yield { text: addressFileHeader(columns), count: 0 }
  const names = await loadNames(rows)
  const nameOf = (kind: NamedKind, id: string) => names.nameOf(kind, id) ?? id
  const domains = await loadDomainNames(rows)
  let after: string | null = null
  do {
    const args = { search, filter, orderBy: AddressOrder.ADDRESS_ASC, first: LARGEST_PAGE, after }
    const { nodes, pageInfo } = await pageOfAddresses(rows, args, domains)
    const lines = nodes.map(({ address, settings, from }) =>
      addressFileLine({ address, settings, fromAddress: from?.address ?? null }, nameOf, columns),
    )
    yield { text: lines.join(''), count: nodes.length }
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    await others()
  } while (after !== null)
}
