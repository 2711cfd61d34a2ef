import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { DnsServer } from '../../../test/dns-server.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'
import { follow, liveClient } from '../../../test/live-client.js'

const DOMAIN = `id name displayName type sender reception mailFromDomain addressCount version lastCheckedAt nextCheckAt zoneFile
  canSend { ready reasons { code message } } canReceive { ready reasons { code } }
  dnsRecords { key purpose required type host value priority ttl status found source checkedAt hint { code message params { name value } } }`
const CREATE = `mutation ($input: CreateDomainInput!) {
  createDomain(input: $input) { domain { ${DOMAIN} } problems { code path severity params { name value } } } }`
const READ = `query ($slug: String!, $name: String!) { organization(slug: $slug) { domain(name: $name) { ${DOMAIN} } } }`
const CHANGED = `subscription ($id: ID!) { domainChanged(domainId: $id) { name version dnsRecords { key status } } }`
const DELETE =
  'mutation ($input: DeleteDomainInput!) { deleteDomain(input: $input) { deletedId problems { code } usedBy { id } } }'
const CHECK =
  'mutation ($id: ID!) { checkDomain(domainId: $id) { domain { name dnsRecords { key status } } problems { code } } }'
const RESTART = 'mutation ($id: ID!) { restartVerification(domainId: $id) { domain { id } } }'

describe.each(DIALECTS)('domains through the API on %s', (dialect) => {
  let dns: DnsServer
  let harness: Harness
  beforeAll(async () => {
    dns = await DnsServer.start()
    harness = await startHarness(dialect, {}, { MAILROOM_DNS_SERVERS: dns.address })
  })
  afterEach(() => {
    dns.heal()
    dns.clear()
  })
  afterAll(async () => {
    await harness.stop()
    await dns.stop()
  })

  const create = async (client: Client, input: object) => (await client.data(CREATE, { input })).createDomain
  const read = async (client: Client, slug: string, name: string) =>
    (await client.data(READ, { slug, name })).organization.domain
  const eventually = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 15_000, interval: 100 })

  test('from the platform domain to an own one that sends and receives, seen by an open page', async () => {
    const { operator, acme } = harness
    const { organization } = await operator.data(
      '{ organization(slug: "acme") { domains { name type canSend { ready } canReceive { ready } dnsRecords { key } } limits { key limit used } } }',
    )
    expect(organization.domains).toEqual([
      {
        ...{ name: 'acme.mailroom.example', type: 'PLATFORM', dnsRecords: [] },
        ...{ canSend: { ready: true }, canReceive: { ready: true } },
      },
    ])
    expect(organization.limits).toContainEqual({ key: 'domains', limit: 2, used: 1 })

    const { domain, problems } = await create(operator, { organizationId: acme.id, name: 'Müller-Shop.example.' })
    expect(problems).toEqual([])
    expect(domain).toMatchObject({ name: 'xn--mller-shop-9db.example', displayName: 'müller-shop.example', version: 1 })
    expect(domain.canSend.reasons[0]).toMatchObject({ code: 'OWNERSHIP_PENDING', message: expect.stringMatching(/\w/) })
    expect(domain.zoneFile).toContain(`_mailroom-challenge.${domain.name}. 3600 IN TXT "mailroom-verification=`)
    expect(JSON.stringify(domain)).not.toMatch(/PRIVATE|privateKey/)

    const live = liveClient(harness.app.url, { cookie: operator.cookie })
    const page = follow(live, CHANGED, { id: domain.id })
    await eventually(async () => expect((await read(operator, 'acme', domain.name)).lastCheckedAt).not.toBe(null))
    for (const record of domain.dnsRecords)
      dns.add(record.host, record.type, record.type === 'MX' ? `${record.priority} ${record.value}` : record.value)
    await eventually(() => {
      const [last] = page.events.slice(-1)
      expect(last?.data.domainChanged.dnsRecords.every(({ status }: { status: string }) => status === 'VERIFIED')).toBe(
        true,
      )
    })
    page.dispose()
    await live.dispose()
    const verified = await read(operator, 'acme', 'müller-shop.example')
    expect([verified.canSend, verified.canReceive]).toEqual([
      { ready: true, reasons: [] },
      { ready: true, reasons: [] },
    ])
    expect(verified.dnsRecords[0]).toMatchObject({
      status: 'VERIFIED',
      source: '127.0.0.1 (authoritative)',
      hint: null,
    })
    expect(await create(operator, { organizationId: acme.id, name: 'third.example' })).toMatchObject({
      domain: null,
      problems: [{ code: 'LIMIT_REACHED', path: [], severity: 'ERROR' }],
    })
  })

  test('checks by hand are limited, and the one of creating does not count', async () => {
    const { id, owner } = await harness.organisation('checking')
    const { domain } = await create(owner, { organizationId: id, name: 'checked.example' })
    const { checkDomain } = await owner.data(CHECK, { id: domain.id })
    expect(checkDomain.domain.dnsRecords[0]).toEqual({ key: 'OWNERSHIP', status: 'PENDING' })
    const again = await owner.ask(CHECK, { id: domain.id })
    expect(again.errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) })
    expect(again.errors[0]?.extensions.retryAfter).toBeLessThanOrEqual(10)
  })

  test('another organisation, whoever may only view, and whoever may not even do that', async () => {
    const { id, slug, owner } = await harness.organisation('tenants')
    const other = (await harness.organisation('strangers')).owner
    const { domain } = await create(owner, { organizationId: id, name: 'tenant.example' })
    const input = { id: domain.id, expectedVersion: 1 }
    const update = 'mutation ($input: UpdateDomainInput!) { updateDomain(input: $input) { domain { id } } }'
    const writes: [string, object][] = [
      [CREATE, { input: { organizationId: id, name: 'x.example' } }],
      [update, { input }],
      [DELETE, { input }],
      [CHECK, { id: domain.id }],
      [RESTART, { id: domain.id }],
    ]
    const codes = async (client: Client) => {
      const answers = await Promise.all(writes.map(([query, variables]) => client.ask(query, variables)))
      return answers.map(({ errors }) => errors[0]?.extensions.code)
    }
    const all = (code: string) => writes.map(() => code)
    expect(await codes(other)).toEqual(all('NOT_FOUND'))
    expect(await codes(new Client(harness.app))).toEqual(all('UNAUTHENTICATED'))

    const member = await addMember(owner, id, 'Viewer')
    expect(await codes(member)).toEqual(all('FORBIDDEN'))
    expect((await read(member, slug, 'tenant.example')).id).toBe(domain.id)
    const agent = await addMember(owner, id, 'Agent')
    expect(await codes(agent)).toEqual(all('NOT_FOUND'))
    expect(await read(agent, slug, 'tenant.example')).toBe(null)

    const live = liveClient(harness.app.url, { cookie: other.cookie })
    const page = follow(live, CHANGED, { id: domain.id })
    await eventually(() => expect(page.events[0]?.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]))
    await live.dispose()
  })

  test('sockets are for signed-in pages of ours alone, and end with the session', async () => {
    const { id, owner } = await harness.organisation('sockets')
    const { domain } = await create(owner, { organizationId: id, name: 'socket.example' })
    for (const headers of [{}, { cookie: owner.cookie, origin: 'https://evil.example' }]) {
      const live = liveClient(harness.app.url, headers)
      const page = follow(live, CHANGED, { id: domain.id })
      await eventually(() => expect(page.ended()).toBeDefined())
      expect(page.events).toEqual([])
      await live.dispose()
    }
    const live = liveClient(harness.app.url, { cookie: owner.cookie })
    const page = follow(live, CHANGED, { id: domain.id })
    await eventually(async () => {
      await owner.data(RESTART, { id: domain.id })
      expect(page.events.length).toBeGreaterThan(0)
    })
    await owner.data('mutation { signOut }')
    await eventually(() => expect(page.ended()).toMatchObject({ code: 4403 }))
  })

  test('a deleted domain is gone, and a page that follows it is told', async () => {
    const { id, slug, owner } = await harness.organisation('deleting')
    const { domain } = await create(owner, { organizationId: id, name: 'deleted.example' })
    const live = liveClient(harness.app.url, { cookie: owner.cookie })
    const page = follow(live, CHANGED, { id: domain.id })
    await eventually(async () => {
      await owner.data(RESTART, { id: domain.id })
      expect(page.events.length).toBeGreaterThan(0)
    })
    const { deleteDomain } = await owner.data(DELETE, { input: { id: domain.id, expectedVersion: 1 } })
    expect(deleteDomain).toEqual({ deletedId: domain.id, problems: [], usedBy: [] })
    await eventually(() => expect(page.events.at(-1)?.errors?.[0].extensions.code).toBe('NOT_FOUND'))
    expect(await read(owner, slug, 'deleted.example')).toBe(null)
    await live.dispose()
  })

  test('everything else is served while DNS is silent', async () => {
    const { id, slug, owner } = await harness.organisation('silent')
    dns.fail('drop')
    const { domain } = await create(owner, { organizationId: id, name: 'silent.example' })
    for (let i = 0; i < 20; i++) expect((await read(owner, slug, 'silent.example')).id).toBe(domain.id)
    await eventually(async () => {
      const [ownership] = (await read(owner, slug, 'silent.example')).dnsRecords
      expect(ownership).toMatchObject({ status: 'UNKNOWN', hint: { code: 'DNS_UNREACHABLE' } })
    })
  })
})

async function addMember(owner: Client, organizationId: string, role: string): Promise<Client> {
  const { organizations } = await owner.data('{ organizations { nodes { id roles { id name } } } }')
  const own = organizations.nodes.find((node: { id: string }) => node.id === organizationId)
  const roleId = own.roles.find(({ name }: { name: string }) => name === role).id
  const email = `${role.toLowerCase()}-${organizationId}@people.example`
  const input = { organizationId, email, name: `A ${role}`, roleId, initialPassword: 'a rather long secret' }
  await owner.data('mutation ($input: AddMemberInput!) { addMember(input: $input) { problems { code } } }', { input })
  return new Client(owner.app).signIn(email, input.initialPassword)
}
