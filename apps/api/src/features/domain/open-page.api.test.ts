import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { DnsServer } from '../../../test/dns-server.js'
import { startHarness, type Harness } from '../../../test/harness.js'
import { follow, liveClient } from '../../../test/live-client.js'

const CREATE = `mutation ($input: CreateDomainInput!) {
  createDomain(input: $input) { domain { id dnsRecords { key type host value } } problems { code } } }`
const CHANGED = `subscription ($id: ID!) { domainChanged(domainId: $id) { dnsRecords { key status } } }`

interface Seen {
  readonly key: string
  readonly status: string
}

describe.each(DIALECTS)('an open page on %s', (dialect) => {
  let dns: DnsServer
  let harness: Harness
  beforeAll(async () => {
    dns = await DnsServer.start()
    harness = await startHarness(dialect, {}, { MAILROOM_DNS_SERVERS: dns.address })
  })
  afterAll(async () => {
    await harness.stop()
    await dns.stop()
  })

  test('R-DOM-15 shows a change in DNS at most 10 seconds after it was made, whenever that is', async () => {
    const { operator, acme } = harness
    const { createDomain } = await operator.data(CREATE, {
      input: { organizationId: acme.id, name: 'support.example.com' },
    })
    const { id, dnsRecords } = createDomain.domain
    const [ownership] = dnsRecords as { key: string; host: string; value: string }[]
    const live = liveClient(harness.app.url, { cookie: operator.cookie })
    const page = follow(live, CHANGED, { id })
    const latest = (): string | undefined => {
      const records: Seen[] | undefined = page.events.at(-1)?.data.domainChanged.dnsRecords
      return records?.find(({ key }) => key === ownership!.key)?.status
    }
    const until = async (isSeen: () => boolean, milliseconds: number) => {
      const begin = performance.now()
      while (!isSeen() && performance.now() - begin < milliseconds) await delay(20)
      return performance.now() - begin
    }
    // Just after a check has looked is the worst moment for a change.
    const before = page.events.length
    await until(() => page.events.length > before, 15_000)
    expect(latest()).toBe('PENDING')
    dns.set(ownership!.host, 'TXT', ownership!.value)
    expect(await until(() => latest() === 'VERIFIED', 15_000)).toBeLessThanOrEqual(10_000)
    page.dispose()
    await live.dispose()
  }, 40_000)
})
