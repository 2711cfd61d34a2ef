import type { FlowDefinition } from '@mailroom/core'
import type { FlowWords } from '@/shared/flow-words'
import { translate } from '@/shared/i18n'
import { dateTime, measure, number, size } from '@/shared/i18n/format'
import { FIELDS, MEMBERS, type Kind, type Word } from './field-words'
import { readable } from './readable'

/** What a field of a thing is called; of a newer API's, as that calls it. */
export function fieldName(type: string, field: string): string {
  const word = wordOf(type, field)
  return word ? translate(word[0]) : field
}

/** A value of the audit log in the console's language. */
export function valueText(type: string, field: string, text: string, flowWords: FlowWords): string {
  const kind = wordOf(type, field)?.[1] ?? 'text'
  if (kind === 'flow') return flowText(text, flowWords)
  return readable(text, (value) => said(kind, value), memberText)
}

function wordOf(type: string, field: string): Word | undefined {
  return FIELDS[type]?.[field]
}

function memberText(name: string, value: string): readonly [name: string, value: string] {
  const word = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined
  return word ? [translate(word[0]), said(word[1], value)] : [name, value]
}

const AMOUNTS: Partial<Record<Kind, (amount: number) => string>> = {
  number,
  bytes: size,
  seconds: (amount) => measure(amount, 'second'),
  days: (amount) => measure(amount, 'day'),
}

function said(kind: Kind, value: string): string {
  const amount = AMOUNTS[kind]
  if (amount) return value !== '' && Number.isFinite(Number(value)) ? amount(Number(value)) : value
  if (kind === 'yesNo') return translate(value === 'true' ? 'audit.yes' : 'audit.no')
  if (kind === 'time') return Number.isNaN(Date.parse(value)) ? value : dateTime(value)
  if (!kind.endsWith('.')) return value
  const key = `${kind}${value}`
  const word = translate(key)
  return word === key ? value : word
}

function flowText(text: string, words: FlowWords): string {
  try {
    const { rules, otherwise } = JSON.parse(text) as FlowDefinition
    const lines = rules.map((rule, index) => {
      const params = { n: number(index + 1), name: rule.name, when: words.when(rule.when), then: words.then(rule) }
      return translate('audit.rule', params)
    })
    return [...lines, translate('audit.otherwise', { then: words.action(otherwise) })].join('\n')
  } catch {
    return text
  }
}
