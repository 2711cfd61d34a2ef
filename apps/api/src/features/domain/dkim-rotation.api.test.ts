import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { DnsServer } from '../../../test/dns-server.js'
import { OPERATOR, startHarness, type Client, type Harness } from '../../../test/harness.js'

const DAY = 24 * 3_600_000
const CREATE = `mutation ($input: CreateDomainInput!) { createDomain(input: $input) {
  domain { id dnsRecords { key type host value priority } } problems { code } } }`
const CHECK = 'mutation ($id: ID!) { checkDomain(domainId: $id) { domain { dkimSelector } } }'
const ROTATE = `mutation ($id: ID!) { rotateDkimKey(domainId: $id) { domain {
  version dkimSelector dkimRotation { active requestedAt retiresAt } dnsRecords { key signs } } problems { code } } }`
const READ = `query ($slug: String!, $name: String!, $first: Int, $after: String, $purpose: DnsPurpose) {
  organization(slug: $slug) { domain(name: $name) {
    dkimSelector dkimRotation { active requestedAt retiresAt } dnsRecords { key value status }
    recordChanges(first: $first, after: $after, purpose: $purpose) {
      nodes { id event key purpose host from to found source foundAt at domainId domainName }
      pageInfo { hasNextPage endCursor } totalCount } } } }`
const EVENTS = `query ($slug: String!, $after: String) { organization(slug: $slug) {
  recordChanges(first: 5, after: $after) { nodes { id event domainName at } pageInfo { hasNextPage endCursor } totalCount } } }`

describe.each(DIALECTS)('rotation and timeline through the API on %s', (dialect) => {
  const time = { ahead: 0 }
  let dns: DnsServer
  let harness: Harness
  beforeAll(async () => {
    dns = await DnsServer.start()
    const clock = { now: () => Date.now() + time.ahead }
    harness = await startHarness(dialect, { clock }, { MAILROOM_DNS_SERVERS: dns.address })
  })
  afterAll(async () => {
    await harness.stop()
    await dns.stop()
  })

  const read = async (client: Client, variables: object) =>
    (await client.data(READ, { first: 50, ...variables })).organization.domain

  test('R-DOM-7 from the first signature to the new key, and everything of it in the timeline (R-DOM-15)', async () => {
    const { operator, acme } = harness
    const name = 'rotating.example'
    const { createDomain } = await operator.data(CREATE, { input: { organizationId: acme.id, name } })
    const { id, dnsRecords } = createDomain.domain
    for (const { host, type, value, priority } of dnsRecords)
      dns.set(host, type, type === 'MX' ? `${priority} ${value}` : value)
    expect((await operator.data(CHECK, { id })).checkDomain.domain.dkimSelector).toBe('mr1')
    const { rotateDkimKey } = await operator.data(ROTATE, { id })
    expect(rotateDkimKey.problems).toEqual([])
    expect(rotateDkimKey.domain).toMatchObject({
      ...{ version: 1, dkimSelector: 'mr2' },
      dkimRotation: { active: 'mr2', requestedAt: null, retiresAt: expect.any(String) },
    })
    expect(rotateDkimKey.domain.dnsRecords.filter(({ signs }: { signs: boolean }) => signs)).toEqual([
      { key: 'DKIM:mr2', signs: true },
    ])

    time.ahead += 7 * DAY + 60_000
    await operator.signIn(OPERATOR.email, OPERATOR.password)
    await expect
      .poll(async () => (await read(operator, { slug: 'acme', name })).dkimRotation.retiresAt, { timeout: 15_000 })
      .toBe(null)
    const domain = await read(operator, { slug: 'acme', name, purpose: 'DKIM' })
    const valueOf = (key: string, of: { key: string; value: string }[]) =>
      of.find((record) => record.key === key)?.value
    expect(valueOf('DKIM:mr1', domain.dnsRecords)).not.toBe(valueOf('DKIM:mr1', dnsRecords))
    expect(valueOf('DKIM:mr2', domain.dnsRecords)).toBe(valueOf('DKIM:mr2', dnsRecords))
    const lines = domain.recordChanges.nodes.map((line: Record<string, string>) => `${line['event']} ${line['key']}`)
    expect(lines.filter((line: string) => !line.startsWith('STATE'))).toEqual([
      'NEW_KEY DKIM:mr1',
      'SIGNING DKIM:mr2',
      'SIGNING DKIM:mr1',
    ])
    expect(domain.recordChanges.nodes.at(-1)).toMatchObject({
      ...{ purpose: 'DKIM', host: expect.stringMatching(/^mr[12]\._domainkey\.rotating\.example$/), domainId: id },
      ...{ source: '127.0.0.1 (authoritative)', foundAt: expect.stringContaining(name), domainName: name },
    })
    const audit = await harness.audit(id)
    expect(audit.some(({ changes }) => changes.includes('dkimSelector'))).toBe(true)
    expect(JSON.stringify(audit)).not.toMatch(/BEGIN|privateKey/)
  })

  test('R-DOM-15 the timeline in pages, newest first, of one domain and of the organisation', async () => {
    const { operator } = harness
    const seen: string[] = []
    let after: string | null = null
    do {
      const { recordChanges } = await read(operator, { slug: 'acme', name: 'rotating.example', first: 3, after })
      seen.push(...recordChanges.nodes.map((line: { at: string; id: string }) => `${line.at} ${line.id}`))
      expect(recordChanges.totalCount).toBeGreaterThan(8)
      after = recordChanges.pageInfo.hasNextPage ? recordChanges.pageInfo.endCursor : null
    } while (after)
    expect(seen).toEqual([...new Set(seen)].sort().reverse())
    const { organization } = await operator.data(EVENTS, { slug: 'acme' })
    expect(organization.recordChanges.nodes).toHaveLength(5)
    const next = await operator.data(EVENTS, { slug: 'acme', after: organization.recordChanges.pageInfo.endCursor })
    const ids = [...organization.recordChanges.nodes, ...next.organization.recordChanges.nodes].map(({ id }) => id)
    expect(ids).toEqual(seen.slice(0, 10).map((line) => line.split(' ')[1]))
    const bad = await operator.ask(EVENTS, { slug: 'acme', after: 'x' })
    expect(bad.errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('R-ORG-4 another organisation sees and rotates nothing', async () => {
    const { owner } = await harness.organisation('curious')
    const { id } = (await harness.operator.data('{ organization(slug: "acme") { domains { id type } } }')).organization
      .domains[1]
    expect((await owner.ask(ROTATE, { id })).errors[0]?.extensions.code).toBe('NOT_FOUND')
    const { organization } = await owner.data(EVENTS, { slug: 'curious' })
    expect(organization.recordChanges).toMatchObject({ nodes: [], totalCount: 0 })
    const other = await owner.ask(EVENTS, { slug: 'acme' })
    expect(other.data.organization).toBe(null)
  })
})
