/** Limits of an address's settings: forms show and check them, nobody types them again. */
export const ADDRESS_LIMITS = {
  /** Characters before the `@` (R-ADR-1). */
  localPart: 64,
  /** Octets of a whole address, with the domain as A-labels (R-ADR-1). */
  address: 254,
  /** Code points of a from name or a BCC's name (R-ADR-2). */
  fromName: 120,
  /** R-ADR-7. */
  priorityMin: -25_000_000,
  /** R-ADR-7. */
  priorityMax: 25_000_000,
  /** Addresses that are changed at once. */
  bulkMin: 1,
  bulkMax: 200,
} as const
