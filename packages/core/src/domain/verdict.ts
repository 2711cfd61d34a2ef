import type { Problem } from '../problem.js'
import type { DnsAnswer, DnsQuestionType } from './types.js'

/** Asks what DNS said; undefined: not asked yet, which counts as unanswered. */
export type Ask = (name: string, type: DnsQuestionType) => DnsAnswer | undefined

/** An answer that says something about the record: ANSWER or NONE (R-DOM-10). */
export type DefiniteAnswer = Exclude<DnsAnswer, { kind: 'NO_ANSWER' }>

/** What the look-ups of one check say of one record. */
export type Verdict =
  | { readonly outcome: 'UNANSWERED' }
  | {
      readonly outcome: 'RIGHT' | 'WRONG' | 'ABSENT'
      readonly found: readonly string[]
      readonly foundAt: string
      readonly source: string
      readonly hint: Problem | null
    }

/** No definite answer. */
export const UNANSWERED: Verdict = { outcome: 'UNANSWERED' }

/** More and longer values than these are never right, and never kept. */
const VALUES_LIMIT = 50
const VALUE_LENGTH_LIMIT = 4096

/** The answer if it is definite. */
export function definite(answer: DnsAnswer | undefined): DefiniteAnswer | undefined {
  return answer === undefined || answer.kind === 'NO_ANSWER' ? undefined : answer
}

/** Values of an answer, within limits and without control characters. */
export function valuesOf(answer: DnsAnswer | undefined): string[] {
  if (answer?.kind !== 'ANSWER') return []
  return answer.values
    .slice(0, VALUES_LIMIT)
    .map((value) => value.slice(0, VALUE_LENGTH_LIMIT).replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD'))
}

/** A verdict on what was found. */
export function verdictOf(
  answer: DefiniteAnswer,
  outcome: 'RIGHT' | 'WRONG' | 'ABSENT',
  found: readonly string[],
  hint: Problem | null = null,
): Verdict {
  return { outcome, found, foundAt: answer.owner, source: answer.source, hint }
}

/** A text value without surrounding blanks and quotes (R-DOM-11). */
export function bareText(value: string): string {
  return value.replace(/^["'\s]+|["'\s]+$/g, '')
}

/** A DNS name without case and trailing dot (R-DOM-11). */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '')
}
