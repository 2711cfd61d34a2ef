import { LOCALES } from '@/shared/i18n'

/** The languages of ISO 639-1 that people write mail in. */
const TAGS = (
  'af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko lb ' +
  'lo lt lv mk ml mn mr ms mt my nb ne nl nn no pa pl ps pt ro ru sk sl so sq sr sv sw ta te th tr uk ur uz vi zh zu'
).split(' ')

/** The name of a language tag in the given language; undefined where there is none. */
export function languageName(tag: string, locale: string): string | undefined {
  try {
    return new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' }).of(tag.trim())
  } catch {
    return undefined
  }
}

/** The tag of what was typed: a tag itself, or a language's name in any language of the console or in its own. */
export function languageTag(text: string): string | undefined {
  const typed = text.trim().toLowerCase()
  if (/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(typed) && languageName(typed, 'en')) return typed
  return TAGS.find((tag) => [...LOCALES, tag].some((locale) => languageName(tag, locale)?.toLowerCase() === typed))
}
