import type { RecordChange } from './types.js'

/**
 * What a line of a domain's timeline tells (R-DOM-3, R-DOM-7, R-DOM-15):
 * - `STATE`: a record's state changed, and `found` is what DNS answered
 * - `SIGNING`: the key of this DKIM record signs from now on
 * - `NEW_KEY`: this DKIM record has a new value, to be published
 * - `OWNERSHIP_GAINED`, `OWNERSHIP_LOST`: the name, which several organisations claim, is theirs now, or is no longer
 * - `SUBDOMAIN_VERIFIED`: another organisation has proved the subdomain in `found`
 */
export const DOMAIN_EVENTS = [
  'STATE',
  'SIGNING',
  'NEW_KEY',
  'OWNERSHIP_GAINED',
  'OWNERSHIP_LOST',
  'SUBDOMAIN_VERIFIED',
] as const
export type DomainEvent = (typeof DOMAIN_EVENTS)[number]

/** How many lines of a domain's timeline are kept: the latest. */
export const TIMELINE_KEPT = 500

const TOLD: readonly string[] = ['VERIFIED', 'AT_RISK', 'FAILED']
const QUIET: readonly string[] = ['NOT_REQUIRED']

/**
 * Whether the people who look after the domain are written to (R-DOM-15). What only says that DNS has answered at
 * last, or that a row belongs to another sender, stays in the timeline.
 */
export function isNews({ event, from, to }: Pick<RecordChange, 'event' | 'from' | 'to'>): boolean {
  if (event !== 'STATE') return true
  return [from, to].some((status) => TOLD.includes(status)) && ![from, to].some((status) => QUIET.includes(status))
}
