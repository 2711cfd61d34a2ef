import { ADDRESS_COLUMNS, type AddressCells, type AddressColumn } from './columns.js'

/** A cell that a line changes. */
export interface CellChange {
  readonly column: AddressColumn
  readonly before: string
  readonly after: string
}

/** The cells in which an address differs from what it was. */
export function changedCells(before: AddressCells, after: AddressCells): CellChange[] {
  return ADDRESS_COLUMNS.filter((column) => before[column] !== after[column]).map((column) => ({
    column,
    before: before[column],
    after: after[column],
  }))
}
