import { describe, expect, it } from 'vitest'
import firstDe from './de'
import firstEn from './en'
import firstFr from './fr'
import { i18n } from './index'
import laterDe from './later/de'
import laterEn from './later/en'
import laterFr from './later/fr'
import { toMessages } from './message'

const en = { ...firstEn, ...laterEn }
const TEXTS = { en, de: { ...firstDe, ...laterDe }, fr: { ...firstFr, ...laterFr } }
const sources = import.meta.glob<string>('/src/**/*.{vue,ts}', { eager: true, query: '?raw', import: 'default' })

/** Words that German or French write as English does. */
const SAME = new Set(
  'action actions ada martin agent agents bcc cc cci code condition conditions configuration ctrl dkim dmarc dns domain domains export flow flows from host import invitation mail message mx name normal optional organisation organisations pages permissions person port routing secret signature simulator source spam spf starttls status text tls ttl txt type version virus'.split(
    ' ',
  ),
)
const isSame = (text: string) =>
  (text.replace(/\{\w+\}/g, '').match(/\p{L}+/gu) ?? []).every((word) => SAME.has(word.toLowerCase()))

/** Keys that stand in the source as they are; those put together from parts are not found this way. */
function usedKeys(files = Object.values(sources)): string[] {
  const calls = files.flatMap((source) => [...source.matchAll(/\bt(?:ranslate)?\(\s*'([\w.-]+)'/g)])
  return [...new Set(calls.map((call) => call[1]!))]
}

/** Texts whose key, its beginning or its end (`${texts}.title`) stands nowhere in the source. */
function unusedKeys(): string[] {
  const source = Object.values(sources).join('\n')
  const parts = (pattern: RegExp) => [...source.matchAll(pattern)].map((match) => match[1]!)
  const beginnings = parts(/`([\w.]+\.)\$\{/g)
  const ends = parts(/\$\{[^}]+\}(\.[\w.]+)`/g)
  const isUsed = (key: string) =>
    source.includes(`'${key}'`) ||
    beginnings.some((beginning) => key.startsWith(beginning)) ||
    ends.some((end) => key.endsWith(end))
  return Object.keys(en).filter((key) => !isUsed(key))
}

describe('texts', () => {
  it.each(['de', 'fr'] as const)('has the same keys in %s as in English', (locale) => {
    expect(Object.keys(TEXTS[locale]).sort()).toEqual(Object.keys(en).sort())
  })

  it.each(['de', 'fr'] as const)('has the same parameters in %s as in English', (locale) => {
    const parametersOf = (text = '') => [...new Set(text.match(/\{\w+\}/g))].sort()
    for (const [key, text] of Object.entries(en))
      expect([key, parametersOf(TEXTS[locale][key])]).toEqual([key, parametersOf(text)])
  })

  it.each(['de', 'fr'] as const)('is translated to %s', (locale) => {
    const same = Object.entries(en).filter(([key, text]) => TEXTS[locale][key] === text && !isSame(text))
    expect(same.map(([key]) => key)).toEqual([])
  })

  it('has every key that the source asks for', () => {
    expect(usedKeys().filter((key) => !(key in en))).toEqual([])
  })

  it('has all that the first pages ask for without those of the others', () => {
    const first =
      /^\/src\/(?:shared\/(?!dns\/|what-would-change\/|flow-words)|shell|features\/(?:session|organisation)|features\/domain\/DomainListPage)/
    const files = Object.entries(sources).flatMap(([file, source]) => (first.test(file) ? [source] : []))
    expect(usedKeys(files).filter((key) => !(key in firstEn))).toEqual([])
    expect(Object.keys(firstEn).filter((key) => key in laterEn)).toEqual([])
  })

  it('has none that nothing asks for', () => {
    expect(unusedKeys()).toEqual([])
  })

  it.each(Object.entries(TEXTS))('renders every text in %s', (locale, texts) => {
    i18n.global.setLocaleMessage(locale, toMessages(texts))
    for (const [key, text] of Object.entries(texts)) {
      const rendered = (i18n.global.t as (key: string, plural: number, options: object) => string)(key, 1, { locale })
      if (text !== '') expect([key, rendered]).not.toEqual([key, ''])
      expect(rendered).not.toBe(key)
    }
  })
})
