import { describe, expect, it } from 'vitest'
import { canReceive, canSend } from './readiness.js'
import { initialStates } from './states.js'
import { domain, platform } from './testing.js'
import type { Claim, DnsStatus, MailDomain, RecordState } from './types.js'
import { domainWarnings } from './warnings.js'

const states = (changes: Partial<Record<RecordState['key'], Partial<RecordState> | DnsStatus>>): RecordState[] =>
  initialStates(domain, platform, 0).map((state) => {
    const change = changes[state.key]
    return { ...state, ...(typeof change === 'string' ? { status: change } : change) }
  })
const summary = ({ ready, reasons }: ReturnType<typeof canSend>) => [ready, ...reasons.map(({ code }) => code)]

describe('R-DOM-12 a platform domain', () => {
  it('sends and receives', () => {
    const of: MailDomain = { ...domain, type: 'PLATFORM' }
    expect([canSend(of, []), canReceive(of, [])]).toEqual([
      { ready: true, reasons: [] },
      { ready: true, reasons: [] },
    ])
  })
})

describe('R-DOM-12 can send', () => {
  it.each<[DnsStatus, unknown[]]>([
    ['PENDING', [false, 'OWNERSHIP_PENDING']],
    ['UNKNOWN', [false, 'OWNERSHIP_PENDING']],
    ['VERIFIED', [true]],
    ['FAILED', [false, 'OWNERSHIP_FAILED']],
  ])('by the platform with ownership %s', (status, expected) => {
    expect(summary(canSend(domain, states({ OWNERSHIP: status })))).toEqual(expected)
  })

  it('R-DOM-5 while AT_RISK, with the deadline', () => {
    const atRisk = states({ OWNERSHIP: { status: 'AT_RISK', misses: [0, 1, 2, 3] } })
    expect(canSend(domain, atRisk)).toMatchObject({
      ready: true,
      reasons: [{ code: 'OWNERSHIP_AT_RISK', severity: 'WARNING', params: { deadline: '1970-01-04T00:00:00.000Z' } }],
    })
  })

  it.each<[boolean | null, unknown[]]>([
    [true, [true]],
    [false, [false, 'SMTP_NOT_TESTED']],
    [null, [false, 'SMTP_NOT_TESTED']],
  ])('by SMTP whose last test was %s', (smtpTestOk, expected) => {
    expect(summary(canSend({ ...domain, sender: 'SMTP', smtpTestOk }, states({})))).toEqual(expected)
  })
})

describe('R-DOM-12 can receive', () => {
  it.each<[DnsStatus, unknown[]]>([
    ['PENDING', [false, 'MX_MISSING']],
    ['UNKNOWN', [false, 'MX_MISSING']],
    ['FAILED', [false, 'MX_WRONG']],
    ['VERIFIED', [true]],
  ])('with MX %s, whatever the ownership', (status, expected) => {
    expect(summary(canReceive(domain, states({ MX: status })))).toEqual(expected)
  })
  it('by redirection without MX', () => {
    expect(summary(canReceive({ ...domain, reception: 'REDIRECTION' }, states({})))).toEqual([true])
  })
})

describe('R-DOM-3, R-DOM-12 names that others claim', () => {
  it.each<[Claim, DnsStatus, unknown[], unknown[]]>([
    ['CONTESTED', 'PENDING', [false, 'OWNERSHIP_CONTESTED'], [false, 'OWNERSHIP_CONTESTED', 'MX_MISSING']],
    ['CONTESTED', 'VERIFIED', [true], [false, 'MX_MISSING']],
    ['OWNED_ELSEWHERE', 'PENDING', [false, 'OWNERSHIP_PENDING'], [false, 'OWNERSHIP_PENDING', 'MX_MISSING']],
    ['OWNED_ELSEWHERE', 'VERIFIED', [false, 'CLAIMED_ELSEWHERE'], [false, 'CLAIMED_ELSEWHERE', 'MX_MISSING']],
  ])('%s with ownership %s', (claim, status, send, receive) => {
    const of: MailDomain = { ...domain, claim }
    expect(summary(canSend(of, states({ OWNERSHIP: status })))).toEqual(send)
    expect(summary(canReceive(of, states({ OWNERSHIP: status })))).toEqual(receive)
  })
  it('need ownership under SMTP and by redirection too', () => {
    const of: MailDomain = { ...domain, claim: 'CONTESTED', sender: 'SMTP', reception: 'REDIRECTION', smtpTestOk: true }
    expect(summary(canSend(of, states({})))).toEqual([false, 'OWNERSHIP_CONTESTED'])
    expect(summary(canReceive(of, states({})))).toEqual([false, 'OWNERSHIP_CONTESTED'])
    expect(summary(canReceive(of, states({ OWNERSHIP: 'VERIFIED' })))).toEqual([true])
  })
})

describe('R-DOM-17 MX_MOVES_ALL_MAIL', () => {
  const codes = (found: string[], of = domain) =>
    domainWarnings(of, platform, states({ MX: { found } })).map(({ code }) => code)
  it('warns of the MX of another provider and proposes a subdomain', () => {
    expect(
      domainWarnings(domain, platform, states({ MX: { found: ['20 b.example.net', '10 a.example.net'] } })),
    ).toMatchObject([
      {
        code: 'MX_MOVES_ALL_MAIL',
        severity: 'WARNING',
        params: { found: 'a.example.net', proposal: 'support.support.example.com' },
      },
    ])
  })
  it('does not warn of ours, of none, nor for redirection', () => {
    expect(codes(['10 MX.mailroom.example.', '20 a.example.net'])).toEqual([])
    expect(codes([])).toEqual([])
    expect(codes(['0 .'])).toEqual([])
    expect(codes(['10 a.example.net'], { ...domain, reception: 'REDIRECTION' })).toEqual([])
    expect(codes(['10 a.example.net'], { ...domain, type: 'PLATFORM' })).toEqual([])
  })
})

describe('R-DOM-17 DMARC_WILL_FAIL', () => {
  const own = '_dmarc.support.example.com'
  const organisational = '_dmarc.example.com'
  const mailFrom = { MAIL_FROM_MX: 'VERIFIED', MAIL_FROM_SPF: 'VERIFIED' } as const
  it.each<[string, string, Parameters<typeof states>[0], MailDomain['sender'], string[]]>([
    ['v=DMARC1; p=none', own, {}, 'PLATFORM', []],
    ['v=DMARC1; p=reject', own, {}, 'PLATFORM', ['reject']],
    ['v=DMARC1; p=Quarantine', own, {}, 'PLATFORM', ['quarantine']],
    ['v=DMARC1; p=reject', own, { 'DKIM:mr1': 'VERIFIED' }, 'PLATFORM', []],
    ['v=DMARC1; p=reject', own, mailFrom, 'PLATFORM', []],
    ['v=DMARC1; p=reject', own, { MAIL_FROM_MX: 'VERIFIED' }, 'PLATFORM', ['reject']],
    ['v=DMARC1; p=reject; aspf=s', own, mailFrom, 'PLATFORM', ['reject']],
    ['v=DMARC1; p=reject; adkim=s', own, { 'DKIM:mr2': 'AT_RISK' }, 'PLATFORM', []],
    ['v=DMARC1; p=reject', own, mailFrom, 'SMTP', ['reject']],
    ['v=DMARC1; p=reject', own, { 'DKIM:mr1': 'VERIFIED' }, 'SMTP', []],
    ['v=DMARC1; p=none; sp=reject', own, {}, 'PLATFORM', []],
    ['v=DMARC1; p=none; sp=reject', organisational, {}, 'PLATFORM', ['reject']],
    ['v=DMARC1; p=reject; sp=none', organisational, {}, 'PLATFORM', []],
    ['v=DMARC1; p=reject', organisational, {}, 'PLATFORM', ['reject']],
  ])('%s at %s with %j under %s', (record, foundAt, changes, sender, policies) => {
    const of = states({ ...changes, DMARC: { status: 'VERIFIED', found: [record], foundAt } })
    expect(domainWarnings({ ...domain, sender }, platform, of).map(({ params }) => params['policy'])).toEqual(policies)
  })
})
