import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileSchedule, parseSchedule, showSchedule } from './schedule.js'
import type { OpeningHours, Schedule } from './types.js'

const MONDAY: readonly OpeningHours[] = [{ weekday: 1, from: '09:00', to: '17:00' }]
const isOpen = (schedule: Schedule, at: string) => compileSchedule(schedule)(Date.parse(at)).open
const VIENNA = 'Europe/Vienna'

describe('R-FLO-2 schedules', () => {
  it.each<[string, Schedule, string, boolean]>([
    ['the first minute', { timeZone: 'UTC', open: MONDAY }, '2026-06-01T09:00:00Z', true],
    ['before the first', { timeZone: 'UTC', open: MONDAY }, '2026-06-01T08:59:59.999Z', false],
    ['the last moment', { timeZone: 'UTC', open: MONDAY }, '2026-06-01T16:59:59.999Z', true],
    ['the end', { timeZone: 'UTC', open: MONDAY }, '2026-06-01T17:00:00Z', false],
    ['another weekday', { timeZone: 'UTC', open: MONDAY }, '2026-06-02T10:00:00Z', false],
    ['summer in Vienna', { timeZone: VIENNA, open: MONDAY }, '2026-06-01T07:00:00Z', true],
    ['winter in Vienna', { timeZone: VIENNA, open: MONDAY }, '2026-01-05T07:00:00Z', false],
    ['winter in Vienna, an hour later', { timeZone: VIENNA, open: MONDAY }, '2026-01-05T08:00:00Z', true],
    ['Monday there is Sunday here', { timeZone: 'Pacific/Auckland', open: MONDAY }, '2026-05-31T21:00:00Z', true],
    ['half an hour off', { timeZone: 'Asia/Kolkata', open: MONDAY }, '2026-06-01T03:29:00Z', false],
    ['half an hour off, open', { timeZone: 'Asia/Kolkata', open: MONDAY }, '2026-06-01T03:30:00Z', true],
    ['a closed date', { timeZone: VIENNA, open: MONDAY, closedOn: ['2026-06-01'] }, '2026-06-01T08:00:00Z', false],
    [
      'a date closed here, not there',
      { timeZone: 'Pacific/Auckland', open: MONDAY, closedOn: ['2026-05-31'] },
      '2026-05-31T21:00:00Z',
      true,
    ],
  ])('%s', (_name, schedule, at, expected) => {
    expect(isOpen(schedule, at)).toBe(expected)
  })

  it('a night is two entries, up to 24:00 and from 00:00', () => {
    const open = [
      { weekday: 7, from: '22:00', to: '24:00' },
      { weekday: 1, from: '00:00', to: '06:00' },
    ]
    const given = ['2026-05-31T21:59:00Z', '2026-05-31T23:59:59Z', '2026-06-01T00:00:00Z', '2026-06-01T06:00:00Z']
    expect(given.map((at) => isOpen({ timeZone: 'UTC', open }, at))).toEqual([false, true, true, false])
  })

  it('the hour that summer time leaves out is never, the one that it repeats is twice', () => {
    const night = [{ weekday: 7, from: '02:00', to: '03:00' }]
    const schedule = { timeZone: VIENNA, open: night }
    const spring = ['2026-03-29T00:59:00Z', '2026-03-29T01:00:00Z', '2026-03-29T01:30:00Z']
    expect(spring.map((at) => isOpen(schedule, at))).toEqual([false, false, false])
    const autumn = ['2026-10-24T23:59:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:00:00Z']
    expect(autumn.map((at) => isOpen(schedule, at))).toEqual([false, true, true, false])
  })

  it('open all day every day is always, and closed dates alone are not', () => {
    const open = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }))
    const zones = fc.constantFrom('UTC', VIENNA, 'America/St_Johns', 'Pacific/Chatham', 'Africa/Casablanca')
    const moments = fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2090, 0) })
    fc.assert(
      fc.property(zones, moments, (timeZone, at) => {
        const always = compileSchedule({ timeZone, open })(at)
        const never = compileSchedule({ timeZone, open, closedOn: [always.local.date] })(at)
        expect([always.open, never.open]).toEqual([true, false])
      }),
    )
  })
})

describe('R-FLO-2 what a schedule may be', () => {
  const problemsOf = (changes: Partial<Schedule>) =>
    parseSchedule({ timeZone: VIENNA, open: MONDAY, ...changes }, ['schedule']).problems.map(
      ({ code, path }) => `${code} ${path.join('.')}`,
    )
  const hours = (from: string, to: string, weekday = 1) => ({ open: [{ weekday, from, to }] })

  it.each<[string[], Partial<Schedule>]>([
    [[], { closedOn: ['2028-02-29', ' 2028-02-29 '] }],
    [[], hours('00:00', '24:00', 7)],
    [['REQUIRED schedule.timeZone'], { timeZone: ' ' }],
    [['TIME_ZONE_UNKNOWN schedule.timeZone'], { timeZone: 'Europe/Wien' }],
    [['TIME_ZONE_UNKNOWN schedule.timeZone'], { timeZone: '+01:00' }],
    [['TIME_ZONE_UNKNOWN schedule.timeZone'], { timeZone: 'x'.repeat(100_000) }],
    [['REQUIRED schedule.open'], { open: [] }],
    [['OUT_OF_RANGE schedule.open.0.weekday'], hours('09:00', '10:00', 0)],
    [['OUT_OF_RANGE schedule.open.0.weekday'], hours('09:00', '10:00', 8)],
    [['OUT_OF_RANGE schedule.open.0.weekday'], hours('09:00', '10:00', 1.5)],
    [['INVALID schedule.open.0.from'], hours('9:00', '10:00')],
    [['INVALID schedule.open.0.from', 'INVALID schedule.open.0.to'], hours('24:00', '25:00')],
    [['INVALID schedule.open.0.to'], hours('09:00', '24:01')],
    [['FLOW_HOURS_INVALID schedule.open.0.to'], hours('22:00', '06:00')],
    [['FLOW_HOURS_INVALID schedule.open.0.to'], hours('09:00', '09:00')],
    [['INVALID schedule.closedOn.1'], { closedOn: ['2026-12-24', '2026-02-29'] }],
    [['INVALID schedule.closedOn.0'], { closedOn: ['24.12.2026'] }],
    [['FLOW_TOO_MANY_ENTRIES schedule.open'], { open: Array<OpeningHours>(51).fill(MONDAY[0]!) }],
    [
      ['FLOW_TOO_MANY_ENTRIES schedule.closedOn'],
      { closedOn: Array.from({ length: 401 }, (_, day) => new Date(day * 86_400_000).toJSON().slice(0, 10)) },
    ],
  ])('%j of %j', (expected, changes) => {
    expect(problemsOf(changes)).toEqual(expected)
  })

  it('is shown in a line, hours of several weekdays once', () => {
    const open = [1, 2, 3].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }))
    const night = { weekday: 6, from: '22:00', to: '24:00' }
    expect(showSchedule({ timeZone: VIENNA, open: [...open, night] })).toBe(
      'Europe/Vienna 09:00–17:00 (1, 2, 3) 22:00–24:00 (6)',
    )
    expect(showSchedule({ timeZone: VIENNA, open: [night], closedOn: ['2026-12-24', '2026-12-25'] })).toBe(
      'Europe/Vienna 22:00–24:00 (6) !2026-12-24 !2026-12-25',
    )
  })

  it('is stored as it is meant', () => {
    const draft = { timeZone: ' Europe/Vienna ', open: MONDAY, closedOn: ['2026-12-24', '2026-12-24'] }
    expect(parseSchedule(draft, [])).toMatchObject({
      value: { timeZone: VIENNA, open: MONDAY, closedOn: ['2026-12-24'] },
    })
    expect(parseSchedule({ timeZone: VIENNA, open: MONDAY, closedOn: null }, [])).toMatchObject({
      value: { timeZone: VIENNA, open: MONDAY },
    })
  })
})
