import type { SecretPlace } from '../adapters/secrets.js'

/** Seals an envelope anew: by the current key, for the same place. */
export type Reseal = (envelope: string, place: SecretPlace) => Promise<string>

/** A column that holds envelopes. */
export interface SealedColumn {
  readonly table: string
  readonly column: string
  /** Columns of the primary key; `organisationId` first where the table has it. */
  readonly key: readonly string[]
  /** The text of the row that has the key, each of its envelopes sealed anew. */
  reseal(text: string, key: readonly string[], each: Reseal): Promise<string>
}

/** A column whose text is one envelope. */
export function sealedText(
  table: string,
  column: string,
  key: readonly string[],
  placeOf: (key: readonly string[]) => SecretPlace,
): SealedColumn {
  return { table, column, key, reseal: (text, values, each) => each(text, placeOf(values)) }
}
