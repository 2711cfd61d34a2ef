import { hasErrors, type Problem } from './problem.js'

/** What a `parse…` function returns: the normalised value with its warnings, or the problems that refuse it. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** The value if nothing refuses it, else the problems. */
export function resultOf<T>(value: T, problems: readonly Problem[]): Result<T> {
  return hasErrors(problems) ? { ok: false, problems } : { ok: true, value, problems }
}
