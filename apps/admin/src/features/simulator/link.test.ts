import { describe, expect, it } from 'vitest'
import { fromFragment, isLinked, LINK_LENGTH, toFragment } from './link'
import { fragmentOf, mailOf } from './linked-mail'
import { emptyMail, toMailForm, toMessageInput, type MailForm } from './mail-form'
import { emptyOutgoing, fragmentOf as fragmentOfOutgoing, outgoingOf } from './outgoing-form'

const forge = (value: unknown) => toFragment(value as object)
const raw = (value: unknown) => `#mail=${btoa(JSON.stringify(value))}`
const parts = { to: 'help@shop.example', from: 'Zoë <zoe@customer.example>', subject: 'Größe 🙂', text: 'a\n\nb' }

it('brings every field of a composed mail back', () => {
  const mail: MailForm = {
    ...emptyMail(),
    ...{ ...parts, cc: 'a@b.example, c@b.example', envelopeTo: 'x@shop.example', emptyEnvelope: true },
    ...{ spam: 'FAIL', virus: 'INCONCLUSIVE', receivedAt: '2026-06-01T12:00:00' },
    more: {
      headers: [{ name: 'X-A', value: '1' }],
      threads: [{ messageIds: ['<1@a>'], subject: null, open: false, disconnectedAt: null, queueId: 'que_1' }],
      autoReplied: [{ addressId: 'adr_1', at: '2026-05-01T12:00:00.000Z' }],
      sizeBytes: 12,
    },
  }
  const fragment = fragmentOf(toMessageInput(mail))!
  expect(fragment).toMatch(/^#mail=[\w-]+$/)
  expect(toMessageInput(mailOf(fragment)!)).toEqual(toMessageInput(mail))
})

it('brings every field of an outgoing mail back', () => {
  const { to, subject, text } = parts
  const form = { ...emptyOutgoing(), to, subject, text, bcc: to, kind: 'FORWARD' as const, isInitial: false }
  expect(outgoingOf(fragmentOfOutgoing(form))).toEqual(form)
})

it.each(['', ' ', '"\\', 'ä€🙂', '\0\u2028\r\n', '\ud800', '%23#&=?+/', 'x'.repeat(4000)])(
  'has whatever was typed, for both directions: %j',
  (text) => {
    const mail = toMailForm({ from: 'a@b.example', to: ['c@d.example'], text })
    expect(mailOf(fragmentOf(toMessageInput(mail))!)?.text).toBe(text)
    expect(outgoingOf(fragmentOfOutgoing({ ...emptyOutgoing(), text }))?.text).toBe(text)
  },
)

it('has no source of a mail in it, neither given nor taken', () => {
  expect(fragmentOf({ raw: 'From: a@b.example' })).toBeNull()
  expect(mailOf(forge({ raw: 'From: a@b.example', subject: 'a' }))?.source).toBe('')
})

describe('what is no mail is not taken', () => {
  it.each<[string, string]>([
    ['nothing', ''],
    ['another fragment', '#routing'],
    ['an empty one', '#mail='],
    ['no base64', '#mail=%%%'],
    ['one that was cut off', forge(parts).slice(0, -9)],
    ['bytes that are no UTF-8', '#mail=_w'],
    ['a list', forge([1])],
    ...[null, true, 0, 'a', {}, [[]]].map((value): [string, string] => [JSON.stringify(value), raw(value)]),
    ['nothing that is known', forge({ overrides: [], __proto__: { to: ['a'] } })],
    ['a text in the place of a list', forge({ to: 'a@b.example' })],
    ['a list of numbers', forge({ to: [1] })],
    ['an unknown verdict', forge({ to: ['a@b.example'], spam: 'MAYBE' })],
    ['a moment that is none', forge({ to: ['a@b.example'], receivedAt: 'soon' })],
    ['a moment beyond what a date can hold elsewhere', forge({ receivedAt: '+275760-09-13T00:00:00.000Z' })],
    ['a moment that the API does not take', forge({ autoReplied: [{ addressId: 'adr_1', at: '1' }] })],
    ['more bytes than a number of the API has', forge({ sizeBytes: 2 ** 31 })],
    ['a header with more', forge({ headers: [{ name: 'X', value: '1', more: {} }] })],
    ['an earlier mail with more', forge({ threads: [{ messageIds: ['<1@a>'], open: true, overrides: [] }] })],
    ['a header without a value', forge({ headers: [{ name: 'X' }] })],
    ['an earlier mail without ids', forge({ threads: [{ open: true }] })],
    ['more than fits a link', forge({ text: 'x'.repeat(LINK_LENGTH) })],
  ])('%s', (_, fragment) => {
    expect(mailOf(fragment)).toBeNull()
  })
})

it('says what is a link before it is read', () => {
  expect([isLinked('#mail=x'), isLinked('#routing'), isLinked('')]).toEqual([true, false, false])
  expect(fromFragment(forge({ a: 1 }), { a: (value) => value === 1 })).toEqual({ a: 1 })
})
