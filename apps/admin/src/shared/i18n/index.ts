import { createI18n, useI18n as useVueI18n } from 'petite-vue-i18n'
import { computed, ref } from 'vue'
import { LOCALES, preferredLocale, rememberLocale, type Locale } from './locales'
import { toMessages } from './message'
import { loadProblemTexts } from './problems'

export { LOCALES, LOCALE_NAMES, type Locale } from './locales'
export { currentMessages, problemText, valueName, type ShownProblem } from './problems'

type Loaders = Record<Locale, () => Promise<{ default: Record<string, string> }>>

const FIRST: Loaders = { en: () => import('./en'), de: () => import('./de'), fr: () => import('./fr') }
const LATER: Loaders = {
  en: () => import('./later/en'),
  de: () => import('./later/de'),
  fr: () => import('./later/fr'),
}

/** Forms are written `one | other`, or `none | one | other`; which number is one, the language says (0 in French). */
function pluralRule(locale: Locale) {
  const rules = new Intl.PluralRules(locale)
  return (count: number, forms: number) => {
    if (forms === 3 && count === 0) return 0
    return rules.select(count) === 'one' ? forms - 2 : forms - 1
  }
}

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  missingWarn: false,
  fallbackWarn: false,
  pluralRules: Object.fromEntries(LOCALES.map((locale) => [locale, pluralRule(locale)])),
  messages: {} as Record<string, ReturnType<typeof toMessages>>,
})

const current = ref<Locale>('en')

/** The language of the console now. */
export const currentLocale = computed(() => current.value)

/** Whether a page has asked for more than the first pages need. */
let isAllWanted = false

/** Loads a language's texts, then shows the console in it. */
export async function showIn(locale: Locale): Promise<void> {
  const [texts, later] = await Promise.all([
    FIRST[locale](),
    isAllWanted ? LATER[locale]() : undefined,
    loadProblemTexts(locale),
  ])
  i18n.global.setLocaleMessage(locale, toMessages({ ...texts.default, ...later?.default }))
  i18n.global.locale.value = locale
  current.value = locale
  document.documentElement.lang = locale
}

let later: Promise<void> | undefined

/** Loads the texts of all pages, in this language and in those that are chosen later. */
export function loadAllTexts(): Promise<void> {
  isAllWanted = true
  return (later ??= showIn(current.value).catch((error: unknown) => {
    later = undefined
    throw error
  }))
}

/** As `showIn`, and remembered in this browser. */
export async function switchTo(locale: Locale): Promise<void> {
  await showIn(locale)
  rememberLocale(locale)
}

export const showPreferred = () => showIn(preferredLocale())

/** Translation for components: `const { t } = useI18n()`. */
export const useI18n = () => useVueI18n({ useScope: 'global' })

/** Translation outside of components; reactive where a computed reads it. */
export const translate = (key: string, params: Record<string, unknown> = {}): string => i18n.global.t(key, params)
