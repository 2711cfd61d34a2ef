import { recipientQuestion } from '@mailroom/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'
import { keeping } from '../../../test/statement-log.js'
import { sql } from '../../database/sql.js'
import { recipientStatement } from './resolve-recipient.read-model.js'

const FIELDS = 'accepted reasons { code severity } organization { id slug name } domain { name } address { id address }'
const ASK = `query ($address: String!) { resolveRecipient(address: $address) { ${FIELDS} } }`
const MANY = 20_000

describe.each(DIALECTS)('R-IN-1 resolveRecipient on %s', (dialect) => {
  const statements: string[] = []
  let harness: Harness
  let beta: Awaited<ReturnType<Harness['organisation']>>
  let ids: Record<'help' | 'hello', string>

  beforeAll(async () => {
    harness = await startHarness(dialect, { statements: keeping(statements) })
    beta = await harness.organisation('beta')
    ids = {
      help: await address(harness.operator, 'acme.mailroom.example', 'Help'),
      hello: await address(beta.owner, 'beta.mailroom.example', 'hello'),
    }
  })
  afterAll(() => harness.stop())

  async function address(client: Client, domain: string, localPart: string): Promise<string> {
    const slug = domain.split('.')[0]!
    const { organization } = await client.data(
      `query ($slug: String!, $name: String!) { organization(slug: $slug) { domain(name: $name) { id } } }`,
      { slug, name: domain },
    )
    const input = { domainId: organization.domain.id, localPart, settings: {} }
    const mutation =
      'mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { emailAddress { id } } }'
    return (await client.data(mutation, { input })).createEmailAddress.emailAddress.id
  }
  const claim = async (client: Client, organizationId: string, name: string) => {
    const input = { organizationId, name }
    const { createDomain } = await client.data(
      'mutation ($input: CreateDomainInput!) { createDomain(input: $input) { domain { id } problems { code } } }',
      { input },
    )
    return createDomain.domain.id as string
  }
  const resolve = async (recipient: string) =>
    (await harness.operator.data(ASK, { address: recipient })).resolveRecipient
  const short = async (recipient: string) => {
    const { accepted, reasons, organization, address: found } = await resolve(recipient)
    return [
      accepted,
      organization?.slug ?? null,
      found?.address ?? null,
      reasons.map((each: { code: string }) => each.code).join(),
    ]
  }
  const put = (statement: ReturnType<typeof sql>) =>
    harness.app.database.writeInstallation((unit) => unit.all(statement))

  test('says whose an address is, with ids and names', async () => {
    expect(await resolve(' HELP@acme.mailroom.example ')).toEqual({
      accepted: true,
      reasons: [],
      organization: { id: harness.acme.id, slug: 'acme', name: 'Acme' },
      domain: { name: 'acme.mailroom.example' },
      address: { id: ids.help, address: 'Help@acme.mailroom.example' },
    })
    expect((await resolve('hello@beta.mailroom.example')).address.id).toBe(ids.hello)
  })

  test('knows the part after +, postmaster, and who is unknown', async () => {
    expect(await short('hello+news@beta.mailroom.example')).toEqual([true, 'beta', 'hello@beta.mailroom.example', ''])
    expect(await short('postmaster@beta.mailroom.example')).toEqual([true, 'beta', null, ''])
    expect(await short('help@beta.mailroom.example')).toEqual([false, 'beta', null, 'UNKNOWN_RECIPIENT'])
    expect(await short('help@nowhere.example.com')).toEqual([false, null, null, 'UNKNOWN_RECIPIENT'])
  })

  test('leaves the part after + alone where the organisation says so', async () => {
    const { organization } = await beta.owner.data('{ organization(slug: "beta") { id version } }')
    const input = { organizationId: organization.id, expectedVersion: organization.version, plusAddressing: false }
    const mutation =
      'mutation ($input: UpdateOrganizationSettingsInput!) { updateOrganizationSettings(input: $input) { problems { code } } }'
    await beta.owner.data(mutation, { input })
    expect(await short('hello+news@beta.mailroom.example')).toEqual([false, 'beta', null, 'UNKNOWN_RECIPIENT'])
    expect(await short('help+x@acme.mailroom.example')).toEqual([true, 'acme', 'Help@acme.mailroom.example', ''])
  })

  test('finds an address by its redirection target', async () => {
    const stored = await harness.app.database
      .readInstallation()
      .first<{ redirectSecret: string }>(sql`select "redirectSecret" from address where id = ${ids.hello}`)
    const target = `hello.${stored!.redirectSecret}@in.mailroom.example`
    expect(await short(target.toUpperCase())).toEqual([true, 'beta', 'hello@beta.mailroom.example', ''])
    expect(await short(`x.${stored!.redirectSecret}@in.mailroom.example`)).toEqual([
      false,
      'beta',
      null,
      'UNKNOWN_RECIPIENT',
    ])
  })

  test('of several claims the owner’s counts, and without an owner none (R-DOM-3, R-DOM-12)', async () => {
    const name = 'support.example.com'
    await claim(harness.operator, harness.acme.id, name)
    await address(harness.operator, 'acme.mailroom.example', 'unrelated')
    expect(await short(`postmaster@${name}`)).toEqual([true, 'acme', null, 'DOMAIN_CANNOT_RECEIVE'])
    const theirs = await claim(beta.owner, beta.id, name)
    expect(await short(`postmaster@${name}`)).toEqual([false, null, null, 'OWNERSHIP_CONTESTED'])
    await put(sql`update domain set "verifiedName" = name where id = ${theirs}`)
    expect(await short(`postmaster@${name}`)).toEqual([true, 'beta', null, 'DOMAIN_CANNOT_RECEIVE'])
    await put(sql`update domain set "verifiedName" = null where id = ${theirs}`)
  })

  test('takes nothing for an organisation without e-mail (R-ORG-1)', async () => {
    const gamma = await harness.organisation('gamma')
    await address(gamma.owner, 'gamma.mailroom.example', 'info')
    const input = { id: gamma.id, expectedVersion: 1, edition: 'CX_1' }
    await harness.operator.data(
      'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { problems { code } } }',
      { input },
    )
    expect(await short('info@gamma.mailroom.example')).toEqual([false, 'gamma', null, 'EDITION_WITHOUT_EMAIL'])
  })

  test.each(['', 'help', '@acme.mailroom.example', 'a b@acme.mailroom.example', 'a@b', `${'x'.repeat(300)}@b.example`])(
    '%j is no address',
    async (wrong) => {
      const { errors } = await harness.operator.ask(ASK, { address: wrong })
      expect(errors).toMatchObject([
        { message: expect.stringMatching(/^address: ./), extensions: { code: 'BAD_USER_INPUT' } },
      ])
    },
  )

  test('is for operators, and keys that they made for it', async () => {
    const variables = { address: 'help@acme.mailroom.example' }
    const codeOf = async (client: Client, headers = {}) =>
      (await client.ask(ASK, variables, headers)).errors[0]?.extensions.code
    expect(await codeOf(new Client(harness.app))).toBe('UNAUTHENTICATED')
    expect(await codeOf(beta.owner)).toBe('FORBIDDEN')
    const key = async (client: Client, organizationId: string, more: object) => {
      const mutation = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }'
      const input = { organizationId, name: `Key ${Math.random()}`, permissions: ['routing:email:manage'], ...more }
      const { data } = await client.ask(mutation, { input })
      return { authorization: `Bearer ${data.createApiKey.secret}` }
    }
    const anonymous = new Client(harness.app)
    expect(await codeOf(anonymous, await key(beta.owner, beta.id, {}))).toBe('FORBIDDEN')
    const gateway = await key(harness.operator, harness.acme.id, { permissions: [], operator: true })
    const answer = await anonymous.ask(ASK, { address: 'hello@beta.mailroom.example' }, gateway)
    expect(answer.data.resolveRecipient).toMatchObject({ accepted: true, organization: { slug: 'beta' } })
    const beyond = '{ organizations { totalCount } organization(slug: "beta") { id } }'
    expect((await anonymous.ask(beyond, {}, gateway)).data).toEqual({
      organizations: { totalCount: 1 },
      organization: null,
    })
  })

  test(`takes one statement, which reads by indexes alone among ${MANY} addresses`, async () => {
    await crowd()
    statements.length = 0
    await resolve('help@acme.mailroom.example')
    expect(statements.filter((text) => text.includes('from domain d')).length).toBe(1)
    expect(statements.filter((text) => text.includes('address a')).length).toBe(1)
    const question = recipientQuestion('help+x.abcdefghij2345672345@acme.mailroom.example')!
    const explain = dialect === 'sqlite' ? sql`explain query plan ` : sql`explain `
    const plan = await harness.app.database.writeInstallation(async (unit) => {
      // The few domains of a test are read faster without their index, where that is allowed.
      if (dialect === 'postgres') await unit.manager.query('set local enable_seqscan = off')
      return unit.all<Record<string, string>>(sql`${explain}${recipientStatement(question)}`)
    })
    const lines = plan.map((row) => Object.values(row).join(' '))
    expect(question.redirectSecret).not.toBeNull()
    expect(
      lines.filter((line) => /(SCAN|Seq Scan on) (a|d|address|domain)\b/.test(line)),
      lines.join('\n'),
    ).toEqual([])
  })

  /** Rows like that of `Help`, and the statistics that a planner goes by. */
  async function crowd(): Promise<void> {
    const { database } = harness.app
    const columns = Object.keys((await database.readInstallation().first<object>(sql`select * from address limit 1`))!)
    const numbers =
      dialect === 'sqlite'
        ? `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${MANY}) select `
        : 'select '
    const values: Readonly<Record<string, string>> = {
      id: `id || n.i`,
      localPart: `'n' || n.i`,
      addressKey: `'n' || n.i || '@acme.mailroom.example'`,
      redirectSecret: `"redirectSecret" || n.i`,
    }
    const picked = columns.map((column) => values[column] ?? `"${column}"`).join(', ')
    const from = dialect === 'sqlite' ? 'address, n' : `address, generate_series(1, ${MANY}) as n(i)`
    const named = columns.map((column) => `"${column}"`).join(', ')
    const insert = `insert into address (${named}) ${numbers}${picked} from ${from} where id = '${ids.help}'`
    await database.writeInstallation((unit) => unit.manager.query(insert))
    await database.writeInstallation((unit) => unit.manager.query('analyze'))
  }
})
