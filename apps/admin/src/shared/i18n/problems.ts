import type { FlowComparison, Problem } from '@mailroom/core'
import { loadProblems, type Locale, type Messages, type Names } from '@mailroom/messages'
import { shallowRef } from 'vue'

/** A problem as core makes it, or as it came over the wire with the API's own text, shown for codes newer than this console. */
export type ShownProblem = Problem & {
  readonly message?: string
  /** What the page itself says of it, where it knows better words. */
  readonly text?: string
}

const messages = shallowRef<Omit<Messages, 'step'>>()

export async function loadProblemTexts(locale: Locale): Promise<void> {
  messages.value = await loadProblems(locale)
}

/** The problem in the console's language; reactive. */
export function problemText(problem: ShownProblem): string {
  if (problem.text) return problem.text
  const text = messages.value?.problem(problem) ?? problem.code
  return text === problem.code ? (problem.message ?? text) : text
}

/** The name of a value of the engine, as traces and problems call it; reactive. */
export const valueName = (kind: keyof Names, value: string): string => messages.value?.name(kind, value) ?? value

/** The name of an operator where it compares a field; reactive. */
export const operatorName = (field: string, operator: string): string =>
  messages.value?.operator(field, operator) ?? operator

/** A comparison of a flow, as its trace says it; reactive. */
export const comparisonText = (comparison: FlowComparison): string => messages.value?.comparison(comparison) ?? ''
