import { error, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'

/** Limits of an organisation with their defaults (R-ORG-2). `messageBytes` in bytes, all others are counts. */
export const LIMIT_DEFAULTS = {
  domains: 2,
  addressesPerDomain: 1000,
  bccPerAddress: 5,
  recipients: 50,
  messageBytes: 40 * 1_048_576,
  attachments: 50,
  smtpServers: 20,
} as const

/** The key of a limit (R-ORG-2). */
export type LimitKey = keyof typeof LIMIT_DEFAULTS

/** Every limit key. */
export const LIMIT_KEYS = Object.keys(LIMIT_DEFAULTS) as readonly LimitKey[]

/** The limits of one organisation. */
export type Limits = Readonly<Record<LimitKey, number>>

/** The highest value that each limit may be set to; the lowest is 0. Units as in `LIMIT_DEFAULTS`. */
export const LIMIT_MAXIMA: Limits = {
  domains: 1000,
  addressesPerDomain: 1_000_000,
  bccPerAddress: 50,
  recipients: 1000,
  messageBytes: 150 * 1_048_576,
  attachments: 1000,
  smtpServers: 1000,
}

/** A change of one limit, as it comes from outside. */
export interface LimitChange {
  readonly key: string
  readonly limit: number
}

/**
 * The limits after an operator's changes (R-ORG-2). Problems by index of the change: INVALID for a key that does not
 * exist, NOT_UNIQUE for one named twice, OUT_OF_RANGE for what is no whole number from 0 to `LIMIT_MAXIMA`.
 */
export function parseLimits(changes: readonly LimitChange[], current: Limits, path: readonly string[]): Result<Limits> {
  const changed = new Map<LimitKey, number>()
  const problems: Problem[] = []
  changes.forEach(({ key, limit }, index) => {
    const at = [...path, String(index)]
    if (!isLimitKey(key)) return problems.push(error('INVALID', [...at, 'key']))
    if (changed.has(key)) problems.push(error('NOT_UNIQUE', [...at, 'key']))
    const max = LIMIT_MAXIMA[key]
    if (!Number.isInteger(limit) || limit < 0 || limit > max)
      problems.push(error('OUT_OF_RANGE', [...at, 'limit'], { min: 0, max, found: limit }))
    changed.set(key, limit)
  })
  return resultOf({ ...current, ...Object.fromEntries(changed) }, problems)
}

/** LIMIT_REACHED where there are `count` already and one more would exceed the limit (R-ORG-2). */
export function checkLimit(key: LimitKey, limit: number, count: number, path: readonly string[]): Problem[] {
  return count < limit ? [] : [error('LIMIT_REACHED', path, { key, limit, count })]
}

function isLimitKey(key: string): key is LimitKey {
  return Object.hasOwn(LIMIT_DEFAULTS, key)
}
