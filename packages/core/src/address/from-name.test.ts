import { describe, expect, it } from 'vitest'
import { parseFromName } from './from-name.js'

describe('R-ADR-2 from name', () => {
  it.each([
    ['  Support team ', 'Support team'],
    ['   ', null],
    [null, null],
    [undefined, null],
    ['Alice, Bob <the Builder>', 'Alice, Bob <the Builder>'],
    ['=?utf-8?B?QmNjOiB4?=', '=?utf-8?B?QmNjOiB4?='],
    ['😀'.repeat(120), '😀'.repeat(120)],
    ['عميل', 'عميل'],
  ])('takes %j as %j', (typed, stored) => {
    expect(parseFromName(typed, [])).toEqual({ ok: true, value: stored, problems: [] })
  })

  it.each([
    ['Alice\r\nBcc: v@evil.test', 'U+000D'],
    ['Alice\nX: y', 'U+000A'],
    ['Alice\rX: y', 'U+000D'],
    ['Alice\r\n', 'U+000D'],
    ['Alice\u0000', 'U+0000'],
    ['Alice\u2028Bcc: x', 'U+2028'],
    ['Alice\u2029', 'U+2029'],
    ['Alice\u0085', 'U+0085'],
    ['Alice\u000b', 'U+000B'],
    ['Alice\u000c', 'U+000C'],
    ['Alice\u007f', 'U+007F'],
    ['\u001b[31m', 'U+001B'],
    ['\ud83d', 'U+D83D'],
    ['\u202eknab', 'U+202E'],
    ['\u2066abc', 'U+2066'],
    ['\n', 'U+000A'],
  ])('refuses %j', (typed, found) => {
    const result = parseFromName(typed, ['fromName'])
    expect(result.ok).toBe(false)
    expect(result.problems).toContainEqual({
      code: 'FORBIDDEN_CHARACTERS',
      severity: 'ERROR',
      path: ['fromName'],
      params: { found },
    })
  })

  it('counts code points', () => {
    expect(parseFromName('😀'.repeat(121), [])).toMatchObject({
      ok: false,
      problems: [{ code: 'TOO_LONG', params: { limit: 120, count: 121 } }],
    })
  })

  it('warns of another e-mail address, not of its own', () => {
    expect(parseFromName('ceo@bank.test', [])).toMatchObject({
      ok: true,
      problems: [{ code: 'FROM_NAME_HAS_ADDRESS', severity: 'WARNING', params: { found: 'ceo@bank.test' } }],
    })
    expect(parseFromName('Help (HELP@example.com)', [], 'help@example.com').problems).toEqual([])
  })
})
