import type { Problem } from '@mailroom/core'
import { loadProblems, type Locale, type Names, type ProblemMessages } from '@mailroom/messages'
import { shallowRef } from 'vue'

/** A problem as core makes it, or as it came over the wire with the API's own text, shown for codes newer than this console. */
export type ShownProblem = Problem & {
  readonly message?: string
  /** What the page itself says of it, where it knows better words. */
  readonly text?: string
}

const messages = shallowRef<ProblemMessages>()

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

/** The messages of the console's language, once there are any; reactive. */
export const currentMessages = (): ProblemMessages | undefined => messages.value
