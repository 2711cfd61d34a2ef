import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DnsServer } from '../../../test/dns-server.js'
import { DnsClient } from '../dns/dns-client.js'
import { NotConnected, Outbound } from './outbound.js'

let dns: DnsServer
let sink: Server
let port: number
let connections = 0
const asked = () => dns.asked.filter(({ type }) => type === 'A' || type === 'AAAA').length

beforeAll(async () => {
  dns = await DnsServer.start()
  sink = createServer((socket) => {
    connections++
    socket.end()
  })
  await new Promise<void>((resolve) => sink.listen(0, '::', resolve))
  port = (sink.address() as AddressInfo).port
})
beforeEach(() => {
  connections = 0
  dns.clear()
  dns.heal()
  dns.asked.length = 0
})
afterAll(async () => {
  await dns.stop()
  sink.close()
})

function outbound(...allowedNetworks: string[]): Outbound {
  return new Outbound({ dns: new DnsClient({ servers: [dns.address], allowedNetworks }), allowedNetworks })
}

async function attempt(way: Outbound, host: string, at = port, milliseconds = 3000): Promise<string> {
  try {
    const socket = await way.connect({ host, port: at, tls: false }, AbortSignal.timeout(milliseconds))
    const reached = `connected to ${socket.remoteAddress}`
    socket.destroy()
    return reached
  } catch (reason) {
    if (reason instanceof NotConnected) return reason.result
    throw reason
  }
}

const V4 = [
  '127.0.0.1',
  '127.1.2.3',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
]
const MORE_V4 = ['192.0.0.8', '192.0.2.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255']
const V6 = ['::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1', '::7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::1']
const MORE_V6 = [
  'fd00::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  '64:ff9b:1::7f00:1',
  '100::1',
  '2001:db8::1',
  '::ffff:10.0.0.1',
]

describe('R-SMTP-1 the outbound guard', () => {
  const forms = [...V4, ...MORE_V4, ...V6, ...MORE_V6]

  test.each(forms)('refuses %s as literal, by A or AAAA and behind a CNAME, without a connection', async (address) => {
    const type = address.includes(':') ? 'AAAA' : 'A'
    dns.set('smtp.acme.test', type, address)
    dns.set('alias.acme.test', 'CNAME', 'smtp.acme.test')
    for (const host of [address, 'smtp.acme.test', 'alias.acme.test'])
      for (const at of [port, 2525]) expect(await attempt(outbound(), host, at)).toBe('HOST_NOT_ALLOWED')
    expect(connections).toBe(0)
  })

  test('takes localhost for what it is, whatever DNS says', async () => {
    dns.set('localhost', 'A', '8.8.8.8')
    expect(await attempt(outbound(), 'localhost')).toBe('HOST_NOT_ALLOWED')
    expect(await attempt(outbound(), 'relay.localhost', 2525)).toBe('HOST_NOT_ALLOWED')
    expect(await attempt(outbound('127.0.0.0/8'), 'localhost')).toBe('connected to 127.0.0.1')
    expect(asked()).toBe(0)
  })

  test('a private address gives the same answer whether its port is open or closed', async () => {
    const closed = await attempt(outbound(), '127.0.0.1', 2525)
    expect([await attempt(outbound(), '127.0.0.1'), closed]).toEqual(['HOST_NOT_ALLOWED', 'HOST_NOT_ALLOWED'])
  })

  test('reaches a public address on the ports of mail alone', async () => {
    for (const at of [22, 80, 443, 5432, 8025])
      expect(await attempt(outbound(), '8.8.8.8', at)).toBe('HOST_NOT_ALLOWED')
  })

  test('reaches any port inside a network that the configuration allows, and nothing beside it', async () => {
    expect(await attempt(outbound('127.0.0.0/8'), '127.0.0.1')).toBe('connected to 127.0.0.1')
    expect(await attempt(outbound('127.0.0.2/32'), '127.0.0.1')).toBe('HOST_NOT_ALLOWED')
    expect(await attempt(outbound('127.0.0.0/8'), '::1')).toBe('HOST_NOT_ALLOWED')
  })

  test('of several addresses drops those that are refused', async () => {
    dns.set('smtp.acme.test', 'A', '10.0.0.1', '127.0.0.1', '169.254.169.254')
    expect(await attempt(outbound('127.0.0.0/8'), 'smtp.acme.test')).toBe('connected to 127.0.0.1')
  })

  test('tries the next address where one refuses', async () => {
    const other = createServer((socket) => socket.end())
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.2', resolve))
    dns.set('smtp.acme.test', 'A', '127.0.0.1', '127.0.0.2')
    const at = (other.address() as AddressInfo).port
    expect(await attempt(outbound('127.0.0.0/8'), 'smtp.acme.test', at)).toBe('connected to 127.0.0.2')
    other.close()
  })

  test('resolves once, and connects to what it has checked: an answer that changes afterwards changes nothing', async () => {
    dns.set('smtp.acme.test', 'A', '127.0.0.1')
    const connecting = attempt(outbound('127.0.0.1/32'), 'smtp.acme.test')
    while (asked() < 2) await new Promise((resolve) => setTimeout(resolve, 1))
    dns.set('smtp.acme.test', 'A', '127.0.0.9')
    expect(await connecting).toBe('connected to 127.0.0.1')
    expect(asked()).toBe(2)
    expect(await attempt(outbound('127.0.0.1/32'), 'smtp.acme.test')).toBe('HOST_NOT_ALLOWED')
    expect(connections).toBe(1)
  })

  test('tells a name that is not there from a DNS that keeps silent', async () => {
    expect(await attempt(outbound(), 'gone.acme.test')).toBe('HOST_NOT_FOUND')
    dns.set('empty.acme.test', 'TXT', 'nothing here')
    expect(await attempt(outbound(), 'empty.acme.test')).toBe('HOST_NOT_FOUND')
    dns.fail('servfail', 'broken.acme.test')
    expect(await attempt(outbound(), 'broken.acme.test')).toBe('HOST_NOT_FOUND')
    dns.fail('drop', 'silent.acme.test')
    expect(await attempt(outbound(), 'silent.acme.test', port, 300)).toBe('TIMED_OUT')
  })

  test('tells a closed port', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const at = (closed.address() as AddressInfo).port
    await new Promise((resolve) => closed.close(resolve))
    expect(await attempt(outbound('127.0.0.0/8'), '127.0.0.1', at)).toBe('CONNECTION_REFUSED')
  })
})
