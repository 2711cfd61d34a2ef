import { error } from '../problem.js'
import { expectedRecords, isInUse } from './records.js'
import type { DnsStatus, ExpectedRecord, MailDomain, Platform, RecordKey, RecordState } from './types.js'
import type { Verdict } from './verdict.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How long a record may stay PENDING or AT_RISK before it is FAILED, in milliseconds (R-DOM-5). */
export const GRACE = 72 * HOUR
/** When a miss of a verified record is looked at again, after the first one, in milliseconds (R-DOM-5). */
export const MISS_SLOTS: readonly number[] = [0, 5 * MINUTE, 20 * MINUTE, HOUR]
/** Schedules move by this part of themselves (R-DOM-15). */
export const JITTER = 0.1

const SAME_CHECK = 4 * MINUTE
const RECOVERY = HOUR

/** The states of a domain's records before the first look-up (R-DOM-18). */
export function initialStates(domain: MailDomain, platform: Platform, now: number): RecordState[] {
  return alignStates(domain, platform, [], now)
}

/**
 * The states that fit the domain's settings as they are now: a record that is new, changed or required again starts
 * anew, one that is gone is left out, and one of the other sender or reception is NOT_REQUIRED. A verified ownership
 * is kept under SMTP (R-DOM-14, R-DOM-18).
 */
export function alignStates(
  domain: MailDomain,
  platform: Platform,
  states: readonly RecordState[],
  now: number,
): RecordState[] {
  return expectedRecords(domain, platform).map((record) => {
    const state = states.find(({ key, subject }) => key === record.key && subject === subjectOf(record))
    if (!isInUse(domain, record.key))
      return state && isProven(state) ? state : firstState(record, 'NOT_REQUIRED', state?.pendingSince ?? now)
    return state && state.status !== 'NOT_REQUIRED' ? state : firstState(record, firstStatus(record.key), now)
  })
}

/** The states after *restart*: what is not verified has another 72 h, and FAILED is PENDING again (R-DOM-5). */
export function restartStates(states: readonly RecordState[], now: number): RecordState[] {
  return states.map((state) => {
    if (!isProof(state.key) || !['PENDING', 'UNKNOWN', 'FAILED'].includes(state.status)) return state
    const status = state.status === 'FAILED' ? 'PENDING' : state.status
    return { ...state, status, pendingSince: now, misses: [], firstHitAt: null }
  })
}

/** When a record that is AT_RISK will be FAILED unless it comes back; null otherwise (R-DOM-5). */
export function riskDeadline(state: RecordState): number | null {
  const [first] = state.misses
  return state.status === 'AT_RISK' && first !== undefined ? first + GRACE : null
}

/** Whether the record proves what it is for: VERIFIED, or AT_RISK until its deadline (R-DOM-5). */
export function isProven(state: RecordState): boolean {
  return state.status === 'VERIFIED' || state.status === 'AT_RISK'
}

/** Whether the record goes by the machine of R-DOM-5: ownership, DKIM and MAIL FROM. */
export function isProof(key: RecordKey): boolean {
  return key !== 'MX' && key !== 'SPF' && key !== 'DMARC'
}

/** The state of a record after a verdict (R-DOM-5, R-DOM-10, R-DOM-18). */
export function nextState(state: RecordState, verdict: Verdict, now: number): RecordState {
  if (verdict.outcome === 'UNANSWERED') return unanswered(state, now)
  const { outcome, found, foundAt, source, hint, isWalked } = verdict
  const looked = { ...state, found, foundAt, source, hint, checkedAt: now, ...(isWalked && { walkedAt: now }) }
  if (!isProof(state.key)) return { ...looked, status: plainStatus(state.key, outcome) }
  if (outcome === 'RIGHT') return afterHit(looked, now)
  return afterMiss(looked, now)
}

function unanswered(state: RecordState, now: number): RecordState {
  const looked = { ...state, hint: error('DNS_UNREACHABLE', []), checkedAt: now }
  const isFirst = state.source === null && (state.status === 'PENDING' || state.status === 'NOT_STARTED')
  return isFirst ? { ...looked, status: 'UNKNOWN' } : looked
}

function plainStatus(key: RecordKey, outcome: 'RIGHT' | 'WRONG' | 'ABSENT'): DnsStatus {
  if (outcome === 'RIGHT') return 'VERIFIED'
  if (outcome === 'WRONG') return 'FAILED'
  return key === 'MX' ? 'PENDING' : 'NOT_STARTED'
}

function afterHit(state: RecordState, now: number): RecordState {
  if (state.status === 'AT_RISK') {
    const firstHitAt = state.firstHitAt ?? now
    if (now - firstHitAt < RECOVERY) return { ...state, firstHitAt }
  }
  return { ...state, status: 'VERIFIED', misses: [], firstHitAt: null }
}

function afterMiss(state: RecordState, now: number): RecordState {
  switch (state.status) {
    case 'VERIFIED': {
      const misses = withMiss(state.misses, now)
      return { ...state, misses, status: misses.length === MISS_SLOTS.length ? 'AT_RISK' : 'VERIFIED' }
    }
    case 'AT_RISK': {
      const isOver = now >= (riskDeadline(state) ?? Infinity)
      return { ...state, firstHitAt: null, status: isOver ? 'FAILED' : 'AT_RISK' }
    }
    case 'FAILED':
    case 'NOT_REQUIRED':
      return state
    default: {
      const isOver = !state.key.startsWith('DKIM') && now - state.pendingSince >= GRACE
      return { ...state, status: isOver ? 'FAILED' : 'PENDING' }
    }
  }
}

/** The run of misses with one more, if its turn has come: at once, then 5, 20 and 60 minutes after the first. */
function withMiss(misses: readonly number[], now: number): readonly number[] {
  const [first = now] = misses
  const isDue = now - first >= (MISS_SLOTS[misses.length] ?? Infinity) * (1 - JITTER)
  const isSameCheck = now - (misses.at(-1) ?? -Infinity) < SAME_CHECK
  return isDue && !isSameCheck ? [...misses, now] : misses
}

function firstState(record: ExpectedRecord, status: DnsStatus, now: number): RecordState {
  return {
    key: record.key,
    subject: subjectOf(record),
    status,
    found: [],
    hint: null,
    foundAt: null,
    source: null,
    checkedAt: null,
    pendingSince: now,
    misses: [],
    firstHitAt: null,
  }
}

function firstStatus(key: RecordKey): DnsStatus {
  return key === 'SPF' || key === 'DMARC' ? 'NOT_STARTED' : 'PENDING'
}

function subjectOf({ host, value }: ExpectedRecord): string {
  return `${host} ${value}`
}
