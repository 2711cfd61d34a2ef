import { addressParts } from '../address/address-parts.js'
import { redirectSecretOf } from '../domain/redirect-target.js'
import { includesEmail, type Edition } from '../organisation/editions.js'
import type { OrganisationSettings } from '../organisation/settings.js'
import { error, warning, type Problem } from '../problem.js'
import { addressKeys, type KnownAddress, type RecipientConfiguration } from './own-address.js'
import { findRecipients } from './recipients.js'

/** What has to be looked up over all organisations to resolve one recipient. */
export interface RecipientQuestion {
  /** A-label name of the recipient's domain. */
  readonly domain: string
  /** Keys of the addresses that may match (R-IN-1). */
  readonly addressKeys: readonly string[]
  /** Where the recipient may be a redirection target: the secret in it (R-DOM-6). */
  readonly redirectSecret: string | null
}

/** An address that was found, with its redirection target. */
export interface ClaimedAddress extends KnownAddress {
  readonly redirectTarget: string
}

/** An organisation that has the recipient's domain, or an address whose redirection target it may be. */
export interface RecipientClaim {
  readonly edition: Edition
  /** Whether the operator has suspended the organisation. */
  readonly isSuspended: boolean
  readonly settings: OrganisationSettings
  readonly domain: {
    readonly id: string
    readonly name: string
    /** Whether the organisation owns the name (R-DOM-3). */
    readonly isOwned: boolean
    readonly canReceive: boolean
  }
  readonly addresses: readonly ClaimedAddress[]
}

/** Whose a recipient is, and whether mail for it is taken. */
export interface RecipientResolution<C extends RecipientClaim> {
  readonly claim: C | null
  /** Null: none of its addresses; the mail may be taken all the same (postmaster). */
  readonly address: KnownAddress | null
  readonly accepted: boolean
  /** ERROR: why not; WARNING: taken although. UNKNOWN_RECIPIENT, ORGANIZATION_SUSPENDED, EDITION_WITHOUT_EMAIL, OWNERSHIP_CONTESTED, DOMAIN_CANNOT_RECEIVE. */
  readonly reasons: readonly Problem[]
}

/** What to look up for a recipient; undefined: it has no domain. */
export function recipientQuestion(recipient: string): RecipientQuestion | undefined {
  const parts = addressParts(recipient)
  if (!parts) return undefined
  return { domain: parts.domain, addressKeys: addressKeys(parts), redirectSecret: redirectSecretOf(parts.key) ?? null }
}

/**
 * Whose a recipient is among all organisations that have its domain, decided by R-IN-1 in the one that counts: the
 * domain's owner; without an owner the only one that has added it. While several have and none owns it, nobody gets the
 * mail (R-DOM-12).
 */
export function resolveRecipient<C extends RecipientClaim>(
  recipient: string,
  claims: readonly C[],
): RecipientResolution<C> {
  const domain = addressParts(recipient)?.domain
  const claim = chooseClaim(
    claims.filter((each) => each.domain.name === domain),
    claims,
  )
  if (claim === 'CONTESTED') return refused<C>(null, error('OWNERSHIP_CONTESTED', ['address']))
  if (!claim) return refused<C>(null, unknown(recipient))
  if (claim.isSuspended) return refused(claim, error('ORGANIZATION_SUSPENDED', ['address']))
  if (!includesEmail(claim.edition)) return refused(claim, error('EDITION_WITHOUT_EMAIL', ['address']))
  const [found] = findRecipients(onlyTo(recipient), configurationOf(claim), [])
  if (!found || found.match === 'UNKNOWN' || found.match === 'FOREIGN') return refused(claim, unknown(recipient))
  const address = found.match === 'POSTMASTER' ? null : found.match
  return { claim, address, accepted: true, reasons: warningsOf(claim) }
}

/** `others`: found by a redirection target, which is one organisation's alone. */
function chooseClaim<C extends RecipientClaim>(
  ofDomain: readonly C[],
  others: readonly C[],
): C | 'CONTESTED' | undefined {
  if (ofDomain.length === 0) return others[0]
  const owner = ofDomain.find(({ domain }) => domain.isOwned)
  return owner ?? (ofDomain.length > 1 ? 'CONTESTED' : ofDomain[0])
}

function configurationOf({ settings, domain, addresses }: RecipientClaim): RecipientConfiguration<ClaimedAddress> {
  return {
    settings,
    domain: (name) => (name === domain.name ? domain : undefined),
    address: (key) => addresses.find(({ address }) => addressParts(address)?.key === key),
    redirection: (target) => addresses.find(({ redirectTarget }) => redirectTarget === target),
  }
}

function onlyTo(recipient: string): Parameters<typeof findRecipients>[0] {
  return { envelopeTo: [recipient], message: { headers: [], to: [], cc: [] } }
}

function unknown(recipient: string): Problem {
  return error('UNKNOWN_RECIPIENT', ['address'], { recipient })
}

function refused<C extends RecipientClaim>(claim: C | null, reason: Problem): RecipientResolution<C> {
  return { claim, address: null, accepted: false, reasons: [reason] }
}

/** The state of the domain does not change the decision (R-IN-1). */
function warningsOf({ domain: { name, canReceive } }: RecipientClaim): Problem[] {
  return canReceive ? [] : [warning('DOMAIN_CANNOT_RECEIVE', ['address'], { domain: name })]
}
