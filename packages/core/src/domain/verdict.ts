import type { Problem } from '../problem.js'
import type { DnsAnswer, DnsQuestionType } from './types.js'

/** Asks what DNS said; undefined: not asked yet, which counts as unanswered. */
export type Ask = (name: string, type: DnsQuestionType) => DnsAnswer | undefined

/** An answer that says something about the record: ANSWER or NONE (R-DOM-10). */
export type DefiniteAnswer = Exclude<DnsAnswer, { kind: 'NO_ANSWER' }>

/** What the look-ups of one check say of one record. */
export type Verdict = { readonly outcome: 'UNANSWERED' } | DefiniteVerdict

/** What an answer says of a record. */
export interface DefiniteVerdict {
  readonly outcome: 'RIGHT' | 'WRONG' | 'ABSENT'
  readonly found: readonly string[]
  readonly foundAt: string
  readonly source: string
  readonly hint: Problem | null
  /** Whether the includes of an SPF record were followed for it. */
  readonly isWalked?: true
}

/** No definite answer. */
export const UNANSWERED: Verdict = { outcome: 'UNANSWERED' }

/** Values of an answer that are looked at, and how much of each: no right one is longer. */
const LOOKED_AT = { values: 200, length: 4096 }
/** Values that are kept to be shown, and how much of each. */
const KEPT = { values: 20, length: 2048 }

/** The answer if it is definite. */
export function definite(answer: DnsAnswer | undefined): DefiniteAnswer | undefined {
  return answer === undefined || answer.kind === 'NO_ANSWER' ? undefined : answer
}

/** Values of an answer, within limits and without control characters. */
export function valuesOf(answer: DnsAnswer | undefined): string[] {
  if (answer?.kind !== 'ANSWER') return []
  return answer.values
    .slice(0, LOOKED_AT.values)
    .map((value) => value.slice(0, LOOKED_AT.length).replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD'))
}

/** A verdict on what was found, of which at most 20 values of 2048 characters are kept. */
export function verdictOf(
  answer: DefiniteAnswer,
  outcome: 'RIGHT' | 'WRONG' | 'ABSENT',
  found: readonly string[],
  hint: Problem | null = null,
): DefiniteVerdict {
  const kept = found.slice(0, KEPT.values).map((value) => value.slice(0, KEPT.length))
  return { outcome, found: kept, foundAt: answer.owner, source: answer.source, hint }
}

/** A text value without surrounding blanks and quotes (R-DOM-11). */
export function bareText(value: string): string {
  return value.replace(/^["'\s]+|["'\s]+$/g, '')
}

/** A DNS name without case and trailing dot (R-DOM-11). */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '')
}
