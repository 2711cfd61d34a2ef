/** A moment on the clocks of a time zone. */
export interface LocalTime {
  /** ISO date. */
  readonly date: string
  /** 1 = Monday. */
  readonly weekday: number
  /** Of the day, from 0. */
  readonly minute: number
  /** "14:05". */
  readonly time: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Whether this is the name of a time zone; offsets like +01:00 are none, for they know no summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w/+-]{0,63}$/.test(name)) return false
  try {
    formatOf(name)
    return true
  } catch {
    return false
  }
}

/** What the clocks of the time zone show at a moment, summer time included. */
export function localTime(timeZone: string, at: number): LocalTime {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const date = `${parts['year']?.padStart(4, '0')}-${parts['month']}-${parts['day']}`
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7
  const time = `${parts['hour']}:${parts['minute']}`
  return { date, weekday, minute: Number(parts['hour']) * 60 + Number(parts['minute']), time }
}

/** Kept, for making one costs more than many uses; there are no more than time zones. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone.toLowerCase())
  if (known) return known
  const digits = '2-digit'
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: digits, day: digits, hour: digits, minute: digits },
  } as const)
  formats.set(timeZone.toLowerCase(), format)
  return format
}
