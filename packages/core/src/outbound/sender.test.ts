import { describe, expect, it } from 'vitest'
import { addressSettings, aMailbox } from '../testing.js'
import { decide, headerOf, outboundFacts, problemsOf, sendingDomain, stepsOf, without } from './testing.js'

const address = (changes: Parameters<typeof addressSettings>[0]) => ({
  address: { address: 'help@support.example.com', settings: addressSettings(changes) },
})
const sales = {
  address: 'sales@support.example.com',
  settings: { fromName: 'Sales', replyTo: 'deals@support.example.com', bcc: [aMailbox('deals@archive.example')] },
}

describe('R-OUT-1 the sender', () => {
  it.each([
    ['Acme Support', '"Acme Support" <help@support.example.com>'],
    [null, 'help@support.example.com'],
    ['Bücher, "Ada" \\ Co', '"Bücher, \\"Ada\\" \\\\ Co" <help@support.example.com>'],
  ])('with the from name %j is %s', (fromName, from) => {
    const decision = decide({}, address({ fromName }))
    expect([decision.mail?.from, headerOf(decision, 'From')]).toEqual([from, from])
  })

  it('is refused where its domain cannot send, with each reason, and the editor is shown all the same', () => {
    const decision = decide({}, { from: sendingDomain({}, { states: without('OWNERSHIP') }) })
    expect(problemsOf(decision)).toEqual(['address DOMAIN_CANNOT_SEND', 'address OWNERSHIP_PENDING'])
    expect(decision.problems[0]?.params).toEqual({ domain: 'support.example.com' })
    expect(decision.mail).toBe(null)
    expect(decision.editor.html).toContain('It left today.')
    expect(stepsOf(decision, 'R-OUT-1')).toEqual(['SENDER_NOT_READY'])
    const smtp = sendingDomain({ sender: 'SMTP', smtpTestOk: false })
    expect(problemsOf(decide({}, { from: smtp }))).toContain('address SMTP_NOT_TESTED')
    expect(problemsOf(decide({}, { from: sendingDomain({ sender: 'SMTP', smtpTestOk: true }) }))).toEqual([])
  })

  it('comes along with a warning while its ownership is at risk', () => {
    const states = sendingDomain().states.map((state) =>
      state.key === 'OWNERSHIP' ? { ...state, status: 'AT_RISK' as const, misses: [0] } : state,
    )
    const decision = decide({}, { from: sendingDomain({}, { states }) })
    expect(decision.problems).toMatchObject([{ code: 'OWNERSHIP_AT_RISK', severity: 'WARNING', path: ['address'] }])
    expect(decision.mail).not.toBe(null)
  })

  it('R-ORG-1 is refused in an edition without e-mail', () => {
    const decision = decide({}, { edition: 'CX_1' })
    expect(problemsOf(decision)).toEqual(['EDITION_WITHOUT_EMAIL'])
    expect([decision.mail, decision.trace[0]?.rule]).toEqual([null, 'R-ORG-1'])
  })
})

describe('R-ADR-4 Reply-To', () => {
  it('is there only if set', () => {
    const plain = decide()
    expect([plain.mail?.replyTo, headerOf(plain, 'Reply-To'), stepsOf(plain, 'R-ADR-4')]).toEqual([
      null,
      undefined,
      ['REPLY_TO_NOT_SET'],
    ])
    const set = decide({}, address({ replyTo: 'answers@elsewhere.example' }))
    expect([set.mail?.replyTo, headerOf(set, 'Reply-To'), stepsOf(set, 'R-ADR-4')]).toEqual([
      'answers@elsewhere.example',
      'answers@elsewhere.example',
      ['REPLY_TO_SET'],
    ])
  })
})

describe('R-ADR-6 carry-over', () => {
  it('R-ADR-3 takes From, Reply-To and BCC of the other address, and keeps the own name', () => {
    const decision = decide({}, { ...address({ fromName: 'Help', fromAddressId: 'sales' }), fromAddress: sales })
    expect(decision.mail).toMatchObject({
      from: '"Help" <sales@support.example.com>',
      replyTo: 'deals@support.example.com',
      envelopeTo: ['ada@customer.example', 'deals@archive.example'],
    })
    expect([stepsOf(decision, 'R-ADR-3'), stepsOf(decision, 'R-ADR-6')]).toEqual([
      ['FROM_OTHER_ADDRESS'],
      ['CARRIED_OVER'],
    ])
    expect(headerOf(decision, 'Message-ID')).toBe('<0190@support.example.com>')
  })

  it('does nothing for an address that sends as itself, in another case too', () => {
    const own = { ...sales, address: 'HELP@support.example.com' }
    for (const fromAddress of [null, own]) {
      const decision = decide({}, { fromAddress })
      expect(decision.mail).toMatchObject({ from: 'help@support.example.com', replyTo: null })
      expect([stepsOf(decision, 'R-ADR-3'), stepsOf(decision, 'R-ADR-6')]).toEqual([
        ['FROM_OWN_ADDRESS'],
        ['NOT_CARRIED_OVER'],
      ])
    }
  })

  it('R-OUT-6 names both addresses against loops', () => {
    const decision = decide({}, { fromAddress: sales })
    expect(headerOf(decision, 'X-Mailroom-Loop')).toBe('sales@support.example.com, help@support.example.com')
  })
})

describe('R-OUT-7 return path and signature', () => {
  it.each([
    ['the verified MAIL FROM', {}, {}, 'bounce@bounce.support.example.com', 'RETURN_PATH_MAIL_FROM'],
    ['the platform without MAIL FROM', { mailFromDomain: null }, {}, 'bounce@feedback.mailroom.example', null],
    ['the platform where its MX is not verified', {}, { states: without('MAIL_FROM_MX') }, null, null],
    ['the platform where its SPF is not verified', {}, { states: without('MAIL_FROM_SPF') }, null, null],
    ['the platform under its own domain', { type: 'PLATFORM', mailFromDomain: null }, {}, null, null],
    [
      'the From address under SMTP, even with a verified MAIL FROM',
      { sender: 'SMTP', smtpTestOk: true },
      {},
      'help@support.example.com',
      'RETURN_PATH_FROM',
    ],
  ] as const)('leads to %s', (_, changes, more, path, code) => {
    const decision = decide({}, { from: sendingDomain(changes, more) })
    expect(decision.mail?.envelopeFrom).toBe(path ?? 'bounce@feedback.mailroom.example')
    expect(stepsOf(decision, 'R-OUT-7')).toContain(code ?? 'RETURN_PATH_PLATFORM')
  })

  it.each([
    ['the active key', {}, {}, 'DKIM_BY_DOMAIN', { domain: 'support.example.com', selector: 'mr1' }],
    [
      'the other key after a rotation',
      {},
      { dkimRotation: { active: 'mr2', requestedAt: null, retiresAt: null } },
      'DKIM_BY_DOMAIN',
      { domain: 'support.example.com', selector: 'mr2' },
    ],
    [
      'the other key where the active one is not published',
      {},
      { states: without('DKIM:mr1') },
      'DKIM_BY_DOMAIN',
      { domain: 'support.example.com', selector: 'mr2' },
    ],
    [
      "the platform's key where none is",
      {},
      { states: without('DKIM:mr1', 'DKIM:mr2') },
      'DKIM_BY_PLATFORM',
      { domain: 'mailroom.example' },
    ],
    [
      "the platform's key for its own domain",
      { type: 'PLATFORM' },
      {},
      'DKIM_BY_PLATFORM',
      { domain: 'mailroom.example' },
    ],
    [
      'the same key under SMTP',
      { sender: 'SMTP', smtpTestOk: true },
      {},
      'DKIM_BY_DOMAIN',
      { domain: 'support.example.com', selector: 'mr1' },
    ],
    [
      'nobody here where the SMTP server signs',
      { sender: 'SMTP', smtpTestOk: true },
      { serverSigns: true },
      'DKIM_BY_SERVER',
      { domain: 'support.example.com' },
    ],
    [
      'the active key under the platform, whatever is said of a server',
      {},
      { serverSigns: true },
      'DKIM_BY_DOMAIN',
      { domain: 'support.example.com', selector: 'mr1' },
    ],
  ] as const)('signs with %s', (_, changes, more, code, params) => {
    const decision = decide({}, { from: sendingDomain(changes, more) })
    expect(decision.trace.find((step) => step.code === code)?.params).toEqual(params)
  })

  it('mints no signature', () => {
    expect(JSON.stringify(decide().mail)).not.toMatch(/DKIM-Signature/i)
    expect(outboundFacts().from.domain.dkimKeys.length).toBe(2)
  })
})
