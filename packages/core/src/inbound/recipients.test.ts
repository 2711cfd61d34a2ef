import { describe, expect, it } from 'vitest'
import { anAddress } from '../testing.js'
import { HELP, SALES, SILENT, TARGET, decide, outcomesOf, codesOf, header, type MailChanges } from './testing.js'

describe('R-IN-1 recipients', () => {
  it.each([
    ['help@support.example.com', HELP.id],
    ['HELP@Support.Example.COM', HELP.id],
    ['help@support.example.com.', HELP.id],
    ['sales@support.example.com', SALES.id],
    ['sales+news+x@support.example.com', SALES.id],
    [TARGET.toUpperCase(), HELP.id],
  ])('finds %s', (recipient, addressId) => {
    expect(decide({ envelopeTo: [recipient] }).outcomes).toMatchObject([{ recipient, addressId, result: 'QUEUED' }])
  })

  it.each([
    'nobody@support.example.com',
    '+x@support.example.com',
    'help@sub.support.example.com',
    'help@example.com',
    'help',
    '',
    '@support.example.com',
  ])('does not know %j', (recipient) => {
    expect(outcomesOf({ envelopeTo: [recipient], message: { to: [] } })).toEqual([
      [recipient, 'UNKNOWN_RECIPIENT', null],
    ])
  })

  it('finds an address with a plus sign of its own first', () => {
    const plus = anAddress('help+vip@support.example.com')
    const { outcomes } = decide({ envelopeTo: ['help+vip@support.example.com'] }, { addresses: [HELP, plus] })
    expect(outcomes[0]?.addressId).toBe(plus.id)
  })

  it('leaves the plus sign alone where the setting is off', () => {
    const settings = { plusAddressing: false }
    expect(outcomesOf({ envelopeTo: ['help+x@support.example.com'] }, { settings })[0]?.[1]).toBe('UNKNOWN_RECIPIENT')
  })

  it('finds a Unicode domain by its A-labels', () => {
    const address = anAddress('help@xn--bcher-kva.example')
    expect(outcomesOf({ envelopeTo: ['help@Bücher.example'] }, { addresses: [address] })[0]?.[1]).toBe('QUEUED')
  })

  it('keeps postmaster, with or without such an address', () => {
    const envelopeTo = ['Postmaster@support.example.com']
    expect(outcomesOf({ envelopeTo })).toEqual([[envelopeTo[0], 'NOT_ROUTED', 'POSTMASTER']])
    const addresses = [anAddress('postmaster@support.example.com')]
    expect(outcomesOf({ envelopeTo }, { addresses })).toEqual([[envelopeTo[0], 'QUEUED', null]])
    expect(outcomesOf({ envelopeTo: ['postmaster@elsewhere.example'], message: { to: [] } })[0]?.[1]).toBe(
      'UNKNOWN_RECIPIENT',
    )
  })

  describe('only when the envelope names nobody of the organisation', () => {
    const foreign = ['someone@elsewhere.example']
    const to = [{ address: 'sales@support.example.com', name: null }]

    it('takes Delivered-To before X-Original-To before To before Cc', () => {
      const sources: [MailChanges['message'], string][] = [
        [
          { headers: [header('x-original-to', 'sales@support.example.com'), header('delivered-to', HELP.id)], to },
          HELP.id,
        ],
        [{ headers: [header('x-original-to', ' <help@support.example.com> ')], to }, HELP.id],
        [{ to, cc: [{ address: HELP.id, name: null }] }, SALES.id],
        [{ to: [], cc: [{ address: HELP.id, name: null }] }, HELP.id],
      ]
      for (const [message, addressId] of sources) {
        const { outcomes } = decide({ envelopeTo: foreign, message: message ?? {} })
        expect(outcomes[0]).toMatchObject({ addressId, result: 'QUEUED' })
      }
    })

    it('says so in the trace and gives no outcome to strangers', () => {
      const { outcomes, trace } = decide({ envelopeTo: foreign, message: { to } })
      expect(outcomes.map((outcome) => outcome.addressId)).toEqual([SALES.id])
      expect(trace[1]).toMatchObject({ code: 'RECIPIENT_FOREIGN', params: { recipient: foreign[0] }, effect: false })
      expect(trace[2]).toMatchObject({ code: 'RECIPIENT_MATCHED', params: { source: 'TO' } })
    })

    it('does not read the header when an unknown recipient is on an own domain', () => {
      expect(outcomesOf({ envelopeTo: ['nobody@support.example.com'], message: { to } })).toEqual([
        ['nobody@support.example.com', 'UNKNOWN_RECIPIENT', null],
      ])
    })

    it('does not read the header after a redirection', () => {
      const { outcomes } = decide({ envelopeTo: [TARGET], message: { to } })
      expect(outcomes).toMatchObject([{ recipient: TARGET, addressId: HELP.id }])
    })

    it('says that nobody was found', () => {
      const message = { to: [{ address: 'x@elsewhere.example', name: null }] }
      expect(outcomesOf({ envelopeTo: foreign, message })).toEqual([[foreign[0], 'UNKNOWN_RECIPIENT', null]])
      expect(outcomesOf({ envelopeTo: [], message })).toEqual([['x@elsewhere.example', 'UNKNOWN_RECIPIENT', null]])
      expect(codesOf({ envelopeTo: [], message: { to: [] } })).toContain('RECIPIENT_NONE')
    })
  })

  it('warns of a domain that cannot receive and decides the same', () => {
    const { outcomes, trace } = decide({}, { silentDomains: ['support.example.com'] })
    expect(outcomes[0]?.result).toBe('QUEUED')
    expect(trace).toContainEqual({
      rule: 'R-IN-1',
      code: 'DOMAIN_CANNOT_RECEIVE',
      params: { domain: 'support.example.com' },
      effect: false,
    })
  })
})

describe('R-IN-7 several own addresses', () => {
  const envelopeTo = ['no-reply@support.example.com', 'x@support.example.com', HELP.id, 'help+x@support.example.com']

  it('makes one interaction, of the first match', () => {
    expect(outcomesOf({ envelopeTo: ['x@support.example.com', 'sales@support.example.com', HELP.id] })).toEqual([
      ['x@support.example.com', 'UNKNOWN_RECIPIENT', null],
      ['sales@support.example.com', 'QUEUED', null],
      [HELP.id, 'NOT_ROUTED', 'ANOTHER_ADDRESS'],
    ])
  })

  it('does not look for a better one than the first', () => {
    expect(outcomesOf({ envelopeTo })).toEqual([
      [SILENT.id, 'NOT_ROUTED', 'OUTBOUND_ONLY'],
      ['x@support.example.com', 'UNKNOWN_RECIPIENT', null],
      [HELP.id, 'NOT_ROUTED', 'ANOTHER_ADDRESS'],
    ])
  })

  it('decides each on its own where the setting says so', () => {
    const settings = { oneInteractionPerAddress: true }
    expect(outcomesOf({ envelopeTo }, { settings })).toEqual([
      [SILENT.id, 'NOT_ROUTED', 'OUTBOUND_ONLY'],
      ['x@support.example.com', 'UNKNOWN_RECIPIENT', null],
      [HELP.id, 'QUEUED', null],
    ])
    expect(codesOf({ envelopeTo }, { settings }).filter((code) => code === 'EACH_ADDRESS_ON_ITS_OWN').length).toBe(2)
  })
})
