import { ACCOUNT_LIMITS } from './limits.js'

/** What somebody typed as a second factor: digits of an app, or a recovery code. */
export type SecondFactorCode =
  { readonly kind: 'APP'; readonly code: string } | { readonly kind: 'RECOVERY'; readonly code: string }

/** A code without the spaces and hyphens by which it is read. */
export function readSecondFactor(typed: string): SecondFactorCode {
  const code = typed.replaceAll(/[\s-]/g, '').toLowerCase()
  return { kind: /^\d{6}$/.test(code) ? 'APP' : 'RECOVERY', code }
}

/** The number of the period in which a code is made, `drift` periods away from the clock. */
export function stepAt(now: number, drift = 0): number {
  return Math.floor(now / (ACCOUNT_LIMITS.codePeriod * 1000)) + drift
}

/** Whether a code of this period may be used after that of another: each works once, and none older than it. */
export function isFreshStep(step: number, last: number): boolean {
  return step > last
}
