import type { RouteLocationRaw } from 'vue-router'
import type { IconName } from '@/shared/ui'

/** What is found together, in the order in which it shows. */
const GROUPS = [
  'recent',
  'command',
  'page',
  'EmailAddress',
  'EmailDomain',
  'Queue',
  'Flow',
  'Skill',
  'Language',
  'CannedResponse',
  'Member',
  'organisation',
  'help',
] as const
export type Group = (typeof GROUPS)[number]

/** One line of the palette. It leads somewhere, does something, or opens a list of its own. */
export interface Entry {
  readonly id: string
  readonly group: Group
  readonly label: string
  readonly note?: string | undefined
  readonly icon: IconName
  readonly to?: RouteLocationRaw
  readonly run?: () => void
  readonly list?: 'organisations'
  /** Slug of an organisation whose number of problems shows beside it. */
  readonly problemsOf?: string | undefined
  readonly current?: boolean
}

/** Most that show of a group. */
export const MOST = 5

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
const wordsOf = (text: string) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? []

/** Whether every word that was typed begins a word of the text. */
export function isFound(text: string, typed: string): boolean {
  const words = wordsOf(text)
  return wordsOf(typed).every((wanted) => words.some((word) => word.startsWith(wanted)))
}

/** What is found by its label, note and slug; what begins with what was typed comes first. */
export function find(entries: readonly Entry[], typed: string): Entry[] {
  if (typed.trim() !== '' && wordsOf(typed).length === 0) return []
  const isFirst = ({ label }: Entry) => (plain(label).startsWith(plain(typed.trim())) ? 0 : 1)
  const found = entries.filter(({ label, note = '' }) => isFound(`${label} ${note}`, typed))
  return found.toSorted((a, b) => isFirst(a) - isFirst(b))
}

/** Entries by group, in the order of groups. */
export function byGroup(entries: readonly Entry[]): { readonly group: Group; readonly entries: readonly Entry[] }[] {
  const groups = GROUPS.map((group) => ({ group, entries: entries.filter((one) => one.group === group) }))
  return groups.filter(({ entries: some }) => some.length > 0)
}
