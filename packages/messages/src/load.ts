import type { Locale } from './locale.js'
import { createMessages, type Messages } from './messages.js'
import type { Texts } from './texts.js'

const LOADERS: Readonly<Record<Locale, () => Promise<{ default: Texts }>>> = {
  en: () => import('./locales/en.js'),
  de: () => import('./locales/de.js'),
  fr: () => import('./locales/fr.js'),
}

/** The messages of one language, fetched when asked for: a page carries no other language. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  return createMessages(locale, (await LOADERS[locale]()).default)
}
