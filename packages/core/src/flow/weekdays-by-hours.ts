import type { Schedule } from './types.js'

/** Weekdays with the same hours together, by the hours: "09:00–17:00". */
export function weekdaysByHours(open: Schedule['open']): [hours: string, weekdays: number[]][] {
  const weekdays = new Map<string, number[]>()
  for (const { weekday, from, to } of open) {
    const hours = `${from}–${to}`
    weekdays.set(hours, [...(weekdays.get(hours) ?? []), weekday])
  }
  return [...weekdays]
}
