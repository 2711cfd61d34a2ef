import { describe, expect, it } from 'vitest'
import { accountMail, type AccountEvent } from './account-mail.js'
import { LOCALES } from './locale.js'

const EVENTS: readonly AccountEvent[] = [
  ...(['PASSWORD_CHANGED', 'PASSWORD_RESET', 'SECOND_FACTOR_ON', 'SECOND_FACTOR_OFF'] as const),
  ...(['RECOVERY_CODES_RENEWED', 'NEW_DEVICE', 'LOCKED_OUT'] as const),
]
const NEWS = { at: '2026-11-22T12:30:15.000Z', ip: '198.51.100.4', device: 'Firefox, Linux $& {at}' }

describe.each(LOCALES)('mail about one’s own account in %s', (locale) => {
  it.each(EVENTS)('%s says when and from where', (event) => {
    const { subject, text } = accountMail({ event, ...NEWS }, locale)
    for (const fact of ['2026-11-22 12:30:15', NEWS.ip, NEWS.device]) expect(text).toContain(fact)
    expect(subject).toMatch(/^Mailroom: \S/)
    expect(text).not.toMatch(/https?:/)
  })

  it('says what happened by another subject each time', () => {
    const subjects = EVENTS.map((event) => accountMail({ event, ...NEWS }, locale).subject)
    expect(new Set(subjects).size).toBe(EVENTS.length)
  })

  it('leaves no place empty where nothing is known', () => {
    const { text } = accountMail({ event: 'NEW_DEVICE', at: NEWS.at, ip: null, device: null }, locale)
    expect(text).not.toMatch(/[{}]|: *\n/)
  })
})
