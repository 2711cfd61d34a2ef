import type { Locale } from '@/shared/i18n'

/** A part of the guide: paragraphs, or a list. */
export interface GuideSection {
  readonly id: string
  readonly title: string
  readonly text?: readonly string[]
  readonly list?: readonly string[]
}

export interface Guide {
  readonly title: string
  readonly intro: string
  readonly sections: readonly GuideSection[]
}

/** The guide in a language: too long to come with the texts of all pages. */
export const GUIDES: Readonly<Record<Locale, () => Promise<{ readonly default: Guide }>>> = {
  en: () => import('./texts/en.json'),
  de: () => import('./texts/de.json'),
  fr: () => import('./texts/fr.json'),
}
