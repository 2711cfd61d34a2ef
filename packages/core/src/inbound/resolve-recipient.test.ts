import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redirectSecretOf, redirectTargetOf } from '../domain/redirect-target.js'
import { SETTINGS_DEFAULTS, type OrganisationSettings } from '../organisation/settings.js'
import type { Edition } from '../organisation/editions.js'
import { aConfiguration, aMail, anAddress } from '../testing.js'
import { decideInbound } from './decide-inbound.js'
import { recipientQuestion, resolveRecipient, type RecipientClaim } from './resolve-recipient.js'

const ROOT = 'mail.example.net'
const SECRET = 'abcdefghij2345672345'
const target = (address: string) => redirectTargetOf(address.toLowerCase(), SECRET, ROOT)

interface Parts {
  readonly who?: string
  readonly domain?: string
  readonly isOwned?: boolean
  readonly canReceive?: boolean
  readonly edition?: Edition
  readonly isSuspended?: boolean
  readonly settings?: Partial<OrganisationSettings>
  readonly addresses?: readonly string[]
}

/** An organisation that has added `support.example.com` with the address `help`, unless said otherwise. */
function aClaim({ who = 'acme', domain = 'support.example.com', ...parts }: Parts = {}): RecipientClaim & {
  who: string
} {
  const { isOwned = false, canReceive = true, edition = 'CX_3', isSuspended = false } = parts
  const addresses = (parts.addresses ?? ['Help']).map((local) => `${local}@${domain}`)
  return {
    who,
    edition,
    isSuspended,
    settings: { ...SETTINGS_DEFAULTS, ...parts.settings },
    domain: { id: `${who} ${domain}`, name: domain, isOwned, canReceive },
    addresses: addresses.map((address) => ({ id: address, address, redirectTarget: target(address) })),
  }
}

const resolve = (recipient: string, ...claims: Parts[]) => {
  const { claim, address, accepted, reasons } = resolveRecipient(recipient, claims.map(aClaim))
  return [claim?.who ?? null, address?.address ?? null, accepted, reasons.map(({ code }) => code).join()]
}
const HELP = 'Help@support.example.com'

describe('R-IN-1 a recipient among all organisations', () => {
  it.each([
    ['help@support.example.com', ['acme', HELP, true, '']],
    ['HELP@Support.Example.COM.', ['acme', HELP, true, '']],
    ['help+news@support.example.com', ['acme', HELP, true, '']],
    [target(HELP).toUpperCase(), ['acme', HELP, true, '']],
    ['postmaster@support.example.com', ['acme', null, true, '']],
    ['nobody@support.example.com', ['acme', null, false, 'UNKNOWN_RECIPIENT']],
  ])('%s', (recipient, expected) => {
    expect(resolve(recipient, {})).toEqual(expected)
  })

  it('is nobody’s where no organisation has its domain', () => {
    expect(resolve('help@elsewhere.example')).toEqual([null, null, false, 'UNKNOWN_RECIPIENT'])
    expect(resolve('postmaster@elsewhere.example')).toEqual([null, null, false, 'UNKNOWN_RECIPIENT'])
  })

  it('leaves the plus sign alone where the organisation’s setting is off', () => {
    const off = { settings: { plusAddressing: false } }
    expect(resolve('help+x@support.example.com', off)).toEqual(['acme', null, false, 'UNKNOWN_RECIPIENT'])
  })

  it('is taken although the domain cannot receive, with a warning', () => {
    expect(resolve(HELP, { canReceive: false })).toEqual(['acme', HELP, true, 'DOMAIN_CANNOT_RECEIVE'])
  })

  it('is not taken without e-mail in the edition (R-ORG-1)', () => {
    expect(resolve(HELP, { edition: 'CX_1' })).toEqual(['acme', null, false, 'EDITION_WITHOUT_EMAIL'])
  })

  it('is not taken while the organisation is suspended', () => {
    const suspended = { isSuspended: true, isOwned: true }
    expect(resolve(HELP, suspended, { who: 'other' })).toEqual(['acme', null, false, 'ORGANIZATION_SUSPENDED'])
  })

  it('belongs to the owner of the domain, whoever else has added it (R-DOM-3)', () => {
    const squatter = { who: 'squatter' }
    expect(resolve(HELP, squatter, { isOwned: true })).toEqual(['acme', HELP, true, ''])
    expect(resolve('sales@support.example.com', { ...squatter, addresses: ['sales'] }, { isOwned: true })).toEqual([
      'acme',
      null,
      false,
      'UNKNOWN_RECIPIENT',
    ])
  })

  it('is nobody’s while several have added the domain and none owns it (R-DOM-12)', () => {
    expect(resolve(HELP, {}, { who: 'other' })).toEqual([null, null, false, 'OWNERSHIP_CONTESTED'])
  })

  it('is decided as the organisation itself decides', () => {
    const local = fc.constantFrom('help', 'sales', 'postmaster', 'help+x', 'sales+', '+x', 'a+b+c', 'x')
    const domain = fc.constantFrom('support.example.com', 'sub.support.example.com', `in.${ROOT}`, 'elsewhere.example')
    const recipient = fc.oneof(
      fc.tuple(local, domain).map((parts) => parts.join('@')),
      fc.constantFrom(target(HELP), target('sales@support.example.com')),
    )
    const configured = fc.uniqueArray(local, { minLength: 1 })
    fc.assert(
      fc.property(recipient, configured, fc.boolean(), (to, locals, plusAddressing) => {
        const claim = aClaim({ addresses: locals, settings: { plusAddressing } })
        const found = claims(to, [claim])
        const resolved = resolveRecipient(to, found)
        const addresses = claim.addresses.map(({ address }) => anAddress(address))
        const redirections = Object.fromEntries(addresses.map((each) => [target(each.address), each]))
        const configuration = aConfiguration({ addresses, redirections, settings: { plusAddressing } })
        const [outcome] = decideInbound(configuration, aMail({ envelopeTo: [to], message: { to: [] } })).outcomes
        expect(resolved.accepted).toBe(outcome?.result !== 'UNKNOWN_RECIPIENT')
        expect(resolved.address?.id ?? null).toBe(outcome?.addressId)
      }),
    )
  })

  /** What the look-up finds: the question alone decides. */
  function claims(to: string, all: readonly (RecipientClaim & { who: string })[]) {
    const question = recipientQuestion(to)!
    return all.flatMap((claim) => {
      const addresses = claim.addresses.filter(
        ({ address, redirectTarget }) =>
          question.addressKeys.includes(address.toLowerCase()) ||
          redirectSecretOf(redirectTarget) === question.redirectSecret,
      )
      return claim.domain.name === question.domain || question.redirectSecret !== null ? [{ ...claim, addresses }] : []
    })
  }
})

describe('what to look up for a recipient', () => {
  it.each([
    [
      'Help@Bücher.example',
      { domain: 'xn--bcher-kva.example', addressKeys: ['help@xn--bcher-kva.example'], redirectSecret: null },
    ],
    ['a+b+c@x.example', { domain: 'x.example', addressKeys: ['a+b+c@x.example', 'a@x.example'], redirectSecret: null }],
    ['+a@x.example', { domain: 'x.example', addressKeys: ['+a@x.example'], redirectSecret: null }],
  ])('%s', (recipient, question) => {
    expect(recipientQuestion(recipient)).toEqual(question)
  })

  it('has the secret of a redirection target', () => {
    expect(recipientQuestion(target(HELP))?.redirectSecret).toBe(SECRET)
  })

  it('is nothing without a domain', () => {
    expect(recipientQuestion('help')).toBeUndefined()
  })
})
