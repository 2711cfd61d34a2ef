/** How long what was deleted can be restored, in days (R-DEL-1). */
export const RESTORABLE_DAYS = 30

const DAY = 24 * 60 * 60 * 1000

/** Until when something deleted at this time can be restored; both in milliseconds since 1970 (R-DEL-1). */
export function restorableUntil(deletedAt: number): number {
  return deletedAt + RESTORABLE_DAYS * DAY
}

/** What was deleted at this time or before can no longer be restored now; milliseconds since 1970 (R-DEL-1). */
export function goneForGood(now: number): number {
  return now - RESTORABLE_DAYS * DAY
}
