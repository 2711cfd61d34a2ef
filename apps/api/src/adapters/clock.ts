/** The one clock: milliseconds since 1970. */
export interface Clock {
  now(): number
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() }

/** A time as it is stored: ISO 8601 in UTC, 24 characters, sortable. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
