import type { Locale } from './locale.js'
import type { Names, Params } from './texts.js'

const PLACEHOLDER = /\{(\w+)(?::(\w+))?(?:#(\w+))?(?:\?([^}]*))?\}/g

/** Names of the placeholders of a template, each once. */
export function placeholdersOf(template: string): string[] {
  const names = [...template.matchAll(PLACEHOLDER)].flatMap(([, name, , counter]) => [name, counter])
  return [...new Set(names.filter((name) => name !== undefined))]
}

/** How numbers, lists and times are written; English as in the texts, British. */
const TAGS: Readonly<Record<Locale, string>> = { en: 'en-GB', de: 'de', fr: 'fr' }

const MEGABYTE = 1_048_576
const DATE = { dateStyle: 'medium', timeZone: 'UTC' } as const
const DATE_AND_TIME = { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' } as const

/**
 * Fills templates in one language:
 * - `{name}`: the value; a number as the language writes it
 * - `{size:bytes}`: a size in MB, small ones in kB or bytes; `{deadline:time}`: date and time in UTC
 * - `{type:kinds}`: the readable name of a value, from the language's names; of several values "a, b or c"
 * - `{count?record|records}`: the form that goes with the number; `{key:limits#limit}`: the same of a name with two forms
 */
export class Renderer {
  readonly #tag: string
  readonly #numbers: Intl.NumberFormat
  readonly #plural: Intl.PluralRules
  readonly #list: Intl.ListFormat

  constructor(
    locale: Locale,
    private readonly names: Names,
  ) {
    this.#tag = TAGS[locale]
    this.#numbers = new Intl.NumberFormat(this.#tag, { maximumFractionDigits: 1 })
    this.#plural = new Intl.PluralRules(this.#tag)
    this.#list = new Intl.ListFormat(this.#tag, { type: 'disjunction' })
  }

  render(template: string, params: Params): string {
    return template.replace(PLACEHOLDER, (_, name: string, kind?: string, counter?: string, forms?: string) => {
      const value = params[name]
      if (value === undefined) return ''
      if (forms !== undefined) return this.#form(forms, value)
      const text = this.#text(value, kind)
      return counter === undefined ? text : this.#form(text, params[counter] ?? 0)
    })
  }

  #form(forms: string, count: string | number): string {
    const [one = '', other = one] = forms.split('|')
    return this.#plural.select(Number(count)) === 'one' ? one : other
  }

  #text(value: string | number, kind: string | undefined): string {
    if (kind === 'bytes') return this.bytes(Number(value))
    if (kind === 'time') return this.time(value)
    if (kind === 'permissions') return this.permission(String(value))
    if (kind === undefined) return typeof value === 'number' ? this.number(value) : value
    return this.choice(
      String(value)
        .split(', ')
        .map((each) => this.name(kind as keyof Names, each)),
    )
  }

  /** The readable name of a value; of a field that is none, it is a header field's, in lower case. */
  name(kind: keyof Names, value: string): string {
    const table = this.names[kind] as Readonly<Record<string, string>>
    if (Object.hasOwn(table, value)) return table[value] ?? value
    const isHeader = kind === 'fields' && value === value.toLowerCase()
    return isHeader ? `${this.names.fields.HEADER} ${value}` : value
  }

  /** "Queues: Change" of `routing:queue:manage`, with the language's colon. */
  permission(permission: string): string {
    const at = permission.lastIndexOf(':')
    const [resource, right] = [permission.slice(0, at), permission.slice(at + 1)]
    return `${this.name('resources', resource)}${this.#tag === 'fr' ? ' :' : ':'} ${this.name('rights', right)}`
  }

  /** "a, b or c". */
  choice(items: readonly string[]): string {
    return this.#list.format(items)
  }

  /** With the language's separators. */
  number(value: number): string {
    return this.#numbers.format(value)
  }

  /** In MB, small ones in kB or bytes. */
  bytes(bytes: number): string {
    if (bytes < 1024)
      return new Intl.NumberFormat(this.#tag, { style: 'unit', unit: 'byte', unitDisplay: 'long' }).format(bytes)
    const [amount, unit] = bytes < MEGABYTE / 10 ? [bytes / 1024, 'kilobyte'] : [bytes / MEGABYTE, 'megabyte']
    return new Intl.NumberFormat(this.#tag, { style: 'unit', unit, maximumFractionDigits: 1 }).format(amount)
  }

  /** Date and time in UTC. */
  time(value: string | number): string {
    const time = new Date(Number.isNaN(Number(value)) ? value : Number(value))
    if (Number.isNaN(time.getTime())) return String(value)
    const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const
    return `${new Intl.DateTimeFormat(this.#tag, format).format(time)} UTC`
  }

  /** A date (YYYY-MM-DD); with a time (HH:MM) of the same place, and its weekday. */
  day(date: string, time?: string): string {
    const at = new Date(`${date}T${time ?? '00:00'}Z`)
    if (Number.isNaN(at.getTime())) return date
    const format = time === undefined ? DATE : DATE_AND_TIME
    return new Intl.DateTimeFormat(this.#tag, format).format(at)
  }

  /** Short; 1 = Monday: 1 January 2024 was one. */
  weekday(weekday: number): string {
    return new Intl.DateTimeFormat(this.#tag, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, weekday))
  }
}
