import type { FlowComparison } from '@mailroom/core'
import type { ProblemMessages } from './messages.js'
import type { Renderer } from './render.js'
import { readSchedule, ScheduleWords } from './schedule.js'
import type { ComparisonTexts, Params } from './texts.js'

const LOCAL_TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d), [1-7]$/
const WHOLE_NUMBER = /^\s*\d{1,15}\s*$/

/** Comparisons of flows in one language (R-FLO-2), in the editor of flows as in a trace. */
class ComparisonWords {
  readonly #schedule: ScheduleWords

  constructor(
    private readonly renderer: Renderer,
    private readonly texts: ComparisonTexts,
  ) {
    this.#schedule = new ScheduleWords(renderer, texts.closed)
  }

  /** A time is before another one, a number is less. */
  operator(field: string, operator: string): string {
    if (field === 'RECEIVED_AT' && operator === 'LESS_THAN') return this.texts.before
    if (field === 'RECEIVED_AT' && operator === 'GREATER_THAN') return this.texts.after
    return this.renderer.name('operators', operator)
  }

  /** Field, operator, and what it compares with. */
  compare({ field, header, operator, value, values, schedule }: FlowComparison): string {
    const name = this.renderer.name('fields', field === 'HEADER' ? (header ?? '').toLowerCase() : field)
    const given = schedule ? `(${this.#schedule.say(schedule)})` : this.#given(field, operator, values ?? [value ?? ''])
    return [name, this.operator(field, operator), given].filter((part) => part !== '').join(' ')
  }

  /** Parameters of a step about a comparison: codes, numbers and times are words then. */
  params(params: Params): Params {
    const [field = '', operator = '', value = '', found = ''] = ['field', 'operator', 'value', 'found'].map((name) =>
      String(params[name] ?? ''),
    )
    const isSchedule = operator === 'WITHIN_SCHEDULE'
    const values = operator === 'ONE_OF' ? value.split(', ') : [value]
    return {
      ...params,
      operator: this.operator(field, operator),
      value: isSchedule ? this.#hours(value) : this.#given(field, operator, values),
      found: isSchedule ? this.#localTime(found) : this.#found(field, found),
    }
  }

  #given(field: string, operator: string, values: readonly string[]): string {
    if (operator === 'EXISTS') return ''
    return this.renderer.choice(values.map((value) => this.#coded(field, value) ?? this.#quoted(value)))
  }

  #hours(line: string): string {
    const schedule = readSchedule(line)
    return schedule ? `(${this.#schedule.say(schedule)}${line.endsWith('…') ? ' …' : ''})` : line
  }

  #localTime(found: string): string {
    const [, date, time] = LOCAL_TIME.exec(found) ?? []
    return date && time ? this.renderer.day(date, time) : found
  }

  /** As it is in the mail; nothing is shown in quotes. */
  #found(field: string, found: string): string {
    const verdict = field === 'SPAM_VERDICT' ? this.renderer.name('verdicts', found) : undefined
    return verdict ?? this.#coded(field, found) ?? (found === '' ? this.#quoted('') : found)
  }

  /** A value that is no text; undefined: it is one. */
  #coded(field: string, value: string): string | undefined {
    if (field === 'SPAM_VERDICT') return this.#quoted(this.renderer.name('verdicts', value))
    if (field === 'RECEIVED_AT') return this.renderer.time(value.trim())
    if (!WHOLE_NUMBER.test(value)) return undefined
    if (field === 'ATTACHMENT_COUNT') return this.renderer.number(Number(value))
    return field === 'SIZE_BYTES' ? this.#size(Number(value)) : undefined
  }

  /** Exactly, and in a unit that says something. */
  #size(bytes: number): string {
    const size = this.renderer.bytes(bytes)
    return bytes < 1024 ? size : `${this.renderer.number(bytes)} (${size})`
  }

  #quoted(value: string): string {
    return this.renderer.render(this.texts.quoted, { value })
  }
}

/** Comparisons of flows in the language of the messages. */
export function comparisonsOf({ renderer, texts }: Pick<ProblemMessages, 'renderer' | 'texts'>): ComparisonWords {
  return new ComparisonWords(renderer, texts.comparison)
}
