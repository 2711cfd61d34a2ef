import type { Problem, TraceStep } from '@mailroom/core'
import type { Locale } from './locale.js'
import de from './locales/de.js'
import en from './locales/en.js'
import fr from './locales/fr.js'
import { createMessages, type Messages, type RenderedStep } from './messages.js'

const ALL: Readonly<Record<Locale, Messages>> = {
  en: /* @__PURE__ */ createMessages('en', en),
  de: /* @__PURE__ */ createMessages('de', de),
  fr: /* @__PURE__ */ createMessages('fr', fr),
}

/** The messages of one language at once; carries all languages along. */
export function messagesOf(locale: Locale): Messages {
  return ALL[locale]
}

/** A problem in words; see {@link Messages}. */
export function renderProblem(problem: Pick<Problem, 'code' | 'params'>, locale: Locale): string {
  return ALL[locale].problem(problem)
}

/** A trace step in words; see {@link Messages}. */
export function renderTraceStep(step: Pick<TraceStep, 'code' | 'params'>, locale: Locale): RenderedStep {
  return ALL[locale].step(step)
}
