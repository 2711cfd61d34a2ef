import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeReply, encodeQuery, isAskable, type Query } from './message.js'

const QUERY: Query = { name: 'shop.example', type: 'TXT', recursive: true }

it('reads any bytes without throwing, and takes nothing of another id for a reply', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), fc.nat(0xffff), (bytes, id) => {
      const reply = decodeReply(id, QUERY, Buffer.from(bytes))
      expect(['object', 'string']).toContain(typeof reply)
      if (bytes.length < 2 || Buffer.from(bytes).readUInt16BE(0) !== id) expect(reply).toBe('FOREIGN')
    }),
  )
})

it('reads damaged replies without throwing', () => {
  const whole = encodeQuery(7, QUERY)
  fc.assert(
    fc.property(fc.nat(whole.length - 3), fc.nat(255), fc.nat(whole.length), (at, value, cut) => {
      const bytes = Buffer.from(whole)
      bytes[2] = 0x84
      bytes[2 + at] = value
      decodeReply(7, QUERY, bytes.subarray(0, cut))
    }),
  )
})

it('does not take a question for a reply, nor a reply to another question', () => {
  expect(decodeReply(7, QUERY, encodeQuery(7, QUERY))).toBe('FOREIGN')
  const other = encodeQuery(7, { ...QUERY, name: 'other.example' })
  other[2] = 0x84
  expect(decodeReply(7, QUERY, other)).toBe('FOREIGN')
})

it.each(['', 'a..b', '.a', 'a.', 'a b.example', `${'a'.repeat(64)}.example`, `${'a.'.repeat(130)}b`, 'ü.example'])(
  'does not ask for %j',
  (name) => {
    expect(isAskable(name)).toBe(false)
  },
)
