import { describe, expect, test } from 'vitest'
import { checkTestReferences, parseSavedTest, type SavedTestFacts } from './parse-saved-test.js'
import { testReferences } from './references.js'
import { SAVED_MAIL_BYTES, type SavedTest, type SavedTestDraft } from './types.js'

const HELP = 'help@support.example.com'
const whole: SavedTest = {
  name: 'Invoices',
  mail: { from: 'ada@customer.example', to: [HELP], subject: 'Invoice' },
  expected: [{ recipient: HELP, result: 'QUEUED', queueId: 'q' }],
}
const refusals = (draft: SavedTestDraft, current: SavedTest | null = null, facts?: SavedTestFacts) => {
  const parsed = parseSavedTest(draft, current, facts)
  return parsed.problems.map(({ code, path }) => `${code} ${path.join('.')}`)
}
const without: SavedTestFacts = {
  queue: () => undefined,
  skill: () => undefined,
  language: () => undefined,
  response: () => undefined,
  flow: () => undefined,
  address: () => undefined,
}

describe('a saved test', () => {
  test('R-ORG-7 has a name, a mail to somebody, and something that is expected', () => {
    expect(refusals({})).toEqual(['REQUIRED name', 'REQUIRED mail', 'REQUIRED expected'])
    expect(refusals({ ...whole, mail: { from: 'ada@customer.example' } })).toEqual(['REQUIRED mail'])
    expect(refusals({ ...whole, expected: [] })).toEqual(['REQUIRED expected'])
    expect(parseSavedTest({ ...whole, name: ' Invoices ' }, null)).toEqual({ ok: true, value: whole, problems: [] })
  })

  test.each<[string, Partial<SavedTestDraft>, string]>([
    ['source beside fields', { mail: { raw: 'To: x', subject: 'x' } }, 'EXACTLY_ONE mail.raw'],
    ['a mail that is too large', { mail: { raw: 'é'.repeat(SAVED_MAIL_BYTES / 2) } }, 'TOO_LONG mail'],
    ['a negative size', { mail: { ...whole.mail, sizeBytes: -1 } }, 'OUT_OF_RANGE mail.sizeBytes'],
    ['no recipient', { expected: [{ recipient: ' ' }] }, 'REQUIRED expected.0.recipient'],
    [
      'a recipient twice',
      { expected: [{ recipient: HELP }, { recipient: HELP.toUpperCase() }] },
      'NOT_UNIQUE expected.1.recipient',
    ],
    [
      'too many recipients',
      { expected: Array.from({ length: 51 }, (_, i) => ({ recipient: `${i}` })) },
      'OUT_OF_RANGE expected',
    ],
    ['a recipient without end', { expected: [{ recipient: 'x'.repeat(1001) }] }, 'TOO_LONG expected.0.recipient'],
    ['no reason', { expected: [{ recipient: HELP, reason: 'BORED' }] }, 'INVALID expected.0.reason'],
    ['a reason of every object', { expected: [{ recipient: HELP, reason: 'toString' }] }, 'INVALID expected.0.reason'],
    [
      'a priority out of range',
      { expected: [{ recipient: HELP, priority: 25_000_001 }] },
      'OUT_OF_RANGE expected.0.priority',
    ],
    ['a label that is none', { expected: [{ recipient: HELP, labels: [''] }] }, 'REQUIRED expected.0.labels.0'],
    [
      'too many labels',
      { expected: [{ recipient: HELP, labels: Array.from({ length: 51 }, (_, i) => `${i}`) }] },
      'OUT_OF_RANGE expected.0.labels',
    ],
  ])('refuses %s', (_, part, refusal) => {
    expect(refusals({ ...whole, ...part })).toEqual([refusal])
  })

  test('keeps of what is expected only what was chosen; null expects nothing', () => {
    const recipient = ` ${HELP} `
    const draft = { recipient, result: null, continues: null, skillIds: null, labels: null, queueId: null, priority: 0 }
    const parsed = parseSavedTest({ ...whole, expected: [{ ...draft, reason: undefined }] }, null)
    expect(parsed).toMatchObject({ value: { expected: [{ recipient: HELP, queueId: null, priority: 0 }] } })
    expect(parsed.ok && Object.keys(parsed.value.expected[0]!).sort()).toEqual(['priority', 'queueId', 'recipient'])
  })

  const referring: SavedTestDraft = {
    name: 'Refers',
    mail: {
      to: [HELP],
      threads: [{ messageIds: [], open: true, queueId: 'q1' }],
      autoReplied: [{ addressId: 'a', at: '2026-06-01T12:00:00.000Z' }],
    },
    expected: [{ recipient: HELP, queueId: 'q2', flowId: 'f', skillIds: ['s'], languageId: 'l', autoReplyId: 'r' }],
  }
  const PLACES = [
    'REFERENCE_NOT_FOUND mail.threads.0.queueId',
    'REFERENCE_NOT_FOUND mail.autoReplied.0.addressId',
    'REFERENCE_NOT_FOUND expected.0.queueId',
    'REFERENCE_NOT_FOUND expected.0.flowId',
    'REFERENCE_NOT_FOUND expected.0.skillIds.0',
    'REFERENCE_NOT_FOUND expected.0.languageId',
    'REFERENCE_NOT_FOUND expected.0.autoReplyId',
  ]

  test('refers to what is there, by path', () => {
    expect(refusals(referring, null, without)).toEqual(PLACES)
    expect(testReferences([referring])).toEqual({
      ...{ queueIds: ['q1', 'q2'], flowIds: ['f'], skillIds: ['s'], languageIds: ['l'] },
      ...{ responseIds: ['r'], addressIds: ['a'] },
    })
  })

  test('can be renamed after what it refers to was deleted, and then fails by name of what is gone', () => {
    const stored = referring as SavedTest
    const renamed = parseSavedTest({ name: 'Still here' }, stored, without)
    expect(renamed).toEqual({ ok: true, value: { ...stored, name: 'Still here' }, problems: [] })
    expect(checkTestReferences(stored, without).map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual(PLACES)
    expect(refusals({ expected: stored.expected }, stored, without)).toHaveLength(5)
  })
})
