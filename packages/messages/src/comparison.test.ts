import {
  evaluateFlow,
  FLOW_FIELD_OPERATORS,
  FLOW_FIELDS,
  FLOW_OPERATORS,
  FlowMessage,
  type FlowComparison,
  type FlowField,
  type FlowOperator,
} from '@mailroom/core'
import { aFlow, aMail, aRule } from '@mailroom/core/testing'
import { describe, expect, it } from 'vitest'
import { comparisonsOf, LOCALES, messagesOf, type Locale } from './index.js'

const WEEK = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }))
const schedule = {
  timeZone: 'Europe/Vienna',
  open: [...WEEK, { weekday: 6, from: '09:00', to: '12:00' }, { weekday: 7, from: '09:00', to: '12:00' }],
  closedOn: ['2026-12-24'],
}
const VALUES: Partial<Record<FlowField, readonly string[]>> = {
  SPAM_VERDICT: ['PASS', 'FAIL', 'INCONCLUSIVE'],
  ATTACHMENT_COUNT: ['0', ' 12000 '],
  SIZE_BYTES: ['39', '5242880'],
  RECEIVED_AT: ['2026-11-25T09:05:00.000Z', '2026-12-24', '2026-11-25T10:05:00+01:00'],
}
const MAIL = aMail({
  message: {
    attachments: [{ name: 'order.pdf', type: 'application/pdf', sizeBytes: 1 }],
    headers: [
      { name: 'x-kind', value: 'order' },
      { name: 'content-language', value: 'de-at' },
    ],
    sizeBytes: 44_040_192,
  },
})

/** Every field with each of its operators and each kind of value. */
const COMPARISONS = FLOW_FIELDS.flatMap((field) =>
  FLOW_FIELD_OPERATORS[field].flatMap((operator): FlowComparison[] => {
    const about = { field, operator, ...(field === 'HEADER' ? { header: 'x-kind' } : {}) }
    const values = VALUES[field] ?? ['order', '']
    if (operator === 'WITHIN_SCHEDULE') return [{ ...about, schedule }]
    if (operator === 'ONE_OF') return [{ ...about, values }]
    return operator === 'EXISTS' ? [about] : values.map((value) => ({ ...about, value }))
  }),
)

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

/** What a trace says of a comparison with a mail. */
function traced(compare: FlowComparison, locale: Locale, mail = MAIL) {
  const definition = aFlow({ rules: [aRule('one', '', [{ disconnect: true }], { compare })] })
  const message = new FlowMessage(mail, 'help@support.example.com')
  const [step] = evaluateFlow({ name: 'Sorting', definition }, { message, autoReplyBar: null }).trace
  const { input, result } = messagesOf(locale).step(step!)
  return { input: plain(input), result: plain(result) }
}

const compare = (field: FlowField, operator: FlowOperator, ...values: string[]): FlowComparison =>
  operator === 'ONE_OF' ? { field, operator, values } : { field, operator, value: values[0] ?? '' }

describe.each(LOCALES)('R-FLO-2 comparisons in %s', (locale) => {
  it.each(COMPARISONS)('say no code, no bare number and no ISO time: %j', (comparison) => {
    const { input, result } = traced(comparison, locale)
    const said = `${input}\n${result}`
    const codes = [...FLOW_FIELDS, ...FLOW_OPERATORS, 'PASS', 'FAIL', 'INCONCLUSIVE']
    expect(codes.filter((code) => new RegExp(`\\b${code}\\b`).test(said))).toEqual([])
    expect(said).not.toMatch(/\d{4}-\d\d-\d\d|\d{5}|\([\d, ]+\)|[{}]|undefined|NaN|Invalid/)
    expect(input).toBe(plain(comparisonsOf(messagesOf(locale)).compare(comparison)))
  })
})

it.each<[FlowComparison, ...string[]]>([
  [compare('SPAM_VERDICT', 'EQUALS', 'FAIL'), 'Spam verdict is “Found”', 'Spam-Urteil ist „Gefunden“'],
  [compare('SIZE_BYTES', 'LESS_THAN', '5242880'), 'Size in bytes is less than 5,242,880 (5 MB)'],
  [
    compare('SIZE_BYTES', 'LESS_THAN', '39'),
    'Size in bytes is less than 39 bytes',
    'Größe in Byte ist kleiner als 39 Byte',
  ],
  [
    compare('RECEIVED_AT', 'LESS_THAN', '2026-12-24'),
    'Time of arrival is before 24 December 2026 at 00:00 UTC',
    'Eingangszeit liegt vor 24. Dezember 2026 um 00:00 UTC',
  ],
  [compare('SUBJECT', 'ONE_OF', 'a', 'b'), 'Subject is one of “a” or “b”', 'Betreff ist eines von „a“ oder „b“'],
  [compare('SUBJECT', 'EQUALS', ''), 'Subject is “”', 'Betreff ist „“', 'Objet est «  »'],
  [{ field: 'FROM', operator: 'EXISTS' }, 'Sender address is present', 'Absenderadresse ist vorhanden'],
  [
    { field: 'HEADER', header: 'X-Kind', operator: 'EXISTS' },
    'Header field x-kind is present',
    'Kopfzeile x-kind ist vorhanden',
  ],
  [
    { field: 'RECEIVED_AT', operator: 'WITHIN_SCHEDULE', schedule },
    'Time of arrival is in opening hours (Europe/Vienna · Mon–Fri 09:00–17:00 · Sat, Sun 09:00–12:00 · closed on 24 Dec 2026)',
    'Eingangszeit liegt in den Öffnungszeiten (Europe/Vienna · Mo–Fr 09:00–17:00 · Sa, So 09:00–12:00 · geschlossen am 24.12.2026)',
    'Heure de réception est dans les heures d’ouverture (Europe/Vienna · lun.–ven. 09:00–17:00 · sam., dim. 09:00–12:00 · fermé le 24 déc. 2026)',
  ],
])('R-FLO-2 a comparison in words: %j', (comparison, ...texts) => {
  expect(LOCALES.map((locale) => traced(comparison, locale).input).slice(0, texts.length)).toEqual(texts)
})

it.each<[FlowComparison, string, string]>([
  [compare('SPAM_VERDICT', 'EQUALS', 'FAIL'), 'No: Clean', 'Nein: Sauber'],
  [compare('SIZE_BYTES', 'LESS_THAN', '1'), 'No: 44,040,192 (42 MB)', 'Nein: 44.040.192 (42 MB)'],
  [compare('ATTACHMENT_COUNT', 'EQUALS', '1'), 'Yes: 1', 'Ja: 1'],
  [compare('RECEIVED_AT', 'LESS_THAN', '2026-12-24'), 'Yes: 1 June 2026 at 12:00 UTC', 'Ja: 1. Juni 2026 um 12:00 UTC'],
  [compare('SUBJECT', 'CONTAINS', 'order'), 'Yes: Where is my order?', 'Ja: Where is my order?'],
])('R-FLO-2 what a comparison found in words: %j', (comparison, en, de) => {
  expect([traced(comparison, 'en').result, traced(comparison, 'de').result]).toEqual([en, de])
})

it('R-FLO-2 says the weekday and the time of the schedule’s place, and what looks like one in a text as it is', () => {
  const within: FlowComparison = { field: 'RECEIVED_AT', operator: 'WITHIN_SCHEDULE', schedule }
  expect(traced(within, 'en').result).toMatch(/^Yes: Monday,? 1 June 2026.* 14:00$/)
  expect(traced(within, 'de').result).toMatch(/^Ja: Montag, 1\. Juni 2026.* 14:00$/)
  const subject = '2026-06-01 14:00, 1'
  expect(traced(compare('SUBJECT', 'CONTAINS', 'x'), 'en', aMail({ message: { subject } })).result).toBe(
    `No: ${subject}`,
  )
  expect(traced(compare('SUBJECT', 'CONTAINS', 'x'), 'en', aMail({ message: { subject: '' } })).result).toBe('No: “”')
})

it('R-FLO-2 says of a schedule too long for a trace what is there of it', () => {
  const open = Array.from({ length: 7 }, (_, day) => ({ weekday: day + 1, from: `0${day}:00`, to: '17:00' }))
  const { input } = traced({ field: 'RECEIVED_AT', operator: 'WITHIN_SCHEDULE', schedule: { ...schedule, open } }, 'en')
  expect(input).toMatch(/ Mon 00:00–17:00 · Tue 01:00–17:00 · .* …\)$/)
  const step = {
    code: 'FLOW_COMPARISON_TRUE',
    params: { field: 'RECEIVED_AT', operator: 'WITHIN_SCHEDULE', value: 'x', found: 'y' },
  } as const
  expect(messagesOf('en').step(step)).toMatchObject({
    input: 'Time of arrival is in opening hours x',
    result: 'Yes: y',
  })
})

it('R-FLO-3 a priority that an action sets is a number, a label is not', () => {
  const action = (name: string, value: string) =>
    messagesOf('de').step({ code: 'FLOW_ACTION', params: { flow: 'F', action: name, value } })
  expect(action('setPriority', '-25000')).toMatchObject({ input: 'Priorität setzen', result: '-25.000' })
  expect(action('addLabel', '2026').result).toBe('2026')
})
