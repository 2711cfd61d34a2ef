import { describe, expect, it } from 'vitest'
import { goneForGood, restorableUntil } from './deleted-items.js'

describe('R-DEL-1 how long deleted things can be restored', () => {
  const deletedAt = Date.UTC(2026, 5, 1)

  it('is 30 days, and not at their end', () => {
    const until = restorableUntil(deletedAt)
    expect(until).toBe(Date.UTC(2026, 6, 1))
    expect(deletedAt > goneForGood(until - 1)).toBe(true)
    expect(deletedAt > goneForGood(until)).toBe(false)
  })
})
