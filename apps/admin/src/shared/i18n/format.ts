import { currentLocale } from './index'

/** Length in seconds, and half of the unit below: rounded, what is nearer than that is one of this unit. */
const UNITS = [
  ['day', 86_400, 1800],
  ['hour', 3600, 30],
  ['minute', 60, 0],
  ['second', 1, 0],
] as const

/** `3 minutes ago`, `in 20 seconds`: from now to the time, rounded, in the console's language. */
export function relativeTime(time: string | number | Date, now = Date.now()): string {
  const seconds = Math.round((new Date(time).getTime() - now) / 1000)
  const [unit, size] = UNITS.find(([, size, half]) => Math.abs(seconds) >= size - half) ?? ['second', 1]
  return new Intl.RelativeTimeFormat(currentLocale.value, { numeric: 'auto' }).format(Math.round(seconds / size), unit)
}

/** Date and time in UTC, for tooltips. */
export function utcTime(time: string | number | Date): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** A list in words: `a, b and c`. */
export function listOf(items: readonly string[]): string {
  return new Intl.ListFormat(currentLocale.value, { type: 'conjunction' }).format(items)
}

/** One of them, in words: `a, b or c`. */
export function choiceOf(items: readonly string[]): string {
  return new Intl.ListFormat(currentLocale.value, { type: 'disjunction' }).format(items)
}

/** A number with the language's separators. */
export function number(value: number): string {
  return new Intl.NumberFormat(currentLocale.value).format(value)
}

/** Length in bytes, and where the next unit begins. */
const SIZES = [
  [1, 'byte', 1024],
  [1024, 'kilobyte', 100_000],
  [1_048_576, 'megabyte', Infinity],
] as const

/** Bytes in the unit that people say them in. */
export function size(bytes: number): string {
  const [length, unit] = SIZES.find(([, , end]) => bytes < end)!
  const unitDisplay = unit === 'byte' ? 'long' : 'short'
  const format = { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(currentLocale.value, format).format(bytes / length)
}

/** Time of the day. */
export function time(at: Date): string {
  return new Intl.DateTimeFormat(currentLocale.value, { timeStyle: 'short' }).format(at)
}

/** Date and time of the day, in the viewer's zone. */
export function dateTime(at: string | number | Date): string {
  const format = new Intl.DateTimeFormat(currentLocale.value, { dateStyle: 'medium', timeStyle: 'short' })
  return format.format(new Date(at))
}

/** An amount with its unit in words: `30 days`. */
export function measure(amount: number, unit: 'second' | 'day'): string {
  return new Intl.NumberFormat(currentLocale.value, { style: 'unit', unit, unitDisplay: 'long' }).format(amount)
}
