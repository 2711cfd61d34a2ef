import { LOCALES, type Locale } from '@mailroom/messages'

export { LOCALES, type Locale }

/** Each language in its own words, for the language switch. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', de: 'Deutsch', fr: 'Français' }

const STORED = 'mailroom.locale'

/** The language chosen before in this browser, else the first of the browser's that the console speaks, else English. */
export function preferredLocale(): Locale {
  const wanted = [localStorage.getItem(STORED), ...navigator.languages]
  const known = wanted.map((tag) => LOCALES.find((locale) => tag?.toLowerCase().split('-')[0] === locale))
  return known.find((locale) => locale !== undefined) ?? 'en'
}

export function rememberLocale(locale: Locale): void {
  localStorage.setItem(STORED, locale)
}
