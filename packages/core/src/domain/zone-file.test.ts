import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectedRecords } from './records.js'
import { redirectTargetOf } from './redirect-target.js'
import { initialStates } from './states.js'
import { domain as ordinary, platform } from './testing.js'
import type { MailDomain } from './types.js'
import { toZoneFile } from './zone-file.js'

const domain: MailDomain = {
  ...ordinary,
  ownershipToken: 'TOKEN',
  dkimKeys: [{ selector: 'mr1', publicKey: 'K'.repeat(392) }],
}

describe('R-DOM-5 to R-DOM-9 zone file', () => {
  it('has the records to publish, fully qualified, texts in strings of at most 255 octets', () => {
    expect(toZoneFile(expectedRecords(domain, platform))).toBe(`; Ownership: proves that the domain is yours
_mailroom-challenge.support.example.com. 3600 IN TXT "mailroom-verification=TOKEN"

; MX: mail to the domain arrives at Mailroom
support.example.com. 3600 IN MX 10 mx.mailroom.example.

; DKIM: signs what is sent
mr1._domainkey.support.example.com. 3600 IN TXT "v=DKIM1; k=rsa; p=${'K'.repeat(237)}" "${'K'.repeat(155)}"

; MAIL FROM: bounces come back to Mailroom
bounce.support.example.com. 3600 IN MX 10 feedback.mailroom.example.

; MAIL FROM: allows Mailroom to send
bounce.support.example.com. 3600 IN TXT "v=spf1 include:_spf.mailroom.example ~all"
`)
  })
  it('leaves out what is not required', () => {
    const of: MailDomain = { ...domain, sender: 'SMTP', reception: 'REDIRECTION' }
    const lines = toZoneFile(expectedRecords(of, platform), initialStates(of, platform, 0)).split('\n')
    expect(lines.filter((line) => / IN /.test(line)).map((line) => line.split(' ')[0])).toEqual([
      'mr1._domainkey.support.example.com.',
    ])
  })
  it('R-DOM-9 never has a second SPF: the one that replaces another is a comment', () => {
    const states = initialStates(domain, platform, 0).map((state) =>
      state.key === 'MAIL_FROM_SPF' ? { ...state, found: ['v=spf1 mx -all'] } : state,
    )
    const spf = toZoneFile(expectedRecords(domain, platform, states), states)
      .split('\n')
      .filter((line) => line.includes('v=spf1'))
    expect(spf).toEqual(['; bounce.support.example.com. 3600 IN TXT "v=spf1 mx include:_spf.mailroom.example -all"'])
  })
  it('holds any text whole, in lines of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 900 }), (value) => {
        const [record] = expectedRecords(domain, platform)
        const line = toZoneFile([{ ...record!, value }]).split('\n')[1] ?? ''
        const strings = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text.replace(/\\(.)/g, '$1'))
        expect(strings.join('')).toBe(value)
        expect(strings.every((text) => text.length <= 255)).toBe(true)
      }),
    )
  })
})

describe('R-DOM-6 redirection target', () => {
  const secret = 'abcdefghij234567abcd'
  it('is the key, a dot and the secret, under in.<root>', () => {
    expect(redirectTargetOf('help', secret, 'p.example')).toBe(`help.${secret}@in.p.example`)
  })
  it.each(['a'.repeat(64), `${'a'.repeat(42)}.${'b'.repeat(21)}`])('has a valid local part for %s', (key) => {
    const [localPart = ''] = redirectTargetOf(key, secret, 'p.example').split('@')
    expect(localPart.length).toBeLessThanOrEqual(64)
    expect(localPart).not.toContain('..')
    expect(localPart.endsWith(secret)).toBe(true)
  })
})
