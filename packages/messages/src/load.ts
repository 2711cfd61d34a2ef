import type { Locale } from './locale.js'
import { createProblems, type Messages, type ProblemMessages } from './messages.js'
import type { Texts, TraceTexts } from './texts.js'

type Loaders<T> = Readonly<Record<Locale, () => Promise<{ default: T }>>>

const TEXTS: Loaders<Texts> = {
  en: () => import('./locales/en.js'),
  de: () => import('./locales/de.js'),
  fr: () => import('./locales/fr.js'),
}

const TRACES: Loaders<TraceTexts> = {
  en: () => import('./traces/en.js'),
  de: () => import('./traces/de.js'),
  fr: () => import('./traces/fr.js'),
}

/** The problems of one language, fetched when asked for: a page carries no other language, and no steps of decisions. */
export async function loadProblems(locale: Locale): Promise<ProblemMessages> {
  return createProblems(locale, (await TEXTS[locale]()).default)
}

/** All messages of one language, fetched when asked for. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const [texts, trace, { createMessages }] = await Promise.all([
    TEXTS[locale](),
    TRACES[locale](),
    import('./steps.js'),
  ])
  return createMessages(locale, texts.default, trace.default)
}
