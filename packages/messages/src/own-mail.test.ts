import { describe, expect, it } from 'vitest'
import { LOCALES } from './locale.js'
import { dnsShareMail, invitationMail, resetMail } from './own-mail.js'

describe.each(LOCALES)('mail to people in %s', (locale) => {
  it('holds the link once, and what others have typed as it is', () => {
    const link = 'https://mail.example/invite#code=$&{by}'
    const { subject, text } = invitationMail({ organisation: 'A {link} & $1', by: 'Ada', link }, locale)
    expect(subject).toContain('A {link} & $1')
    expect(text.split(link)).toHaveLength(2)
    expect(text).toContain('Ada')
    expect(resetMail(link, locale).text.split(link)).toHaveLength(2)
  })

  it('says whose records they are, and until when the link works', () => {
    const link = 'https://mail.example/dns#code=$&{domain}'
    const { subject, text } = dnsShareMail({ organisation: 'Acme', domain: 'a.example', link, until: '29' }, locale)
    expect(subject).toContain('a.example')
    expect(text.split(link)).toHaveLength(2)
    expect(text).toMatch(/Acme[^]*29/)
    expect(subject + text.replace(link, '')).not.toMatch(/[{}]/)
  })

  it('leaves no place empty', () => {
    const { subject, text } = invitationMail({ organisation: 'x', by: 'y', link: 'z' }, locale)
    expect(subject + text + resetMail('z', locale).text).not.toMatch(/[{}]/)
  })
})
