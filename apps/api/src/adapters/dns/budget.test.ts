import { expectedRecords, initialStates, judgeRecords, missingQuestions, type MailDomain } from '@mailroom/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DnsServer, type Fault } from '../../../test/dns-server.js'
import { PLATFORM } from '../../../test/domain-bench.js'
import { Budget } from './budget.js'
import { askAll, DnsClient, type DnsOptions } from './dns-client.js'

const domain: MailDomain = {
  name: 'support.shop.example',
  type: 'CUSTOM',
  sender: 'PLATFORM',
  reception: 'MX',
  mailFromDomain: 'bounce.support.shop.example',
  ownershipToken: 'a'.repeat(26),
  dkimKeys: [
    { selector: 'mr1', publicKey: 'ONE' },
    { selector: 'mr2', publicKey: 'TWO' },
  ],
  claim: 'NONE',
  smtpTestOk: null,
}

let zone: DnsServer
let resolver: DnsServer
beforeEach(async () => {
  zone = await DnsServer.start()
  resolver = await DnsServer.start()
  resolver.authoritative = false
  resolver.set('shop.example', 'NS', 'ns1.shop.example', 'ns2.shop.example', 'ns3.shop.example', 'ns4.shop.example')
  resolver.set('shop.example', 'SOA', 'ns1.shop.example')
  for (let i = 1; i <= 4; i++) resolver.set(`ns${i}.shop.example`, 'A', '127.0.0.1')
})
afterEach(() => Promise.all([zone.stop(), resolver.stop()]))

function publish(): void {
  for (const { host, type, value, priority } of expectedRecords(domain, PLATFORM))
    zone.set(host, type, type === 'MX' ? `${priority} ${value}` : value)
}
const client = (more: Partial<DnsOptions> = {}) =>
  new DnsClient({
    ...{ servers: [], resolvers: [resolver.address], allowedNetworks: ['127.0.0.0/8'] },
    ...{ authoritativePort: zone.port, tryMilliseconds: 40, ...more },
  })
async function check(by = client()) {
  const answers = await askAll(by.open(domain.name), (known) => missingQuestions(domain, PLATFORM, known))
  return judgeRecords(domain, PLATFORM, answers, initialStates(domain, PLATFORM, 0), 0).states
}
const messages = () => zone.asked.length + resolver.asked.length

describe('R-DOM-15 what a check asks', () => {
  it('is at most 14 messages where all is right, and eight once the name servers are known', async () => {
    publish()
    const by = client()
    expect((await check(by)).every(({ status }) => status === 'VERIFIED')).toBe(true)
    expect(messages()).toBeLessThanOrEqual(14)
    const before = messages()
    await check(by)
    expect(messages() - before).toBe(8)
  })

  it('is at most 40 where nothing is there, and everything is answered', async () => {
    resolver.set('support.shop.example', 'A', '192.0.2.1')
    zone.set('support.shop.example', 'A', '192.0.2.1')
    const states = await check()
    expect(messages()).toBeLessThanOrEqual(40)
    expect(states.filter(({ hint }) => hint?.code === 'DNS_UNREACHABLE')).toEqual([])
  })

  it.each<Fault>(['refused', 'servfail', 'referral', 'lame', 'malformed', 'drop', 'cut', 'wrong-source'])(
    'is at most 40 of a zone that is broken (%s), of which the resolver knows everything',
    async (fault) => {
      publish()
      zone.fail(fault)
      for (const { host, type, value, priority } of expectedRecords(domain, PLATFORM))
        resolver.set(host, type, type === 'MX' ? `${priority} ${value}` : value)
      const states = await check()
      expect(states.every(({ status }) => status === 'VERIFIED')).toBe(true)
      expect(messages()).toBeLessThanOrEqual(20)
    },
  )

  it.each<Fault>(['drop', 'servfail', 'cut', 'truncated', 'garbage', 'wrong-id', 'huge', 'many'])(
    'is at most 40 whatever everybody does: %s',
    async (fault) => {
      zone.fail(fault)
      resolver.fail(fault)
      await check()
      expect(messages()).toBeLessThanOrEqual(40)
    },
  )

  it('a hostile zone cannot make more of it: CNAME after CNAME', async () => {
    for (const { host } of expectedRecords(domain, PLATFORM))
      for (let i = 0; i < 12; i++) {
        zone.set(i === 0 ? host : `c${i}.${host}`, 'CNAME', `c${i + 1}.${host}`)
        resolver.set(i === 0 ? host : `c${i}.${host}`, 'CNAME', `c${i + 1}.${host}`)
      }
    await check()
    expect(messages()).toBeLessThanOrEqual(40)
  })
})

describe('the budget of a check', () => {
  it('ends with its time', () => {
    expect(new Budget({ milliseconds: 15_000, messages: 40 }).timeLeft).toBeGreaterThan(14_000)
    expect(new Budget({ milliseconds: 0, messages: 40 }).timeLeft).toBeLessThanOrEqual(0)
  })
  it('ends with its messages', () => {
    const budget = new Budget({ milliseconds: 15_000, messages: 2 })
    expect([budget.spend(), budget.spend(), budget.spend(), budget.timeLeft]).toEqual([true, true, false, 0])
  })
  it('ends when the client closes', () => {
    expect(new Budget({ milliseconds: 15_000, messages: 2 }, () => true).timeLeft).toBe(0)
  })
})
