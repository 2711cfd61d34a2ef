import { isAllowed, PERMISSIONS, type Permission } from '../access/permissions.js'
import { checkPermissionsGiven } from '../access/role-change.js'
import { parseName } from '../organisation/names.js'
import { error, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
/** How long a key lives where nobody says otherwise, in days. */
export const API_KEY_DEFAULT_DAYS = 365
/** A year, also a leap year, in days. */
export const API_KEY_MOST_DAYS = 366
/** Longest time that the old secret of a rolled key stays valid, in hours. */
export const API_KEY_MOST_OVERLAP_HOURS = 168

/** What a form says of a key. Times in milliseconds since 1970; null: the default. */
export interface ApiKeyDraft {
  readonly name: string | null | undefined
  readonly permissions: readonly string[]
  readonly expiresAt: number | null
  /** Whether it may resolve recipients over all organisations. */
  readonly operator: boolean
}

/** A key as it is stored. */
export interface ApiKeySettings {
  readonly name: string
  /** Each once, in the order of the rules. */
  readonly permissions: readonly Permission[]
  readonly expiresAt: number
  readonly operator: boolean
}

/** Who makes a key, and when. */
export interface ApiKeyFacts {
  readonly own: ReadonlySet<string>
  readonly now: number
}

/**
 * A key to be made: a name (R-ORG-7), permissions that exist (R-ORG-6) and that its maker has, an expiry within a year.
 * Problems: those of the name, REQUIRED without permissions (but for an operator's key), INVALID, PERMISSION_NOT_OWN,
 * API_KEY_EXPIRY.
 */
export function parseApiKeyDraft(draft: ApiKeyDraft, facts: ApiKeyFacts): Result<ApiKeySettings> {
  const named = parseName(draft.name, ['name'])
  const expiresAt = draft.expiresAt ?? facts.now + API_KEY_DEFAULT_DAYS * DAY
  const problems = [
    ...named.problems,
    ...(draft.permissions.length === 0 && !draft.operator ? [error('REQUIRED', ['permissions'])] : []),
    ...checkPermissionsGiven(draft.permissions, facts.own, ['permissions']),
    ...checkExpiry(expiresAt, facts.now),
  ]
  const permissions = PERMISSIONS.filter((permission) => draft.permissions.includes(permission))
  const name = named.ok ? named.value : ''
  return resultOf({ name, permissions, expiresAt, operator: draft.operator }, problems)
}

/** API_KEY_EXPIRY where a key would expire at once, or later than in a year. */
export function checkExpiry(expiresAt: number, now: number): Problem[] {
  const isWithin = expiresAt > now && expiresAt <= now + API_KEY_MOST_DAYS * DAY
  if (isWithin) return []
  return [
    error('API_KEY_EXPIRY', ['expiresAt'], { limit: API_KEY_MOST_DAYS, found: new Date(expiresAt).toISOString() }),
  ]
}

/** OUT_OF_RANGE where an old secret would stay valid for too long. */
export function checkOverlap(hours: number): Problem[] {
  const range = { min: 0, max: API_KEY_MOST_OVERLAP_HOURS }
  const isWithin = hours >= range.min && hours <= range.max
  return isWithin ? [] : [error('OUT_OF_RANGE', ['overlapHours'], { ...range, found: hours })]
}

/** Until when the old secret of a key is valid that is rolled now: never longer than it was. */
export function overlapEnd(hours: number, now: number, expiresAt: number): number {
  return Math.min(now + hours * HOUR, expiresAt)
}

/**
 * What a key may do while its maker has `own`: nothing that they may not. Of a `manage` that they have lost the view stays
 * that they have.
 */
export function permissionsHeld(permissions: readonly Permission[], own: ReadonlySet<string>): readonly Permission[] {
  if (mayHold(own, permissions)) return permissions
  const given = new Set<string>(permissions)
  return PERMISSIONS.filter((permission) => isAllowed(given, permission) && isAllowed(own, permission))
}

/** Whether somebody may have a key of these permissions in hand. */
export function mayHold(own: ReadonlySet<string>, permissions: readonly Permission[]): boolean {
  return permissions.every((permission) => isAllowed(own, permission))
}
