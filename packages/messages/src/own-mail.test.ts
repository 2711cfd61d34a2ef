import { describe, expect, it } from 'vitest'
import { LOCALES } from './locale.js'
import { invitationMail, resetMail } from './own-mail.js'

describe.each(LOCALES)('mail to people in %s', (locale) => {
  it('holds the link once, and what others have typed as it is', () => {
    const link = 'https://mail.example/invite#code=$&{by}'
    const { subject, text } = invitationMail({ organisation: 'A {link} & $1', by: 'Ada', link }, locale)
    expect(subject).toContain('A {link} & $1')
    expect(text.split(link)).toHaveLength(2)
    expect(text).toContain('Ada')
    expect(resetMail(link, locale).text.split(link)).toHaveLength(2)
  })

  it('leaves no place empty', () => {
    const { subject, text } = invitationMail({ organisation: 'x', by: 'y', link: 'z' }, locale)
    expect(subject + text + resetMail('z', locale).text).not.toMatch(/[{}]/)
  })
})
