import { describe, expect, it } from 'vitest'
import {
  checkMailFromSender,
  parseSender,
  SENDER_DEFAULT,
  type DomainSender,
  type DomainSenderDraft,
} from './sender.js'

const SMTP: DomainSender = { sender: 'SMTP', smtpServerId: 'own', serverSigns: false }
const facts = { hasSmtpServer: (id: string) => id === 'own' || id === 'other' }

function parse(draft: DomainSenderDraft, current: DomainSender, type: 'CUSTOM' | 'PLATFORM' = 'CUSTOM') {
  const result = parseSender(type, draft, current, facts)
  return result.ok ? result.value : result.problems.map(({ code, path }) => [code, ...path].join(' ')).join(', ')
}

describe('R-DOM-4, R-DOM-14, R-OUT-7 who sends for a domain', () => {
  it.each<[DomainSenderDraft, DomainSender, unknown]>([
    [{}, SENDER_DEFAULT, SENDER_DEFAULT],
    [{}, SMTP, SMTP],
    [{ sender: 'SMTP', smtpServerId: 'own' }, SENDER_DEFAULT, SMTP],
    [{ smtpServerId: 'other' }, SMTP, { ...SMTP, smtpServerId: 'other' }],
    [{ sender: 'SMTP' }, SMTP, SMTP],
    [{ sender: 'PLATFORM' }, SMTP, SENDER_DEFAULT],
    [{ sender: null, smtpServerId: null }, SMTP, SENDER_DEFAULT],
    [{ sender: 'SMTP' }, SENDER_DEFAULT, 'REQUIRED smtpServerId'],
    [{ smtpServerId: null }, SMTP, 'REQUIRED smtpServerId'],
    [{ sender: 'SMTP', smtpServerId: '' }, SENDER_DEFAULT, 'REQUIRED smtpServerId'],
    [{ sender: 'SMTP', smtpServerId: 'foreign' }, SENDER_DEFAULT, 'REFERENCE_NOT_FOUND smtpServerId'],
    [{ smtpServerId: 'foreign' }, SENDER_DEFAULT, 'REFERENCE_NOT_FOUND smtpServerId'],
    [{ smtpServerId: 'own' }, SENDER_DEFAULT, 'INVALID smtpServerId'],
    [{ sender: 'PLATFORM', smtpServerId: 'own' }, SMTP, 'INVALID smtpServerId'],
    [{ serverSigns: true }, SMTP, { ...SMTP, serverSigns: true }],
    [{}, { ...SMTP, serverSigns: true }, { ...SMTP, serverSigns: true }],
    [{ serverSigns: null }, { ...SMTP, serverSigns: true }, SMTP],
    [{ sender: 'PLATFORM' }, { ...SMTP, serverSigns: true }, SENDER_DEFAULT],
    [{ serverSigns: true }, SENDER_DEFAULT, 'INVALID serverSigns'],
    [{ serverSigns: false }, SENDER_DEFAULT, SENDER_DEFAULT],
  ])('%j on %j is %j', (draft, current, outcome) => {
    expect(parse(draft, current)).toEqual(outcome)
  })

  it('is the platform alone for a platform domain', () => {
    expect(parse({ sender: 'SMTP', smtpServerId: 'own' }, SENDER_DEFAULT, 'PLATFORM')).toBe('INVALID sender')
    expect(parse({}, SENDER_DEFAULT, 'PLATFORM')).toEqual(SENDER_DEFAULT)
  })

  it('skips the look-up where nobody knows', () => {
    expect(parseSender('CUSTOM', { sender: 'SMTP', smtpServerId: 'x' }, SENDER_DEFAULT)).toMatchObject({ ok: true })
  })
})

it('R-DOM-8 MAIL FROM is for the platform sender only', () => {
  expect(checkMailFromSender('bounce.example.com', 'SMTP').map(({ code }) => code)).toEqual(['MAIL_FROM_UNDER_SMTP'])
  for (const [value, sender] of [
    ['bounce.example.com', 'PLATFORM'],
    [null, 'SMTP'],
    [' ', 'SMTP'],
    [undefined, 'SMTP'],
  ] as const)
    expect(checkMailFromSender(value, sender)).toEqual([])
})
