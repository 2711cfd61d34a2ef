import { weekdaysByHours, type OpeningHours, type Schedule } from '@mailroom/core'
import type { Renderer } from './render.js'

const HOURS = /(\d\d:\d\d)–(\d\d:\d\d) \(([1-7](?:, [1-7])*)/g
const DATES = /\d{4}-\d\d-\d\d/g

/** A schedule of its line in a trace, `Europe/Vienna 09:00–17:00 (1, 2) !2026-12-24`, whose end may be cut; undefined: it is none. */
export function readSchedule(line: string): Schedule | undefined {
  const open = [...line.matchAll(HOURS)].flatMap(([, from = '', to = '', days = '']): OpeningHours[] =>
    days.split(', ').map((day) => ({ weekday: Number(day), from, to })),
  )
  return open.length > 0 ? { timeZone: line.split(' ', 1)[0] ?? '', open, closedOn: line.match(DATES) } : undefined
}

/** Opening hours in one language: weekdays with the same hours together. */
export class ScheduleWords {
  constructor(
    private readonly renderer: Renderer,
    /** Template with `dates`. */
    private readonly closed: string,
  ) {}

  say({ timeZone, open, closedOn }: Schedule): string {
    const times = weekdaysByHours(open).map(([hours, days]) => `${this.#days(days)} ${hours}`)
    const dates = (closedOn ?? []).map((date) => this.renderer.day(date)).join(', ')
    return [timeZone, ...times, ...(dates ? [this.renderer.render(this.closed, { dates })] : [])].join(' · ')
  }

  /** `Mon–Fri, Sun`: three and more in a row by their ends. */
  #days(days: readonly number[]): string {
    const rows: number[][] = []
    for (const day of [...new Set(days)].sort()) {
      const row = rows.at(-1)
      if (row?.at(-1) === day - 1) row.push(day)
      else rows.push([day])
    }
    return rows.flatMap((row) => this.#row(row)).join(', ')
  }

  #row(row: readonly number[]): string[] {
    const names = row.map((day) => this.renderer.weekday(day))
    return names.length > 2 ? [`${names[0]}–${names.at(-1)}`] : names
  }
}
