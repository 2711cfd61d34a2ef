import type { Problem, TraceStep } from '@mailroom/core'
import { loadMessages, type Locale, type Messages, type RenderedStep } from '@mailroom/messages'
import { shallowRef } from 'vue'

/** A problem as core makes it, or as it came over the wire with the API's own text, shown for codes newer than this console. */
export type ShownProblem = Problem & {
  readonly message?: string
  /** What the page itself says of it, where it knows better words. */
  readonly text?: string
}

const messages = shallowRef<Messages>()

export async function loadProblemTexts(locale: Locale): Promise<void> {
  messages.value = await loadMessages(locale)
}

/** The problem in the console's language; reactive. */
export function problemText(problem: ShownProblem): string {
  if (problem.text) return problem.text
  const text = messages.value?.problem(problem) ?? problem.code
  return text === problem.code ? (problem.message ?? text) : text
}

/** The step of a decision in the console's language; reactive. */
export function stepText(step: Pick<TraceStep, 'code' | 'params'>): RenderedStep {
  return messages.value?.step(step) ?? { title: step.code, input: '', result: '' }
}
