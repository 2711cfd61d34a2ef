import type { Problem } from '@mailroom/core'
import { loadProblems, type Locale, type Messages } from '@mailroom/messages'
import { shallowRef } from 'vue'

/** A problem as core makes it, or as it came over the wire with the API's own text, shown for codes newer than this console. */
export type ShownProblem = Problem & {
  readonly message?: string
  /** What the page itself says of it, where it knows better words. */
  readonly text?: string
}

const messages = shallowRef<Pick<Messages, 'problem'>>()

export async function loadProblemTexts(locale: Locale): Promise<void> {
  messages.value = await loadProblems(locale)
}

/** The problem in the console's language; reactive. */
export function problemText(problem: ShownProblem): string {
  if (problem.text) return problem.text
  const text = messages.value?.problem(problem) ?? problem.code
  return text === problem.code ? (problem.message ?? text) : text
}
