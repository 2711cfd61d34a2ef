import type { Problem, TraceStep } from '@mailroom/core'
import { renderDomainNews, type DomainMailTexts, type DomainNews, type PlainMail } from './domain-news.js'
import type { Locale } from './locale.js'
import de from './locales/de.js'
import en from './locales/en.js'
import fr from './locales/fr.js'
import deMail from './mail/de.js'
import enMail from './mail/en.js'
import frMail from './mail/fr.js'
import type { Messages, RenderedStep } from './messages.js'
import { Renderer } from './render.js'
import { createMessages } from './steps.js'
import deTrace from './traces/de.js'
import enTrace from './traces/en.js'
import frTrace from './traces/fr.js'

const ALL: Readonly<Record<Locale, Messages>> = {
  en: /* @__PURE__ */ createMessages('en', en, enTrace),
  de: /* @__PURE__ */ createMessages('de', de, deTrace),
  fr: /* @__PURE__ */ createMessages('fr', fr, frTrace),
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

const MAILS: Readonly<Record<Locale, DomainMailTexts>> = { en: enMail, de: deMail, fr: frMail }

/** The mail that tells a member what happened to a domain (R-DOM-15). */
export function domainNewsMail(news: DomainNews, locale: Locale): PlainMail {
  return renderDomainNews(news, new Renderer(locale, en.names), MAILS[locale])
}
