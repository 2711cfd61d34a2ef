import ipaddr from 'ipaddr.js'

/**
 * Whether an address that a tenant's DNS named may be connected to: public unicast only, not loopback, private, mapped,
 * translated or otherwise special, unless one of the allowed networks (CIDR) holds it.
 */
export function isReachable(address: string, allowedNetworks: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() === 'unicast') return true
  return allowedNetworks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network)
    return base.kind() === parsed.kind() && parsed.match(base, bits)
  })
}
