import { describe, expect, it } from 'vitest'
import { outcome, stateOf, type FakeZone } from './testing.js'

describe('R-DOM-9, R-DOM-18 DMARC', () => {
  const own = 'TXT _dmarc.support.example.com'
  const organisational = 'TXT _dmarc.example.com'
  it.each<[string, FakeZone, unknown[]]>([
    ['own', { [own]: ['v=DMARC1;p=reject'] }, ['VERIFIED', null, null]],
    ['of the organisational domain', { [own]: [], [organisational]: ['v=DMARC1; p=none'] }, ['VERIFIED', null, null]],
    ['none', { [own]: [] }, ['NOT_STARTED', null, null]],
    ['other text', { [own]: ['v=spf1 -all'] }, ['NOT_STARTED', null, null]],
    [
      'two are none',
      { [own]: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] },
      ['NOT_STARTED', 'DNS_WRONG_VALUE', 'v=DMARC1; p=none, v=DMARC1; p=reject'],
    ],
    [
      'without policy',
      { [own]: ['v=DMARC1; rua=mailto:a@example.com'] },
      ['FAILED', 'DNS_WRONG_VALUE', 'v=DMARC1; rua=mailto:a@example.com'],
    ],
    [
      'two of the organisational domain',
      { [own]: [], [organisational]: ['v=DMARC1; p=none', 'v=DMARC1;p=none'] },
      ['NOT_STARTED', 'DNS_WRONG_VALUE', 'v=DMARC1; p=none, v=DMARC1;p=none'],
    ],
    ['in capitals and blanks', { [own]: ['v = DMARC1 ; p = Reject ; adkim = s'] }, ['VERIFIED', null, null]],
    ['of another case', { [own]: ['v=dmarc1; p=reject'] }, ['NOT_STARTED', null, null]],
    [
      'by CNAME',
      { [own]: { cname: 'x.dmarc.example.net' }, 'TXT x.dmarc.example.net': ['v=DMARC1; p=none'] },
      ['VERIFIED', null, null],
    ],
  ])('%s', (_name, zone, expected) => expect(outcome(stateOf('DMARC', zone))).toEqual(expected))
})
