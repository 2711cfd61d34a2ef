import { PERMISSIONS, type InboundReason, type InboundResult, type Routing } from '@mailroom/core'
import type * as core from '@mailroom/core'
import { afterAll, describe, expect, it } from 'vitest'
import { LOCALES, showIn, translate } from '@/shared/i18n'
import { TYPES } from './entry'
import type { FlowWords } from '@/shared/flow-words'
import { fieldName, valueText } from './field-values'
import { FIELDS, MEMBERS } from './field-words'

const keys = <T extends string>(values: Readonly<Record<T, true>>) => Object.keys(values)
/** Every value that has words, by the beginning of their keys: what core adds does not compile without them. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'apiKey.may.': PERMISSIONS,
  'smtpServer.security.': keys<core.SmtpSecurity>({ NONE: true, STARTTLS: true, TLS: true }),
  'smtpServer.state.': keys<core.SmtpTestResult>({
    ...{ OK: true, HOST_NOT_FOUND: true, HOST_NOT_ALLOWED: true, CONNECTION_REFUSED: true },
    ...{ TIMED_OUT: true, TLS_FAILED: true, AUTHENTICATION_FAILED: true, REFUSED_BY_SERVER: true },
  }),
  'domain.type.': keys<core.DomainType>({ PLATFORM: true, CUSTOM: true }),
  'domain.sender.': keys<core.SenderType>({ PLATFORM: true, SMTP: true }),
  'domain.reception.': keys<core.Reception>({ MX: true, REDIRECTION: true }),
  'domain.status.': keys<core.DnsStatus>({
    ...{ NOT_STARTED: true, PENDING: true, VERIFIED: true, AT_RISK: true, FAILED: true, UNKNOWN: true },
    NOT_REQUIRED: true,
  }),
  'address.routing.': keys<Routing['kind']>({ QUEUE: true, FLOW: true, NONE: true }),
  'address.signature.': keys<core.SignatureFrequency>({ ALL_OUTGOING: true, INITIAL_ONLY: true }),
  'address.history.': keys<core.HistoryInclusion>({ ALWAYS: true, NEVER: true, AGENT_DECIDES: true }),
  'audit.placement.': keys<core.SignaturePlacement>({ ON_SEND: true, IN_EDITOR: true }),
  'audit.outcome.': keys<InboundResult | InboundReason>({
    ...{ QUEUED: true, DISCONNECTED: true, NOT_ROUTED: true, UNKNOWN_RECIPIENT: true, REJECTED: true, SPAM: true },
    ...{ VIRUS: true, AUTO_GENERATED: true, FLOW: true, OUTBOUND_ONLY: true, ANOTHER_ADDRESS: true, POSTMASTER: true },
    ...{ TOO_LARGE: true, EDITION_WITHOUT_EMAIL: true, FLOW_UNPUBLISHED: true },
  }),
  'queue.scoringMethod.': keys<core.ScoringMethod>({ TIME_AND_PRIORITY: true, PRIORITY_ONLY: true }),
  'queue.skillEvaluation.': keys<core.SkillEvaluation>({ ALL: true, BEST: true, NONE: true }),
  'cannedResponse.kind.': keys<core.CannedResponseKind>({ SIGNATURE: true, REPLY: true }),
}
/** What the API says that it can write, kept true by its own tests. */
const [list] = Object.values(
  import.meta.glob<string>('../../../../api/audited-fields.json', { eager: true, query: '?raw', import: 'default' }),
)
const audited = JSON.parse(list!) as Record<string, Record<string, string>>
const told = Object.entries(audited).flatMap(([type, fields]) =>
  Object.entries(fields).map(([field, column]) => ({ type, field, column })),
)
const none: FlowWords = { when: () => '', then: () => '', action: () => '' }
const isKey = (text: string) => /^\w+(\.\w+)+$/.test(text)

describe.each(LOCALES)('the words of the audit log in %s', (locale) => {
  afterAll(() => showIn('en'))

  it('say every kind of thing and every field that the API can tell of', async () => {
    await showIn(locale)
    const types = Object.keys(audited)
    expect([...TYPES].sort()).toEqual(types.sort())
    expect(types.filter((type) => isKey(translate(`list.type.${type}`)))).toEqual([])
    const unsaid = told.filter(({ type, field }) => !FIELDS[type]?.[field] || isKey(fieldName(type, field)))
    expect(unsaid.map(({ type, field }) => `${type}.${field}`)).toEqual([])
    const members = Object.values(MEMBERS).map(([label]) => translate(label))
    expect(members.filter(isKey)).toEqual([])
  })

  it('say yes and no of every column that is one of them, and times as times', async () => {
    await showIn(locale)
    for (const { type, field, column } of told) {
      if (column === 'boolean') expect(valueText(type, field, 'true', none)).toBe(translate('audit.yes'))
      if (!/(At|Until)$/.test(field)) continue
      const shown = valueText(type, field, '2027-01-31T12:00:00.000Z', none)
      expect([field, shown]).toEqual([field, expect.stringContaining('2027')])
      expect(shown).not.toContain('T12')
    }
  })

  it('say every value that the forms have a word for', async () => {
    await showIn(locale)
    const kinds = [...Object.values(FIELDS), MEMBERS].flatMap((words) => Object.values(words).map(([, kind]) => kind))
    const beginnings = new Set(kinds.filter((kind) => kind.endsWith('.')))
    expect([...beginnings].sort()).toEqual(Object.keys(VALUES).sort())
    const unsaid = [...beginnings].flatMap((start) =>
      VALUES[start]!.map((value) => `${start}${value}`).filter((key) => translate(key) === key),
    )
    expect(unsaid).toEqual([])
  })
})

it('says limits and settings with their units', async () => {
  await showIn('de')
  const limits = valueText('Organization', 'limits', '{"domains":2,"messageBytes":41943040}', none)
  expect(limits.replaceAll('\u00a0', ' ')).toBe('Domains: 2 · Größe einer E-Mail: 40 MB')
  const settings = valueText('Organization', 'settings', '{"plusAddressing":true,"threadingDays":3}', none)
  expect(settings).toContain('ja')
  expect(settings).toContain('3 Tage')
  expect(valueText('SmtpServer', 'maxMessageBytes', '41943040', none).replaceAll('\u00a0', ' ')).toBe('40 MB')
  expect(valueText('Thing', 'unknown', 'as it is', none)).toBe('as it is')
  await showIn('en')
})

it('says what a list has without a name for each where it is all that each has', () => {
  const recipients = '[{"address":"a@shop.example"},{"address":"b@shop.example"}]'
  expect(valueText('EmailAddress', 'bcc', recipients, none)).toBe('a@shop.example\nb@shop.example')
  expect(valueText('EmailAddress', 'bcc', '["a","b"]', none)).toBe('a, b')
})
