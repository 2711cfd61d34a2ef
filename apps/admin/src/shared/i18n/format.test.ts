import { expect, it } from 'vitest'
import { relativeTime } from './format'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

it.each([
  [30 * DAY - 2 * SECOND, 'in 30 days'],
  [-30 * DAY + 2 * SECOND, '30 days ago'],
  [-2 * DAY, '2 days ago'],
  [-20 * HOUR, '20 hours ago'],
  [-(HOUR - SECOND), '1 hour ago'],
  [-59 * SECOND, '59 seconds ago'],
  [-90 * MINUTE - SECOND, '2 hours ago'],
  [-300, 'now'],
])('rounds %i ms to the nearest of the largest unit', (distance, text) => {
  expect(relativeTime(1e12 + distance, 1e12)).toBe(text)
})
