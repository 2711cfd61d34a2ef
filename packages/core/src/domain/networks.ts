/** Whether the address lies in the network, `192.0.2.0/24` or `2001:db8::/32`; without a length: whether it is it. */
export function isInNetwork(address: string, network: string): boolean {
  const [base = '', length] = network.split('/')
  const [own, other] = [parseIp(address), parseIp(base)]
  if (!own || own.bits !== other?.bits) return false
  const size = length === undefined ? own.bits : Number(length)
  if (!Number.isInteger(size) || size < 0 || size > own.bits) return false
  const rest = BigInt(own.bits - size)
  return own.value >> rest === other.value >> rest
}

/** Whether the text is an IP address. */
export function isIp(text: string): boolean {
  return parseIp(text) !== null
}

interface Ip {
  readonly bits: 32 | 128
  readonly value: bigint
}

function parseIp(text: string): Ip | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

function parseIpv4(text: string): Ip | null {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null
  return { bits: 32, value: parts.reduce((value, part) => value * 256n + BigInt(part), 0n) }
}

function parseIpv6(text: string): Ip | null {
  const [head = '', tail, more] = text.toLowerCase().split('::')
  if (more !== undefined) return null
  const groups = (half: string): string[] => (half === '' ? [] : half.split(':'))
  const [first, last] = [groups(head), groups(tail ?? '')]
  const missing = 8 - first.length - last.length
  if (tail === undefined ? missing !== 0 : missing < 1) return null
  const all = [...first, ...Array<string>(missing).fill('0'), ...last]
  if (!all.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return null
  return { bits: 128, value: all.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n) }
}
