import { describe, expect, test } from 'vitest'
import { typedRecord } from './dns-entry.js'

const MX = { type: 'MX', value: 'mx.mail.example.net', priority: 10 } as const
const TXT = { type: 'TXT', value: 'v=spf1 include:_spf.mail.example.net ~all', priority: null } as const

describe('a record as it is typed at a provider', () => {
  test.each([
    ['nobody known', null, '10 mx.mail.example.net', null],
    ['a field of its own', {}, 'mx.mail.example.net', 10],
    ['a dot at the end', { targetDot: true }, 'mx.mail.example.net.', 10],
    ['in one field', { priorityInValue: true, targetDot: true }, '10 mx.mail.example.net.', null],
  ] as const)('MX, %s', (_, provider, value, priority) =>
    expect(typedRecord(MX, provider)).toEqual({ value, priority }),
  )

  test('TXT as it is, or in quotes', () => {
    expect(typedRecord(TXT, null).value).toBe(TXT.value)
    expect(typedRecord(TXT, { targetDot: true }).value).toBe(TXT.value)
    expect(typedRecord(TXT, { quotes: true }).value).toBe(`"${TXT.value}"`)
  })

  test('a long text in parts of at most 255 characters, each in quotes, that joined are the text', () => {
    const value = 'x'.repeat(600)
    const typed = typedRecord({ ...TXT, value }, { quotes: true }).value
    const parts = typed.split(' ').map((part) => part.slice(1, -1))
    expect(parts.map((part) => part.length)).toEqual([255, 255, 90])
    expect(parts.join('')).toBe(value)
  })
})
