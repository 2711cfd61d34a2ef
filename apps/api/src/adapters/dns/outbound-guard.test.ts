import { expect, it } from 'vitest'
import { isReachable } from './outbound-guard.js'

it.each(['8.8.8.8', '2606:4700:4700::1111'])('lets %s through', (address) => {
  expect(isReachable(address, [])).toBe(true)
})

it.each([
  '127.0.0.1',
  '10.1.2.3',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '224.0.0.1',
  '::1',
  'fe80::1',
  'fd00::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::7f00:1',
  '::127.0.0.1',
  '4000::1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001::1',
  'localhost',
  '',
])('refuses %s', (address) => {
  expect(isReachable(address, [])).toBe(false)
})

it('lets through what lies in an allowed network of the same family', () => {
  expect(isReachable('10.1.2.3', ['fd00::/8', '10.0.0.0/8'])).toBe(true)
  expect(isReachable('10.1.2.3', ['10.2.0.0/16'])).toBe(false)
})
