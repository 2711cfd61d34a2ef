import ipaddr from 'ipaddr.js'

/** All of IPv6 that is given out to the public; outside it are old forms that stand for IPv4 addresses. */
const PUBLIC_IPV6 = ipaddr.parseCIDR('2000::/3')

/**
 * Whether an address that a tenant, or a tenant's DNS, named may be connected to: public unicast only, not loopback, private, mapped,
 * translated or otherwise special, unless one of the allowed networks (CIDR) holds it.
 */
export function isReachable(address: string, allowedNetworks: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(PUBLIC_IPV6))) return true
  return isAllowed(address, allowedNetworks)
}

/** Whether one of the allowed networks (CIDR) holds the address. */
export function isAllowed(address: string, allowedNetworks: readonly string[]): boolean {
  const parsed = ipaddr.parse(address)
  return allowedNetworks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network)
    return base.kind() === parsed.kind() && parsed.match(base, bits)
  })
}
