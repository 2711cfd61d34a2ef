import { describe, expect, it } from 'vitest'
import { KEY, outcome, stateOf, type FakeZone } from './testing.js'

describe('R-DOM-7, R-DOM-11, R-DOM-16 DKIM', () => {
  const name = 'mr1._domainkey.support.example.com'
  const at = `TXT ${name}`
  const p = `p=${KEY}mr1==`
  it.each<[string, FakeZone, unknown[]]>([
    ['without v and k', { [at]: [p] }, ['VERIFIED', null, null]],
    [
      'in another order, with blanks in the key',
      { [at]: [`p=${KEY.slice(0, 9)} ${KEY.slice(9)}mr1; k=rsa; h=sha1:sha256`] },
      ['VERIFIED', null, null],
    ],
    [
      'by CNAME to anywhere',
      { [at]: { cname: 'keys.example.net' }, 'TXT keys.example.net': [p] },
      ['VERIFIED', null, null],
    ],
    ['revoked', { [at]: ['v=DKIM1; p='] }, ['PENDING', 'DNS_WRONG_VALUE', 'p=']],
    ['wrong k=', { [at]: [`v=DKIM1; k=ed25519; ${p}`] }, ['PENDING', 'DNS_WRONG_VALUE', 'k=ed25519']],
    ['wrong h=', { [at]: [`v=DKIM1; h=sha1; ${p}`] }, ['PENDING', 'DNS_WRONG_VALUE', 'h=sha1']],
    ['not for mail', { [at]: [`v=DKIM1; s=other; ${p}`] }, ['PENDING', 'DNS_WRONG_VALUE', 's=other']],
    ['cut', { [at]: [`v=DKIM1; p=${KEY}`] }, ['PENDING', 'DNS_CUT', `v=DKIM1; p=${KEY}`]],
    ['quoted within', { [at]: [`v=DKIM1; p=${KEY}" "mr1==`] }, ['PENDING', 'DNS_QUOTED', `v=DKIM1; p=${KEY}" "mr1==`]],
    ['other case', { [at]: [p.toLowerCase()] }, ['PENDING', 'DNS_WRONG_VALUE', p.toLowerCase()]],
    ['doubled', { [at]: [], [`TXT ${name}.example.com`]: [p] }, ['PENDING', 'DNS_NAME_DOUBLED', `${name}.example.com`]],
    [
      'a CNAME that leads nowhere',
      { [at]: { cname: 'gone.example.net' } },
      ['PENDING', 'DNS_CNAME', 'gone.example.net'],
    ],
    ['absent', { [at]: [] }, ['PENDING', null, null]],
  ])('%s', (_name, zone, expected) => expect(outcome(stateOf('DKIM:mr1', zone))).toEqual(expected))
})
