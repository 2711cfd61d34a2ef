import type { AddressParts } from '../address/address-parts.js'
import type { InboundAddress, InboundConfiguration } from './types.js'

/** What of an address decides whether it matches. */
export type KnownAddress = Pick<InboundAddress, 'id' | 'address'>

/** What of the configuration decides whose a recipient is. */
export interface RecipientConfiguration<A extends KnownAddress = InboundAddress> extends Pick<
  InboundConfiguration,
  'settings' | 'domain'
> {
  address(key: string): A | undefined
  redirection(target: string): A | undefined
}

/** How a recipient matched an own address (R-IN-1). */
export interface OwnMatch<A extends KnownAddress = InboundAddress> {
  readonly code: 'RECIPIENT_MATCHED' | 'RECIPIENT_MATCHED_PLUS' | 'RECIPIENT_MATCHED_REDIRECTION'
  readonly address: A
}

/**
 * R-IN-1: on an own domain by address key, then without the part after `+` where the setting allows it; elsewhere by
 * redirection target. UNKNOWN: on an own domain, but no address; FOREIGN: elsewhere.
 */
export function matchOwnAddress<A extends KnownAddress>(
  parts: AddressParts,
  configuration: RecipientConfiguration<A>,
): OwnMatch<A> | 'UNKNOWN' | 'FOREIGN' {
  if (!configuration.domain(parts.domain)) {
    const redirected = configuration.redirection(parts.key)
    return redirected ? { code: 'RECIPIENT_MATCHED_REDIRECTION', address: redirected } : 'FOREIGN'
  }
  const [key, plainKey] = addressKeys(parts)
  const exact = configuration.address(key)
  if (exact) return { code: 'RECIPIENT_MATCHED', address: exact }
  const isPlain = plainKey !== undefined && configuration.settings.plusAddressing
  const plain = isPlain ? configuration.address(plainKey) : undefined
  return plain ? { code: 'RECIPIENT_MATCHED_PLUS', address: plain } : 'UNKNOWN'
}

/** Keys of the addresses that a recipient may match, the best first: as it is, and without the part after `+`. */
export function addressKeys({ key, local, domain }: AddressParts): readonly [key: string, ...plainKey: string[]] {
  const plus = local.indexOf('+')
  return plus > 0 ? [key, `${local.slice(0, plus)}@${domain}`] : [key]
}
