import { DNS_SHARE_LIMITS } from '@mailroom/core'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { DnsServer } from '../../../test/dns-server.js'
import { Client, OPERATOR, startHarness, type Harness } from '../../../test/harness.js'
import { makeSchema } from '../../graphql/schema.js'
import { RESOLVERS } from '../../resolvers.js'
import { getNamedType, isObjectType } from 'graphql'

const DAY = 24 * 60 * 60_000
const LINK = 'dnsShareLink { id createdBy createdAt expiresAt openedAt }'
const CREATE = `mutation ($input: CreateDnsShareLinkInput!) { createDnsShareLink(input: $input) {
  ${LINK} link code problems { code path params { name value } } } }`
const REVOKE = 'mutation ($id: ID!) { revokeDnsShareLink(id: $id) { deletedId problems { code } } }'
const SHARE = `query ($code: String!) { dnsShare(code: $code) {
  organizationName domainName domainDisplayName zoneFile lastCheckedAt expiresAt dnsZone
  dnsProvider { key name menu apex quotes priorityInValue targetDot proxy }
  records { key purpose required type host hostInZone value priority ttl status found checkedAt hint { code message } } } }`
const LINKS = `query ($name: String!) { organization(slug: "acme") { domain(name: $name) {
  dnsZone dnsProvider { key } dnsShareLinks { id createdBy openedAt } dnsRecords { host hostInZone } } } }`
const DOMAIN = `mutation ($input: CreateDomainInput!) { createDomain(input: $input) { domain { id version name } problems { code } } }`

describe.each(DIALECTS)('links to the records of a domain on %s', (dialect) => {
  const time = { now: Date.parse('2026-11-22T12:00:00Z') }
  const logged: string[] = []
  let dns: DnsServer
  let harness: Harness
  let domain: { readonly id: string; readonly version: number; readonly name: string }
  let addresses = 0
  beforeAll(async () => {
    dns = await DnsServer.start()
    dns.set('example.com', 'NS', 'ada.ns.cloudflare.com', 'bob.ns.cloudflare.com')
    const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
    harness = await startHarness(
      dialect,
      { clock: { now: () => time.now }, log },
      { MAILROOM_DNS_SERVERS: dns.address, MAILROOM_TRUSTED_PROXIES: '127.0.0.1' },
    )
    domain = await add('support.example.com')
  })
  afterAll(async () => {
    await harness.stop()
    await dns.stop()
  })

  const add = async (name: string) => {
    const input = { organizationId: harness.acme.id, name }
    const { createDomain } = await harness.operator.data(DOMAIN, { input })
    expect(createDomain.problems).toEqual([])
    return createDomain.domain as typeof domain
  }
  const create = async (more: object = {}, by = harness.operator) =>
    (await by.data(CREATE, { input: { domainId: domain.id, ...more } })).createDnsShareLink
  /** A stranger; each from an address of its own unless said. */
  const open = async (code: string, from = `192.0.2.${++addresses}`) =>
    new Client(harness.app).ask(SHARE, { code }, { 'x-forwarded-for': from })
  const shared = async (code: string) => {
    const { data, errors } = await open(code)
    expect(errors).toEqual([])
    return data.dnsShare
  }
  const stored = async () =>
    (await harness.operator.data(LINKS, { name: domain.name })).organization.domain.dnsShareLinks
  const eventually = async <T>(read: () => Promise<T>, isDone: (value: T) => boolean): Promise<T> => {
    const end = Date.now() + 8000
    for (;;) {
      const value = await read()
      if (isDone(value) || Date.now() > end) return value
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  test('a link shows the records, their state and the zone file to a stranger, for 7 days', async () => {
    const { dnsShareLink, link, code, problems } = await create()
    expect(problems).toEqual([])
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/dns#code=[\w-]{43}$/)
    expect(link.endsWith(`#code=${code}`)).toBe(true)
    expect(Date.parse(dnsShareLink.expiresAt)).toBe(time.now + 7 * DAY)
    const share = await eventually(
      () => shared(code),
      ({ lastCheckedAt }) => lastCheckedAt !== null,
    )
    expect(share).toMatchObject({ organizationName: 'Acme', domainName: domain.name, dnsZone: 'example.com' })
    expect(share.dnsProvider).toMatchObject({ key: 'CLOUDFLARE', name: 'Cloudflare', proxy: true })
    expect(share.zoneFile).toContain(`_mailroom-challenge.${domain.name}. 3600 IN TXT`)
    const ownership = share.records.find(({ key }: { key: string }) => key === 'OWNERSHIP')
    expect(ownership).toMatchObject({ status: 'PENDING', hostInZone: '_mailroom-challenge.support', found: [] })
    expect((await stored())[0]).toMatchObject({ openedAt: new Date(time.now).toISOString() })
  })

  test('R-DOM-15 an open page asks DNS every 10 seconds, so often an hour and no more', async () => {
    const { code } = await create()
    const { records } = await shared(code)
    const { host, value } = records[0]
    dns.set(host, 'TXT', value)
    time.now += 11_000
    const verified = await eventually(
      () => shared(code),
      (share) => share.records[0].status === 'VERIFIED',
    )
    expect(verified.records[0].status).toBe('VERIFIED')
    dns.clear(host)
    const asked = () => dns.asked.filter(({ name, type }) => name === host && type === 'TXT').length
    const before = asked()
    for (let round = 0; round < DNS_SHARE_LIMITS.checksOfDomain + 20; round++) {
      time.now += 11_000
      const known = asked()
      await shared(code)
      await eventually(
        async () => asked(),
        (count) => count > known || round >= DNS_SHARE_LIMITS.checksOfDomain - 5,
      )
    }
    expect(asked() - before).toBeLessThanOrEqual(DNS_SHARE_LIMITS.checksOfDomain + 5)
  }, 60_000)

  test('unknown, malformed, revoked and ended codes, and those of what is gone, show the same nothing', async () => {
    const revoked = await create()
    expect((await harness.operator.data(REVOKE, { id: revoked.dnsShareLink.id })).revokeDnsShareLink).toEqual({
      deletedId: revoked.dnsShareLink.id,
      problems: [],
    })
    const ended = await create()
    time.now += 7 * DAY
    const codes = [revoked.code, ended.code, ended.code.slice(1), '', '\0', 'x'.repeat(10_000), "' or 1=1 --"]
    for (const code of codes) {
      const answer = await open(code)
      expect([answer.status, answer.data, answer.errors], code.slice(0, 50)).toEqual([200, { dnsShare: null }, []])
    }
    await harness.operator.signIn(OPERATOR.email, OPERATOR.password)
    expect(await stored()).toEqual([])
  })

  test('wrong codes are slowed down by where they come from, right ones are not', async () => {
    const { code } = await create()
    const from = '198.51.100.7'
    const answers = []
    for (let i = 0; i < 14; i++) answers.push(await open(`wrong${i}`, from))
    const refused = answers.filter(({ errors }) => errors[0]?.extensions.code === 'RATE_LIMITED')
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]!.errors[0]!.extensions.retryAfter).toBeGreaterThan(0)
    expect((await open(code, from)).data.dnsShare).not.toBeNull()
  })

  test('the code is shown once, kept as a hash alone, and in no log and no audit entry', async () => {
    const { dnsShareLink, code } = await create({ idempotencyKey: 'once' })
    expect((await create({ idempotencyKey: 'once' })).code).toBe(code)
    await shared(code)
    const tables = await harness.app.database
      .readInstallation()
      .all((await import('../../database/sql.js')).sql`select * from dns_share_link`)
    const audit = await harness.audit(dnsShareLink.id)
    expect(audit).toHaveLength(1)
    expect(JSON.stringify([tables, audit, await stored()])).not.toContain(code)
    expect(JSON.stringify(audit)).not.toMatch(/[0-9a-f]{64}/)
    expect(logged.join()).not.toContain(code)
    const dry = await create({ dryRun: true })
    expect(dry).toMatchObject({ link: null, code: null, problems: [] })
  })

  test('only whoever manages the domain makes and revokes links; whoever views it sees who made them', async () => {
    const { dnsShareLink } = await create()
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { roles { id name } } }')
    const roleId = organization.roles.find(({ name }: { name: string }) => name === 'Viewer').id
    const person = { email: 'vera@acme.example', roleId, initialPassword: 'plenty of letters' }
    await harness.operator.data(
      'mutation ($input: AddMemberInput!) { addMember(input: $input) { problems { code } } }',
      { input: { organizationId: harness.acme.id, ...person } },
    )
    const viewer = await new Client(harness.app).signIn(person.email, person.initialPassword)
    const input = { domainId: domain.id }
    expect((await viewer.ask(CREATE, { input })).errors[0]?.extensions.code).toBe('FORBIDDEN')
    expect((await viewer.ask(REVOKE, { id: dnsShareLink.id })).errors[0]?.extensions.code).toBe('FORBIDDEN')
    const seen = await viewer.data(LINKS, { name: domain.name })
    expect(seen.organization.domain.dnsShareLinks[0].createdBy).toContain(OPERATOR.email)
    const beta = await harness.organisation(`beta${dialect}`)
    expect((await beta.owner.ask(CREATE, { input })).errors[0]?.extensions.code).toBe('NOT_FOUND')
    expect((await beta.owner.ask(REVOKE, { id: dnsShareLink.id })).errors[0]?.extensions.code).toBe('NOT_FOUND')
    const stranger = await new Client(harness.app).ask(CREATE, { input })
    expect(stranger.errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  test('a platform domain has nothing to share, and a domain has 20 links at most', async () => {
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { domains { id type } } }')
    const platform = organization.domains.find(({ type }: { type: string }) => type === 'PLATFORM')
    expect((await create({ domainId: platform.id })).problems).toMatchObject([{ code: 'INVALID', path: ['domainId'] }])
    for (let count = (await stored()).length; count < DNS_SHARE_LIMITS.open; count++)
      expect((await create()).problems).toEqual([])
    expect((await create()).problems[0]).toMatchObject({ code: 'LIMIT_REACHED' })
  })

  test('the types that a stranger reaches have no id and lead nowhere', () => {
    const schema = makeSchema(RESOLVERS, [])
    const reached = new Set<string>()
    const walk = (name: string) => {
      const type = schema.getType(name)
      if (!isObjectType(type) || reached.has(name)) return
      reached.add(name)
      for (const field of Object.values(type.getFields())) {
        expect(String(getNamedType(field.type)), `${name}.${field.name}`).not.toBe('ID')
        walk(getNamedType(field.type).name)
      }
    }
    walk('DnsShare')
    expect([...reached].sort()).toEqual(['DnsProvider', 'DnsShare', 'Problem', 'ProblemParam', 'SharedDnsRecord'])
  })

  test('with its domain its links are gone', async () => {
    const [{ id }] = await stored()
    const found = await harness.operator.data(
      'query ($name: String!) { organization(slug: "acme") { domain(name: $name) { id version } } }',
      { name: domain.name },
    )
    const { version } = found.organization.domain
    await harness.operator.data(
      'mutation ($input: DeleteDomainInput!) { deleteDomain(input: $input) { deletedId problems { code } } }',
      { input: { id: domain.id, expectedVersion: version } },
    )
    expect((await harness.operator.ask(REVOKE, { id })).errors[0]?.extensions.code).toBe('NOT_FOUND')
  })
})
