import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'
import { keeping } from '../../../test/statement-log.js'
import { sql } from '../../database/sql.js'

const FINDING = 'entityType entityId entityName problem { code severity path message params { name value } }'
const LINT = `query ($slug: String!, $first: Int = 200, $after: String, $severity: Severity) { organization(slug: $slug) {
  lint(first: $first, after: $after, severity: $severity) {
    totalCount nodes { ${FINDING} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`
const PAGE = `query ($slug: String!) { organization(slug: $slug) { lint(first: 50) { nodes { ${FINDING} } } } }`
const DOMAIN = '{ organization(slug: "acme") { domain(name: "shop.example") { id warnings { code severity } } } }'
const HIDDEN = 'help+copy@acme.mailroom.example'

interface Finding {
  readonly entityType: string
  readonly entityId: string
  readonly entityName: string
  readonly problem: { readonly code: string; readonly severity: string; readonly path: string[] }
}

const statements: string[] = []

describe.each(DIALECTS)('lint on %s', (dialect) => {
  let harness: Harness
  let has: Configured
  let emptyId: string
  beforeAll(async () => {
    harness = await startHarness(dialect, { statements: keeping(statements) })
    has = await configure(harness.operator, harness.acme)
    emptyId = (await write('createQueue', 'queue', { organizationId: harness.acme.id, name: 'Nobody' })).id
  })
  afterAll(() => harness.stop())

  const write = async (name: string, field: string, input: object) => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`
    const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { ${field} { id version } problems { code path } } }`
    const answer = (await harness.operator.data(mutation, { input }))[name]
    if (!answer[field]) throw new Error(`${name}: ${JSON.stringify(answer.problems)}`)
    return answer[field] as { id: string; version: number }
  }
  const address = (localPart: string, settings: object) =>
    write('createEmailAddress', 'emailAddress', { domainId: has.domainId, localPart, settings })
  const lint = async (variables: object = {}, client = harness.operator) =>
    (await client.data(LINT, { slug: 'acme', ...variables })).organization.lint as {
      totalCount: number
      nodes: Finding[]
      pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null }
    }
  const said = ({ entityName, problem }: Finding) => `${entityName} ${problem.code}`

  test('nothing is found where nothing is wrong', async () => {
    expect(await lint()).toMatchObject({ totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, endCursor: null } })
  })

  test('domains, addresses and flows are found in one order, errors first (R-ADR-13, R-DOM-12, R-FLO-5)', async () => {
    const definition = { rules: [], otherwise: { transferToQueue: { queueId: emptyId } } }
    await write('createFlow', 'flow', { organizationId: harness.acme.id, name: 'Sorting', definition })
    await write('createDomain', 'domain', { organizationId: harness.acme.id, name: 'shop.example' })
    await address('help', { bcc: [{ address: HIDDEN }], replyTo: 'a@partner.example' })
    await address('Office', { routing: { queue: { queueId: emptyId } } })
    const { nodes, totalCount } = await lint()
    expect(nodes.map(said)).toEqual([
      'shop.example MX_MISSING',
      'shop.example OWNERSHIP_PENDING',
      'help@acme.mailroom.example BCC_LOOP',
      'help@acme.mailroom.example REPLY_TO_OUTSIDE',
      'Office@acme.mailroom.example QUEUE_WITHOUT_MEMBERS',
      'Sorting QUEUE_WITHOUT_MEMBERS',
    ])
    expect(nodes.map(({ entityType }) => entityType)).toEqual([
      ...['EmailDomain', 'EmailDomain', 'EmailAddress', 'EmailAddress', 'EmailAddress', 'Flow'],
    ])
    expect(totalCount).toBe(6)
    expect(nodes[4]?.problem).toMatchObject({
      severity: 'WARNING',
      path: ['routing', 'queue', 'queueId'],
      params: [{ name: 'queue', value: 'Nobody' }],
    })
  })

  test('warnings of a domain are with the domain, too (R-DOM-17)', async () => {
    const states = [{ key: 'MX', subject: '', status: 'FAILED', found: ['10 mx.provider.example'], hint: null }]
    const { organization } = await harness.operator.data(DOMAIN)
    expect(organization.domain.warnings).toEqual([])
    const rest = { foundAt: null, source: 'x', checkedAt: 0, pendingSince: 0, misses: [], firstHitAt: null }
    const subject = 'shop.example mx.mailroom.example'
    const stored = JSON.stringify(states.map((state) => ({ ...state, ...rest, subject })))
    await harness.app.database.writeInstallation((unit) =>
      unit.all(sql`update domain set "recordStates" = ${stored} where id = ${organization.domain.id}`),
    )
    const { organization: checked } = await harness.operator.data(DOMAIN)
    expect(checked.domain.warnings).toMatchObject([{ code: 'MX_MOVES_ALL_MAIL', severity: 'WARNING' }])
    expect((await lint({ severity: 'WARNING' })).nodes.map(said)).toContain('shop.example MX_MOVES_ALL_MAIL')
  })

  test.each(['ERROR', 'WARNING'])('severity %s gives those alone, with their number', async (severity) => {
    const all = (await lint()).nodes.filter(({ problem }) => problem.severity === severity)
    expect(await lint({ severity })).toMatchObject({ totalCount: all.length, nodes: all })
  })

  test.each([1, 2, 3, 5])('pages of %i put together are the whole', async (first) => {
    const whole = await lint()
    const nodes: Finding[] = []
    for (let after: string | null = null, hasNext = true; hasNext;) {
      const page = await lint({ first, after })
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null)
      expect(page.nodes.length).toBeLessThanOrEqual(first)
      nodes.push(...page.nodes)
      after = page.pageInfo.endCursor
      hasNext = page.pageInfo.hasNextPage
    }
    expect(nodes).toEqual(whole.nodes)
  })

  test('a page begins where it would though findings before it have vanished', async () => {
    const gone = await address('aaa', { replyTo: 'a@partner.example' })
    const { nodes } = await lint()
    const before = await lint({ first: 4 })
    expect(before.nodes.map(said).slice(2)).toContain('aaa@acme.mailroom.example REPLY_TO_OUTSIDE')
    const deletion = `mutation ($input: DeleteEntityInput!) { deleteEmailAddress(input: $input) { deletedId } }`
    await harness.operator.data(deletion, { input: { id: gone.id, expectedVersion: 1 } })
    expect((await lint({ after: before.pageInfo.endCursor })).nodes).toEqual(nodes.slice(4))
  })

  test('a cursor of something else is refused', async () => {
    for (const after of ['x', Buffer.from('["a","b"]').toString('base64url')]) {
      const { errors } = await harness.operator.ask(LINT, { slug: 'acme', after })
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
    }
  })

  test('who may view and not manage sees no hidden recipient, not even in a cursor (R-OUT-2, R-ORG-4)', async () => {
    const member = { organizationId: harness.acme.id, email: 'viewer@acme.example', roleId: has.roleId }
    await write('addMember', 'member', { ...member, initialPassword: 'plenty of letters' })
    const viewer = await new Client(harness.app).signIn('viewer@acme.example', 'plenty of letters')
    const pages = [await lint({ first: 3 }, viewer), await lint({}, viewer)]
    expect(pages[1]?.nodes.map(said)).toContain('help@acme.mailroom.example BCC_LOOP')
    const cursors = pages.map(({ pageInfo }) => Buffer.from(pageInfo.endCursor ?? '', 'base64url').toString())
    expect(JSON.stringify([pages, cursors])).not.toContain('+copy')
    expect(JSON.stringify(await lint())).toContain(HIDDEN)
  })

  test('who may not view is refused, and another organisation finds nothing of this one', async () => {
    const roles = '{ organization(slug: "acme") { roles { id name } } }'
    const { organization } = await harness.operator.data(roles)
    const roleId = organization.roles.find((role: { name: string }) => role.name === 'Agent').id
    const member = { organizationId: harness.acme.id, email: 'agent@acme.example', roleId }
    await write('addMember', 'member', { ...member, initialPassword: 'plenty of letters' })
    const agent = await new Client(harness.app).signIn('agent@acme.example', 'plenty of letters')
    expect((await agent.ask(LINT, { slug: 'acme' })).errors[0]?.extensions.code).toBe('NOT_FOUND')
    const { owner } = await harness.organisation('zeta')
    const { data } = await owner.ask(LINT, { slug: 'zeta' })
    expect(data.organization.lint.nodes).toEqual([])
  })

  test('what a database restored from elsewhere has wrong is found (R-ADR-13, R-FLO-4)', async () => {
    const { app, acme } = harness
    const flow = await write('publishFlow', 'flow', { id: has.flowId, expectedVersion: 1 })
    const { id } = await address('flowing', { routing: { flow: { flowId: flow.id } } })
    const unpublish = sql`update flow set "publishedVersion" = null where id = ${flow.id}`
    const kept = sql`update address set "problemCount" = 1, "errorCount" = 1 where id = ${id}`
    await app.database.writeInstallation(async (unit) => {
      for (const statement of [unpublish, kept]) await unit.all(statement)
    })
    const { nodes } = await lint({ severity: 'ERROR' })
    expect(nodes[0]).toMatchObject({ entityId: id, problem: { code: 'FLOW_UNPUBLISHED', severity: 'ERROR' } })
    expect((await lint({ first: 1, severity: 'ERROR' })).pageInfo.hasNextPage).toBe(true)
    expect(acme.slug).toBe('acme')
  })

  test('a page costs the same few statements, however many addresses have problems', async () => {
    await harness.operator.data(PAGE, { slug: 'acme' })
    statements.length = 0
    await harness.operator.data(PAGE, { slug: 'acme' })
    const few = statements.length
    for (let index = 0; index < 60; index++) await address(`many${index}`, { replyTo: 'a@partner.example' })
    statements.length = 0
    const { organization } = await harness.operator.data(PAGE, { slug: 'acme' })
    expect(organization.lint.nodes).toHaveLength(50)
    expect(statements.length).toBeLessThanOrEqual(few)
    expect(few).toBeLessThanOrEqual(12)
  })
})
