import { error, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { excerpt } from '../text.js'
import { FLOW_LIMITS } from './limits.js'
import { localTime, isTimeZone, type LocalTime } from './local-time.js'
import type { OpeningHours, Schedule } from './types.js'
import { weekdaysByHours } from './weekdays-by-hours.js'

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/
const DATE = /^\d{4}-\d\d-\d\d$/

/**
 * Opening hours with at least one entry, in a known time zone (R-FLO-2). Problems by path: REQUIRED,
 * TIME_ZONE_UNKNOWN, OUT_OF_RANGE, INVALID, FLOW_HOURS_INVALID, FLOW_TOO_MANY_ENTRIES.
 */
export function parseSchedule(schedule: Schedule, path: readonly string[]): Result<Schedule> {
  const timeZone = schedule.timeZone.trim()
  const closedOn = [...new Set((schedule.closedOn ?? []).map((date) => date.trim()))]
  const problems = [
    ...checkTimeZone(timeZone, [...path, 'timeZone']),
    ...checkOpen(schedule.open, [...path, 'open']),
    ...checkDates(closedOn, [...path, 'closedOn']),
  ]
  const open = schedule.open.map(({ weekday, from, to }) => ({ weekday, from, to }))
  return resultOf({ timeZone, open, ...(closedOn.length > 0 ? { closedOn } : {}) }, problems)
}

function checkTimeZone(timeZone: string, path: readonly string[]): Problem[] {
  if (timeZone === '') return [error('REQUIRED', path)]
  return isTimeZone(timeZone) ? [] : [error('TIME_ZONE_UNKNOWN', path, { found: excerpt(timeZone) })]
}

function checkOpen(open: readonly OpeningHours[], path: readonly string[]): Problem[] {
  const [limit, count] = [FLOW_LIMITS.openingHours, open.length]
  if (count === 0) return [error('REQUIRED', path)]
  if (count > limit) return [error('FLOW_TOO_MANY_ENTRIES', path, { limit, count })]
  return open.flatMap((hours, index) => checkHours(hours, [...path, String(index)]))
}

function checkHours({ weekday, from, to }: OpeningHours, path: readonly string[]): Problem[] {
  const problems: Problem[] = []
  if (!Number.isInteger(weekday) || weekday < 1 || weekday > 7)
    problems.push(error('OUT_OF_RANGE', [...path, 'weekday'], { min: 1, max: 7, found: weekday }))
  if (!TIME.test(from)) problems.push(error('INVALID', [...path, 'from']))
  if (!TIME.test(to) && to !== '24:00') problems.push(error('INVALID', [...path, 'to']))
  if (problems.length === 0 && minuteOf(from) >= minuteOf(to))
    problems.push(error('FLOW_HOURS_INVALID', [...path, 'to'], { from, to }))
  return problems
}

function checkDates(dates: readonly string[], path: readonly string[]): Problem[] {
  const [limit, count] = [FLOW_LIMITS.closedDates, dates.length]
  if (count > limit) return [error('FLOW_TOO_MANY_ENTRIES', path, { limit, count })]
  return dates.flatMap((date, index) => (isDate(date) ? [] : [error('INVALID', [...path, String(index)])]))
}

/** Whether the calendar has such a day. */
function isDate(date: string): boolean {
  return DATE.test(date) && (new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) ?? false)
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** Whether it is open at a local time: half-open [from, to) of the weekday, and not on a closed date (R-FLO-2). */
export function compileSchedule(
  schedule: Schedule,
): (at: number) => { readonly open: boolean; readonly local: LocalTime } {
  const closed = new Set(schedule.closedOn)
  const hours = schedule.open.map(({ weekday, from, to }) => ({ weekday, from: minuteOf(from), to: minuteOf(to) }))
  return (at) => {
    const local = localTime(schedule.timeZone, at)
    const isWithin = ({ weekday, from, to }: (typeof hours)[number]) =>
      weekday === local.weekday && from <= local.minute && local.minute < to
    return { open: !closed.has(local.date) && hours.some(isWithin), local }
  }
}

/**
 * The schedule in a line, for a trace: "Europe/Vienna 09:00–17:00 (1, 2, 3) !2026-12-24", the weekdays as they are
 * counted, closed dates after a "!" each.
 */
export function showSchedule({ timeZone, open, closedOn }: Schedule): string {
  const times = weekdaysByHours(open).map(([hours, days]) => `${hours} (${days.join(', ')})`)
  return excerpt([timeZone, ...times, ...(closedOn ?? []).map((date) => `!${date}`)].join(' '))
}
