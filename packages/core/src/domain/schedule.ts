import { isProof, JITTER, MISS_SLOTS } from './states.js'
import type { MailDomain, RecordState } from './types.js'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** When pending records are asked, after the beginning of their 72 h; then hourly (R-DOM-15). */
const PENDING_SLOTS = [1, 2, 5, 10, 20].map((minutes) => minutes * MINUTE)

/** Shortest time between *check now* of one domain, in milliseconds (R-DOM-15). */
export const CHECK_NOW_INTERVAL = 10 * SECOND

/** Time between checks of a domain in the first ten minutes that its page is open, in milliseconds (R-DOM-15). */
export const WATCHED_INTERVAL = 10 * SECOND

/** What the schedule depends on; times in milliseconds since 1970. */
export interface ScheduleFacts {
  readonly now: number
  /** Null: never, hence at once. */
  readonly lastCheckedAt: number | null
  /** Since when somebody has the domain's page open; null: nobody. */
  readonly watchedSince: number | null
  /** 0 to 1: moves the time by −10 % to +10 %. */
  readonly jitter: number
  /** When a DKIM key is to be replaced (R-DOM-7); left out or null: none is. */
  readonly retiresAt?: number | null
}

/** When a domain's records are looked at next (R-DOM-15); never before `now`. Null: never, a platform domain. */
export function nextCheckAt(domain: MailDomain, states: readonly RecordState[], facts: ScheduleFacts): number | null {
  if (domain.type === 'PLATFORM') return null
  const { now, lastCheckedAt, watchedSince, jitter } = facts
  if (lastCheckedAt === null) return now
  const factor = 1 + JITTER * (2 * jitter - 1)
  const due = states.map((state) => dueAt(state, lastCheckedAt, factor))
  if (watchedSince !== null) due.push(lastCheckedAt + (now - watchedSince < 10 * MINUTE ? WATCHED_INTERVAL : MINUTE))
  return Math.max(now, Math.min(lastCheckedAt + DAY * factor, facts.retiresAt ?? Infinity, ...due))
}

function dueAt(state: RecordState, last: number, factor: number): number {
  switch (state.status) {
    case 'VERIFIED':
      return verifiedDueAt(state, last, factor)
    case 'AT_RISK':
      return last + HOUR * factor
    case 'PENDING':
    case 'UNKNOWN':
      return pendingDueAt(state.pendingSince, last, factor)
    case 'FAILED':
      return last + (state.key === 'MX' ? HOUR : DAY) * factor
    case 'NOT_STARTED':
    case 'NOT_REQUIRED':
      return last + DAY * factor
  }
}

/** Daily; sooner after a miss (R-DOM-5), and hourly where DNS did not answer (R-DOM-10). */
function verifiedDueAt(state: RecordState, last: number, factor: number): number {
  const [first] = state.misses
  const slot = MISS_SLOTS[state.misses.length]
  if (isProof(state.key) && first !== undefined && slot !== undefined)
    return Math.max(first + slot * factor, last + (MISS_SLOTS[1] ?? 0) * factor)
  return last + (state.hint?.code === 'DNS_UNREACHABLE' ? HOUR : DAY) * factor
}

function pendingDueAt(since: number, last: number, factor: number): number {
  const slot = PENDING_SLOTS.find((candidate) => candidate * (1 - JITTER) > last - since)
  return slot === undefined ? last + HOUR * factor : since + slot * factor
}
