import type { AddressParts } from '../address/address-parts.js'
import type { InboundAddress, InboundConfiguration } from './types.js'

/** How a recipient matched an own address (R-IN-1). */
export interface OwnMatch {
  readonly code: 'RECIPIENT_MATCHED' | 'RECIPIENT_MATCHED_PLUS' | 'RECIPIENT_MATCHED_REDIRECTION'
  readonly address: InboundAddress
}

/**
 * R-IN-1: on an own domain by address key, then without the part after `+` where the setting allows it; elsewhere by
 * redirection target. UNKNOWN: on an own domain, but no address; FOREIGN: elsewhere.
 */
export function matchOwnAddress(
  { key, local, domain }: AddressParts,
  configuration: InboundConfiguration,
): OwnMatch | 'UNKNOWN' | 'FOREIGN' {
  if (!configuration.domain(domain)) {
    const redirected = configuration.redirection(key)
    return redirected ? { code: 'RECIPIENT_MATCHED_REDIRECTION', address: redirected } : 'FOREIGN'
  }
  const exact = configuration.address(key)
  if (exact) return { code: 'RECIPIENT_MATCHED', address: exact }
  const plus = configuration.settings.plusAddressing ? local.indexOf('+') : -1
  const plain = plus > 0 ? configuration.address(`${local.slice(0, plus)}@${domain}`) : undefined
  return plain ? { code: 'RECIPIENT_MATCHED_PLUS', address: plain } : 'UNKNOWN'
}
