import { expect, it } from 'vitest'
import { isInNetwork, isIp } from './networks.js'

it.each([
  ['192.0.2.1', '192.0.2.1', true],
  ['192.0.2.1', '192.0.2.2', false],
  ['192.0.2.130', '192.0.2.128/25', true],
  ['192.0.2.127', '192.0.2.128/25', false],
  ['192.0.2.1', '0.0.0.0/0', true],
  ['192.0.2.1', '192.0.2.0/33', false],
  ['192.0.2.1', '192.0.2.0/x', false],
  ['192.0.2.1', '::/0', false],
  ['2001:db8::1', '2001:DB8:0:0:0:0:0:1', true],
  ['2001:db8:ffff::1', '2001:db8::/32', true],
  ['2001:db9::1', '2001:db8::/32', false],
  ['2001:db8::1', '2001:db8:::1', false],
])('R-DOM-9 %s in %s: %s', (address, network, expected) => expect(isInNetwork(address, network)).toBe(expected))

it.each([
  ['192.0.2.1', true],
  ['256.0.2.1', false],
  ['::1', true],
  ['1:2:3:4:5:6:7', false],
  ['smtp.example.com', false],
])('R-DOM-9 %s is an address: %s', (text, expected) => expect(isIp(text)).toBe(expected))
