import { expect, it } from 'vitest'
import { relativeTime, size } from './format'

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

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [42, '42 bytes'],
  [1023, '1,023 bytes'],
  [1024, '1 kB'],
  [99_999, '97.7 kB'],
  [10_485_760, '10 MB'],
])('says %i bytes in the unit that people say them in', (bytes, text) => {
  expect(size(bytes)).toBe(text)
})
