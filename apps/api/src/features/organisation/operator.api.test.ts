import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'
import { keeping } from '../../../test/statement-log.js'
import { sql } from '../../database/sql.js'
import { loadDueDomains } from '../domain/domain.read-model.js'

const DAY = 24 * 60 * 60 * 1000
const PROBLEMS = 'problems { code path params { name value } }'
const CREATE = `mutation ($input: CreateOrganizationInput!) { createOrganization(input: $input) { organization { id slug version } ${PROBLEMS} } }`
const UPDATE = `mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { organization { slug version suspendedAt limits { key limit used } } ${PROBLEMS} } }`
const DELETE = `mutation ($input: DeleteOrganizationInput!) { deleteOrganization(input: $input) { deletedId ${PROBLEMS} } }`
const DOMAIN = `mutation ($input: CreateDomainInput!) { createDomain(input: $input) { domain { id name } ${PROBLEMS} } }`
const REMOVE = `mutation ($input: DeleteDomainInput!) { deleteDomain(input: $input) { deletedId ${PROBLEMS} } }`
const QUEUE = `mutation ($input: CreateQueueInput!) { createQueue(input: $input) { queue { id } ${PROBLEMS} } }`

describe.each(DIALECTS)('what operators do on %s', (dialect) => {
  const statements: string[] = []
  let now = Date.parse('2026-06-01T12:00:00Z')
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness(dialect, {
      clock: { now: () => now },
      statements: keeping(statements),
    })
  })
  afterAll(() => harness.stop())

  const change = async (mutation: string, input: object, client = harness.operator) =>
    Object.values(await client.data<Record<string, any>>(mutation, { input }))[0]
  const codes = (payload: { problems: { code: string; path: string[] }[] }) =>
    payload.problems.map(({ code, path }) => [code, ...path].join(' '))
  const create = async (slug: string, more: object = {}) => change(CREATE, { name: slug, slug, ...more })
  const codeOf = async (client: Client, query: string, variables: object = {}, headers = {}) => {
    const { errors } = await client.ask(query, variables, headers)
    return (
      errors[0] && [errors[0].extensions.code, (errors[0].extensions as { reason?: string }).reason].join(' ').trim()
    )
  }
  const update = (id: string, expectedVersion: number, changes: object, client?: Client) =>
    change(UPDATE, { id, expectedVersion, ...changes }, client)
  /** Sessions end after hours; the clock of these tests leaps. */
  const leap = async (milliseconds: number) => {
    now += milliseconds
    await harness.operator.signIn('olivia@acme.example', 'correct horse battery')
  }

  test('R-ORG-3 a slug is unique, and is kept for 90 days after a rename or deletion', async () => {
    const { organization: one } = await create('first-slug')
    const { organization: two } = await create('second-slug')
    expect(codes(await update(two.id, 1, { slug: 'first-slug' }))).toEqual(['NOT_UNIQUE slug'])
    expect(codes(await update(two.id, 1, { slug: 'postmaster' }))).toEqual(['SLUG_RESERVED slug'])
    expect(codes(await update(two.id, 1, { slug: 'X' }))).toEqual(['INVALID slug'])
    const dry = await update(one.id, 1, { slug: 'renamed-slug', dryRun: true })
    expect(dry.organization).toMatchObject({ slug: 'renamed-slug', version: 2 })
    expect((await update(one.id, 1, { slug: 'renamed-slug' })).organization.slug).toBe('renamed-slug')
    const gone = await harness.operator.data(
      '{ old: organization(slug: "first-slug") { id } new: organization(slug: "renamed-slug") { domainCount: limits { used } } }',
    )
    expect([gone.old, gone.new.domainCount[0].used]).toEqual([null, 1])
    expect(codes(await update(two.id, 1, { slug: 'first-slug' }))).toEqual(['NOT_UNIQUE slug'])
    expect(codes(await create('first-slug'))).toEqual(['NOT_UNIQUE slug'])
    const back = await update(one.id, 2, { slug: 'first-slug' })
    expect(back.organization, 'its own former one comes back').toMatchObject({ slug: 'first-slug', version: 3 })
    expect(codes(await create('renamed-slug'))).toEqual(['NOT_UNIQUE slug'])
    await change(DELETE, { id: two.id, expectedVersion: 1, confirmName: 'second-slug' })
    await leap(89 * DAY)
    expect(codes(await create('renamed-slug'))).toEqual(['NOT_UNIQUE slug'])
    expect(codes(await create('second-slug'))).toEqual(['NOT_UNIQUE slug'])
    await leap(2 * DAY)
    expect((await create('renamed-slug')).problems).toEqual([])
    expect((await create('second-slug')).problems).toEqual([])
  })

  test('R-ORG-3 a former slug leads those who belong to it to their organisation for 90 days, and nobody else anywhere', async () => {
    const { owner, ...org } = await harness.organisation('old-name')
    const outsider = (await harness.organisation('outside')).owner
    const find = async (slug: string, by: Client, headers = {}) =>
      (await by.ask('query ($slug: String!) { organization(slug: $slug) { id slug } }', { slug }, headers)).data
        .organization
    const key = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }`
    const made = { organizationId: org.id, name: 'Key', permissions: ['organization:manage'] }
    const byKey = { authorization: `Bearer ${(await change(key, made, owner)).secret}` }
    const program = new Client(harness.app)
    expect((await update(org.id, 1, { slug: 'new-name' })).organization.slug).toBe('new-name')
    const here = { id: org.id, slug: 'new-name' }
    for (const slug of ['new-name', 'old-name', ' OLD-Name']) expect(await find(slug, owner), slug).toEqual(here)
    expect(await find('old-name', program, byKey)).toEqual(here)
    for (const by of [outsider, harness.operator]) expect(await find('old-name', by)).toBeNull()
    expect((await program.ask('{ organization(slug: "old-name") { id } }')).errors[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    )
    const get = (path: string, { cookie }: Client) =>
      fetch(`${harness.app.url}${path}`, { headers: { cookie } }).then(({ status }) => status)
    for (const path of ['/export/old-name', '/o/old-name/audit-log.csv', '/o/old-name/addresses.csv'])
      expect([path, await get(path, owner), await get(path, outsider), await get(path, harness.operator)]).toEqual([
        ...[path, 200, 404, 404],
      ])
    expect((await update(org.id, 2, { slug: 'newest-name' })).organization.slug).toBe('newest-name')
    for (const slug of ['old-name', 'new-name'])
      expect(await find(slug, owner), slug).toEqual({ id: org.id, slug: 'newest-name' })
    await leap(90 * DAY - 1)
    await owner.signIn('owner@old-name.example', 'long enough for 8 people')
    expect(await find('old-name', owner)).toMatchObject({ slug: 'newest-name' })
    await leap(1)
    expect(await find('old-name', owner)).toBeNull()
  })

  test('R-ORG-3 the platform domain stays when the slug changes, and its name is nobody else’s as long as it is there', async () => {
    const { organization } = await create('stays')
    await update(organization.id, 1, { slug: 'moved-on' })
    const { domain } = await harness.app.database
      .readInstallation()
      .first<any>(sql`select name as domain from domain where "organisationId" = ${organization.id}`)
    expect(domain).toBe('stays.mailroom.example')
    await leap(91 * DAY)
    expect(codes(await create('stays'))).toEqual(['NOT_UNIQUE slug'])
  })

  test('R-ORG-3 a platform domain is deleted and replaced within the limit, and comes back to its organisation alone for 90 days', async () => {
    const one = await harness.organisation('replaces')
    const other = await harness.organisation('envious')
    const domainOf = async (client: Client, slug: string) =>
      (await client.data(`{ organization(slug: "${slug}") { domains { id name version type } } }`)).organization.domains
    const platform = async (client: Client, organizationId: string, name: string) =>
      change(DOMAIN, { organizationId, type: 'PLATFORM', name }, client)
    const remove = async (client: Client, slug: string) => {
      const [{ id, version, name }] = await domainOf(client, slug)
      return change(REMOVE, { id, expectedVersion: version, confirmName: name }, client)
    }
    expect(codes(await platform(one.owner, one.id, 'another'))).toEqual(expect.arrayContaining([expect.any(String)]))
    await remove(one.owner, 'replaces')
    await remove(other.owner, 'envious')
    expect(codes(await platform(other.owner, other.id, 'replaces'))).not.toEqual([])
    const own = await platform(one.owner, one.id, 'replaces')
    expect([own.domain?.name, own.problems]).toEqual(['replaces.mailroom.example', []])
    const custom = (name: string) => change(DOMAIN, { organizationId: other.id, name }, other.owner)
    expect((await custom('one.example.com')).problems).toEqual([])
    expect((await custom('two.example.com')).problems).toEqual([])
    expect(codes(await custom('three.example.com'))).toEqual([expect.stringMatching(/^LIMIT_REACHED/)])
    expect(codes(await platform(other.owner, other.id, 'envious'))).toEqual([expect.stringMatching(/^LIMIT_REACHED/)])
    await remove(one.owner, 'replaces')
    await leap(91 * DAY)
    expect(codes(await create('replaces'))).toEqual(['NOT_UNIQUE slug'])
    await harness.organisation('late')
    const late = await new Client(harness.app).signIn('owner@late.example', 'long enough for 4 people')
    await remove(late, 'late')
    const { organization } = await late.data('{ organization(slug: "late") { id } }')
    const taken = await platform(late, organization.id, 'replaces')
    expect(taken.domain?.name, 'after 90 days').toBe('replaces.mailroom.example')
  })

  test('R-ORG-1, R-ORG-3 an organisation of CX_1 has its platform domain, to read', async () => {
    const { organization } = await create('cx-one', { edition: 'CX_1' })
    const roleId = (await harness.operator.data('{ organization(slug: "cx-one") { roles { id name } } }')).organization
      .roles[0].id
    const member = {
      organizationId: organization.id,
      email: 'cx@one.example',
      roleId,
      initialPassword: 'long enough, yes',
    }
    const ADD = `mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id } ${PROBLEMS} } }`
    expect((await change(ADD, member)).problems).toEqual([])
    const client = await new Client(harness.app).signIn('cx@one.example', 'long enough, yes')
    const read = await client.data('{ organization(slug: "cx-one") { domains { name type } } }')
    expect(read.organization.domains).toEqual([{ name: 'cx-one.mailroom.example', type: 'PLATFORM' }])
    const custom = await change(DOMAIN, { organizationId: organization.id, name: 'cx.example.com' }, client)
    expect(codes(custom)).toEqual(['EDITION_WITHOUT_EMAIL'])
  })

  test('R-ORG-2 a limit may be set below the use: what there is stays, and nothing is added', async () => {
    const { id, owner } = await harness.organisation('narrow')
    expect((await change(DOMAIN, { organizationId: id, name: 'a.narrow.example.com' }, owner)).problems).toEqual([])
    const { organization } = await update(id, 1, { limits: [{ key: 'domains', limit: 1 }] })
    expect(organization.limits[0]).toEqual({ key: 'domains', limit: 1, used: 2 })
    const refused = await change(DOMAIN, { organizationId: id, name: 'b.narrow.example.com' }, owner)
    expect(refused.problems[0]).toMatchObject({ code: 'LIMIT_REACHED' })
    expect(refused.problems[0].params).toEqual([
      { name: 'key', value: 'domains' },
      { name: 'limit', value: '1' },
      { name: 'count', value: '2' },
    ])
    expect((await owner.data('{ organization(slug: "narrow") { domains { id } } }')).organization.domains).toHaveLength(
      2,
    )
  })

  test('R-ORG-5 the list is searched by name and slug, paged, and shows the use in as many statements for many as for one', async () => {
    for (const slug of ['list-a', 'list-b', 'list-c']) await create(slug, { name: `Name of ${slug}` })
    const LIST = `query ($first: Int, $after: String, $search: String) { organizations(first: $first, after: $after, search: $search) {
      nodes { slug edition suspendedAt limits { key limit used } } pageInfo { endCursor hasNextPage } totalCount } }`
    const list = async (variables: object) => (await harness.operator.data(LIST, variables)).organizations
    const slugs = (page: { nodes: { slug: string }[] }) => page.nodes.map(({ slug }) => slug)
    expect(slugs(await list({ search: 'LIST-B' }))).toEqual(['list-b'])
    const first = await list({ search: 'name of', first: 2 })
    expect([slugs(first), first.totalCount, first.pageInfo.hasNextPage]).toEqual([['list-a', 'list-b'], 3, true])
    expect(slugs(await list({ search: 'name of', first: 2, after: first.pageInfo.endCursor }))).toEqual(['list-c'])
    const counted = async (size: number) => {
      statements.length = 0
      await list({ first: size })
      return statements.filter((text) => /^\s*select/i.test(text) && !text.includes('set_config')).length
    }
    const one = await counted(1)
    expect(await counted(10)).toBe(one)
  })

  test('a suspended organisation is closed to its members and keys, who see why, and loses nothing', async () => {
    const { id, owner } = await harness.organisation('closing')
    const key = await owner.data(`mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }`, {
      input: { organizationId: id, name: 'Gateway', permissions: ['routing:queue:manage'] },
    })
    const bearer = { authorization: `Bearer ${key.createApiKey.secret}` }
    const byKey = new Client(harness.app)
    const write = { input: { organizationId: id, name: 'Support' } }
    await change(DOMAIN, { organizationId: id, name: 'closing.example.com' }, owner)
    const isDue = async (organisationId: string) =>
      (await loadDueDomains(harness.app.database.readInstallation(), now + 9 * DAY, 1000)).some(
        (due) => due.organisationId === organisationId,
      )
    expect(await codeOf(owner, UPDATE, { input: { id, expectedVersion: 1, suspended: true } })).toBe('FORBIDDEN')
    expect(await codeOf(owner, UPDATE, { input: { id, expectedVersion: 1, slug: 'mine-now' } })).toBe('FORBIDDEN')
    const dry = await update(id, 1, { suspended: true, dryRun: true })
    expect(dry.organization.suspendedAt).toBe(new Date(now).toISOString())
    expect(await codeOf(owner, QUEUE, { input: { ...write.input, dryRun: true } })).toBeUndefined()
    const { organization } = await update(id, 1, { suspended: true })
    expect(organization).toMatchObject({ suspendedAt: new Date(now).toISOString(), version: 2 })
    const SUSPENDED = 'FORBIDDEN ORGANIZATION_SUSPENDED'
    expect(await codeOf(owner, QUEUE, write)).toBe(SUSPENDED)
    expect(await codeOf(byKey, QUEUE, write, bearer)).toBe(SUSPENDED)
    expect(await codeOf(owner, '{ organization(slug: "closing") { domains { id } } }')).toBe(SUSPENDED)
    expect(await codeOf(owner, '{ organization(slug: "closing") { lint { totalCount } } }')).toBe(SUSPENDED)
    const seen = await owner.data(
      '{ viewer { memberships { permissions organization { suspendedAt } } } organization(slug: "closing") { name suspendedAt viewerPermissions } }',
    )
    const why = { suspendedAt: new Date(now).toISOString() }
    expect(seen.viewer.memberships).toEqual([{ permissions: [], organization: why }])
    expect(seen.organization).toEqual({ name: 'closing', ...why, viewerPermissions: [] })
    const resolve = async () =>
      (
        await harness.operator.data(
          '{ resolveRecipient(address: "postmaster@closing.mailroom.example") { accepted reasons { code } } }',
        )
      ).resolveRecipient
    expect(await resolve()).toEqual({ accepted: false, reasons: [{ code: 'ORGANIZATION_SUSPENDED' }] })
    expect(await isDue(id), 'DNS is not asked').toBe(false)
    const resumed = await update(id, 2, { suspended: false })
    expect(resumed.organization).toMatchObject({ suspendedAt: null, version: 3 })
    expect(await resolve()).toEqual({ accepted: true, reasons: [] })
    expect(await isDue(id)).toBe(true)
    expect((await byKey.ask(QUEUE, write, bearer)).data.createQueue.problems).toEqual([])
    const { organization: log } = await owner.data(
      '{ organization(slug: "closing") { auditLog(first: 50) { nodes { actor action entityType changes { field } } } } }',
    )
    const fields = log.auditLog.nodes
      .filter(
        (entry: { entityType: string; action: string }) =>
          entry.action === 'UPDATED' && entry.entityType === 'Organization',
      )
      .map((entry: { actor: string; changes: { field: string }[] }) => [
        entry.actor,
        ...entry.changes.map(({ field }) => field),
      ])
    expect(fields).toEqual([
      [expect.stringContaining('olivia@acme.example'), 'suspendedAt'],
      [expect.stringContaining('olivia@acme.example'), 'suspendedAt'],
    ])
  })

  test('R-ORG-5 operators alone delete and suspend, and a key that an operator made may neither', async () => {
    const { id, owner } = await harness.organisation('guarded')
    const gone = { input: { id, expectedVersion: 1, confirmName: 'guarded' } }
    expect(await codeOf(owner, DELETE, gone)).toBe('FORBIDDEN')
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { id } }')
    const key = await harness.operator.data(
      `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret problems { code } } }`,
      { input: { organizationId: organization.id, name: 'All', permissions: ['organization:manage'], operator: true } },
    )
    const bearer = { authorization: `Bearer ${key.createApiKey.secret}` }
    const byKey = new Client(harness.app)
    expect(await codeOf(byKey, DELETE, gone, bearer)).toBe('NOT_FOUND')
    expect(await codeOf(byKey, UPDATE, { input: { id, expectedVersion: 1, suspended: true } }, bearer)).toBe(
      'NOT_FOUND',
    )
    expect(await codeOf(byKey, CREATE, { input: { name: 'By key', slug: 'by-key' } }, bearer)).toBe('FORBIDDEN')
    const acme = { id: organization.id, expectedVersion: 1, confirmName: 'Acme' }
    expect(await codeOf(byKey, DELETE, { input: acme }, bearer), 'not even its own').toBe('FORBIDDEN')
    expect(await codeOf(harness.operator, '{ organization(slug: "guarded") { domains { id } } }')).toBe('FORBIDDEN')
    expect(
      await codeOf(
        harness.operator,
        '{ organization(slug: "guarded") { name members { totalCount } roles { name } } }',
      ),
    ).toBeUndefined()
  })
})
