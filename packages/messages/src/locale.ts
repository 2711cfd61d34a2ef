/** Languages that every text exists in. */
export const LOCALES = ['en', 'de', 'fr'] as const

/** A language of the product. */
export type Locale = (typeof LOCALES)[number]

const isLocale = (value: string): value is Locale => (LOCALES as readonly string[]).includes(value)

/** One entry of `Accept-Language`: primary language in lower case and its weight from 0 to 1. */
function parseRange(range: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim())
  const q = parameters.find((parameter) => /^q=/i.test(parameter))
  const weight = q === undefined ? 1 : Number(q.slice(2))
  return { language: tag.toLowerCase().split('-')[0] ?? '', weight: weight >= 0 && weight <= 1 ? weight : 0 }
}

/**
 * The language of an answer by the request's `Accept-Language`: the one of highest weight that we have, by order where
 * weights are equal; `*`, an unknown language or no header give English.
 */
export function negotiateLocale(acceptLanguage: string | undefined): Locale {
  const wanted = (acceptLanguage ?? '')
    .slice(0, 1000)
    .split(',')
    .map(parseRange)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { language } of wanted) {
    if (language === '*') return 'en'
    if (isLocale(language)) return language
  }
  return 'en'
}
