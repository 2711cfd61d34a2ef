import { DOMAIN_EVENTS, type RecordChange } from '@mailroom/core'
import { describe, expect, it } from 'vitest'
import { domainNewsMail, LOCALES } from './index.js'
import de from './mail/de.js'
import en from './mail/en.js'
import fr from './mail/fr.js'
import { placeholdersOf } from './render.js'

const change: RecordChange = {
  event: 'STATE',
  key: 'DKIM:mr1',
  host: 'mr1._domainkey.shop.example',
  from: 'VERIFIED',
  to: 'AT_RISK',
  found: [],
  foundAt: null,
  source: null,
  at: Date.UTC(2026, 10, 25, 9, 5),
}
const mail = (more: Partial<RecordChange>, locale: (typeof LOCALES)[number] = 'en') =>
  domainNewsMail({ domain: 'shop.example', changes: [{ ...change, ...more }], url: 'https://m.example/x' }, locale)

describe.each(LOCALES)('R-DOM-15 news of a domain in %s', (locale) => {
  it.each(DOMAIN_EVENTS)('tell of %s in words', (event) => {
    const { subject, text } = mail({ event, found: ['sub.shop.example'] }, locale)
    expect(subject).toContain('shop.example')
    expect(text).toContain('https://m.example/x')
    expect(text).not.toMatch(/[{}]|undefined|VERIFIED|AT_RISK/)
  })
})

it('R-DOM-15 the same values in every language', () => {
  for (const event of DOMAIN_EVENTS)
    for (const texts of [de, fr])
      expect(placeholdersOf(texts.events[event]).sort()).toEqual(placeholdersOf(en.events[event]).sort())
  for (const part of ['subject', 'intro', 'found', 'look', 'why'] as const)
    for (const texts of [de, fr])
      expect(placeholdersOf(texts.domainNews[part])).toEqual(placeholdersOf(en.domainNews[part]))
})

it('says what changed, when, and what was found, which cannot be more than a line', () => {
  const { text } = mail({ found: [`10 mx.elsewhere.example\r\n\r\nhttps://evil.test ${'x'.repeat(300)}`] })
  expect(text).toContain('- DKIM 1 (mr1): at risk, was found (25 November 2026 at 09:05 UTC)\n')
  expect(text).toMatch(/^ {2}Found: 10 mx\.elsewhere\.example https:\/\/evil\.test x+…$/m)
})
