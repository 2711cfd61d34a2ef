import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asIntruder, DIALECTS } from '../../../test/databases.js'
import { DnsServer } from '../../../test/dns-server.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'
import { SmtpSink } from '../../../test/smtp-sink.js'
import { sql } from '../../database/sql.js'

const SECRET = 'a password nobody may read'
const FIELDS =
  'id name host port security user maxMessageBytes keepAlive idleSeconds passwordSet lastTestedAt lastTestResult version'

describe.each(DIALECTS)('SMTP servers on %s', (dialect) => {
  let harness: Harness
  let dns: DnsServer
  let relay: SmtpSink
  let acme: { id: string; slug: string; owner: Client }
  let count = 0

  beforeAll(async () => {
    dns = await DnsServer.start()
    relay = await SmtpSink.start()
    harness = await startHarness(
      dialect,
      {},
      { MAILROOM_DNS_SERVERS: dns.address, MAILROOM_ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32' },
    )
  })
  beforeEach(async () => {
    relay.mails.length = 0
    acme = await harness.organisation(`relay-${++count}`)
  })
  afterAll(async () => {
    await harness.stop()
    await Promise.all([dns.stop(), relay.stop()])
  })

  const write = async (name: string, fields: string, input: object, client = acme.owner) => {
    const type = name.startsWith('delete') ? 'DeleteEntityInput' : `${name[0]!.toUpperCase()}${name.slice(1)}Input`
    const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} problems { code severity path params { name value } } } }`
    const { data, errors } = await client.ask(mutation, { input })
    return errors.length > 0 ? { errors: errors.map(({ extensions }) => extensions) } : data[name]
  }
  const server = (changes: object = {}) => ({
    ...{ organizationId: acme.id, name: 'Relay', host: '127.0.0.1', port: relay.port, security: 'NONE' },
    ...changes,
  })
  const create = (changes: object = {}) => write('createSmtpServer', `smtpServer { ${FIELDS} }`, server(changes))
  const update = (input: object) => write('updateSmtpServer', `smtpServer { ${FIELDS} }`, input)
  const check = (id: string, more: object = {}) =>
    write('testSmtpServer', `result reply smtpServer { ${FIELDS} }`, { id, ...more })
  const organisation = async (fields: string, client = acme.owner) =>
    (await client.data(`query ($slug: String!) { organization(slug: $slug) { ${fields} } }`, { slug: acme.slug }))
      .organization
  const domain = async (input: object) =>
    write('createDomain', 'domain { id version sender smtpServer { id name } canSend { ready reasons { code } } }', {
      organizationId: acme.id,
      ...input,
    })
  const codes = (answer: { problems: { code: string; path: string[] }[] }) =>
    answer.problems.map(({ code, path }) => [code, ...path].join(' '))
  const everything = async (table: string) =>
    JSON.stringify(await harness.app.database.readInstallation().all(sql`select * from ${sqlName(table)}`))

  test('R-SMTP-1 are made, listed by name, changed and deleted', async () => {
    const made = await create({ name: ' Zürich ', user: 'postman', password: SECRET, security: 'STARTTLS', port: 587 })
    expect(made).toMatchObject({
      smtpServer: {
        ...{ name: 'Zürich', host: '127.0.0.1', port: 587, security: 'STARTTLS', user: 'postman', passwordSet: true },
        ...{ maxMessageBytes: 10_485_760, keepAlive: true, idleSeconds: 60, version: 1 },
        ...{ lastTestedAt: null, lastTestResult: null },
      },
      problems: [],
    })
    await create({ name: 'Aarau' })
    expect((await organisation('smtpServers { name }')).smtpServers).toEqual([{ name: 'Aarau' }, { name: 'Zürich' }])
    expect(codes(await create({ name: 'ZÜRICH' }))).toEqual(['NOT_UNIQUE name'])
    const { id } = made.smtpServer
    const renamed = await update({ id, expectedVersion: 1, name: 'Genf', maxMessageBytes: 5 })
    expect(renamed.smtpServer).toMatchObject({ name: 'Genf', maxMessageBytes: 5, passwordSet: true, version: 2 })
    const stale = await update({ id, expectedVersion: 1, name: '' })
    expect([stale.smtpServer.passwordSet, ...codes(stale)]).toEqual([true, 'STALE_VERSION expectedVersion'])
    expect(await write('deleteSmtpServer', 'deletedId', { id, expectedVersion: 2 })).toMatchObject({ deletedId: id })
    expect((await organisation('smtpServers { name }')).smtpServers).toEqual([{ name: 'Aarau' }])
  })

  test('R-SMTP-1 a refused one says why, by path, and leaves nothing', async () => {
    const refused = await create({ name: '', host: '127.1', port: 0, user: 'x', password: SECRET, idleSeconds: 0 })
    expect(codes(refused)).toEqual([
      'REQUIRED name',
      'HOST_SYNTAX host',
      'OUT_OF_RANGE port',
      'OUT_OF_RANGE idleSeconds',
    ])
    expect(codes(await create({ user: 'x', password: SECRET }))).toEqual(['SMTP_PASSWORD_WITHOUT_TLS password'])
    expect(codes(await create({ maxMessageBytes: 41_943_041 }))).toEqual(['OUT_OF_RANGE maxMessageBytes'])
    expect((await create({ dryRun: true })).smtpServer.id).toMatch(/_0+$/)
    expect((await organisation('smtpServers { id }')).smtpServers).toEqual([])
  })

  test('R-ORG-2 at most as many as the limit', async () => {
    await write(
      'updateOrganization',
      'organization { id }',
      { id: acme.id, expectedVersion: 1, limits: [{ key: 'smtpServers', limit: 1 }] },
      harness.operator,
    )
    await create()
    expect(codes(await create({ name: 'Second' }))).toEqual(['LIMIT_REACHED'])
    const { limits } = await organisation('limits { key limit used }')
    expect(limits).toContainEqual({ key: 'smtpServers', limit: 1, used: 1 })
  })

  test('R-ORG-1 without e-mail in the edition nothing is made, changed or tested, and all may be deleted', async () => {
    const { id } = (await create()).smtpServer
    const edition = { id: acme.id, expectedVersion: 1, edition: 'CX_1' }
    await write('updateOrganization', 'organization { id }', edition, harness.operator)
    expect(codes(await create({ name: 'Second' }))).toEqual(['EDITION_WITHOUT_EMAIL'])
    expect(codes(await update({ id, expectedVersion: 1, name: 'x' }))).toEqual(['EDITION_WITHOUT_EMAIL'])
    expect(codes(await check(id))).toEqual(['EDITION_WITHOUT_EMAIL'])
    expect(await write('deleteSmtpServer', 'deletedId', { id, expectedVersion: 1 })).toMatchObject({ deletedId: id })
  })

  describe('R-SMTP-1 the password', () => {
    const secure = { security: 'STARTTLS', user: 'postman', password: SECRET, host: 'smtp.acme.test' }

    test('is in no table, answer or audit entry, and the audit log says that it changed', async () => {
      const key = { idempotencyKey: `key-${dialect}` }
      const made = await create({ ...secure, ...key })
      expect(await create({ ...secure, ...key })).toEqual(made)
      expect(codes(await create({ ...secure, ...key, password: `${SECRET}!` }))).toEqual([
        'IDEMPOTENCY_KEY_REUSED idempotencyKey',
      ])
      const { id } = made.smtpServer
      const updated = await update({ id, expectedVersion: 1, password: `${SECRET} 2` })
      const tables = await Promise.all(['smtp_server', 'audit_entry', 'idempotency_key'].map(everything))
      for (const text of [...tables, JSON.stringify([made, updated])]) expect(text).not.toContain(SECRET)
      const changes = (await harness.audit(id)).map((entry) => JSON.parse(entry.changes))
      expect(changes[0]).toContainEqual({ field: 'password', before: null, after: '***' })
      expect(changes[1]).toEqual([{ field: 'password', before: '***', after: '***' }])
    })

    test.each([{ host: 'evil.acme.test' }, { port: 2525 }, { security: 'TLS' }, { user: 'eve' }, { user: null }])(
      'is void when %j changes',
      async (change) => {
        const { id } = (await create(secure)).smtpServer
        const changed = await update({ id, expectedVersion: 1, ...change })
        expect(changed.smtpServer).toMatchObject({ passwordSet: false })
        expect(changed.problems).toMatchObject([{ code: 'SMTP_PASSWORD_VOID', severity: 'WARNING' }])
        const again = await update({ id, expectedVersion: 2, password: null })
        expect(again.smtpServer.passwordSet).toBe(false)
      },
    )

    test('stays with other changes, and null clears it', async () => {
      const { id } = (await create(secure)).smtpServer
      expect((await update({ id, expectedVersion: 1, idleSeconds: 5 })).smtpServer.passwordSet).toBe(true)
      expect((await update({ id, expectedVersion: 2, password: null })).smtpServer.passwordSet).toBe(false)
    })

    test('is sent nowhere after only the host was changed: the test asks for it', async () => {
      dns.set('smtp.acme.test', 'A', '127.0.0.1')
      const { id } = (await create({ ...secure, port: relay.port })).smtpServer
      await update({ id, expectedVersion: 1, host: '127.0.0.1' })
      relay.offered.length = relay.connections = 0
      expect(await check(id)).toMatchObject({ result: null, problems: [{ code: 'REQUIRED', path: ['password'] }] })
      expect([relay.connections, relay.offered]).toEqual([0, []])
    })

    test('does not open in another row', async () => {
      const own = (await create(secure)).smtpServer
      const other = (await create({ ...secure, name: 'Other' })).smtpServer
      await harness.app.database.writeInstallation((unit) =>
        unit.all(sql`update smtp_server set password =
          (select password from smtp_server where id = ${own.id}) where id = ${other.id}`),
      )
      expect(await check(other.id)).toMatchObject({ errors: [{ code: 'INTERNAL' }] })
    })
  })

  describe('R-SMTP-1 the test', () => {
    test('connects, remembers when and what came of it, and is audited once', async () => {
      const { id } = (await create()).smtpServer
      const first = await check(id)
      expect(first).toMatchObject({ result: 'OK', reply: null, smtpServer: { lastTestResult: 'OK', version: 1 } })
      expect(Date.parse(first.smtpServer.lastTestedAt)).toBeGreaterThan(Date.now() - 60_000)
      await check(id)
      const audited = (await harness.audit(id)).filter(({ changes }) => changes.includes('lastTestResult'))
      expect(audited.map(({ changes }) => JSON.parse(changes))).toContainEqual([
        { field: 'lastTestResult', before: null, after: 'OK' },
      ])
      expect(audited.filter(({ action }) => action === 'UPDATED')).toHaveLength(1)
    })

    test('sends a mail on wish, as an address that sends by the server', async () => {
      const { id } = (await create()).smtpServer
      expect(await check(id, { to: 'ada@customer.example' })).toMatchObject({ result: 'OK' })
      const { domain: made } = await domain({ name: `mail.${acme.slug}.example`, sender: 'SMTP', smtpServerId: id })
      await check(id, { to: 'ada@customer.example' })
      const address = { domainId: made.id, localPart: 'help', settings: {} }
      await write('createEmailAddress', 'emailAddress { id }', address)
      await check(id, { to: 'ada@customer.example' })
      expect(relay.mails.map(({ from, to }) => [from, ...to])).toEqual([
        ['ada@customer.example', 'ada@customer.example'],
        [`postmaster@mail.${acme.slug}.example`, 'ada@customer.example'],
        [`help@mail.${acme.slug}.example`, 'ada@customer.example'],
      ])
    })

    test('is not made for what is no address', async () => {
      const { id } = (await create()).smtpServer
      relay.connections = 0
      for (const to of ['nobody', 'a@b.example\r\nBcc: eve@evil.test', 'x@evil.test(@example.com']) {
        const { result, problems } = await check(id, { to })
        expect([result, problems[0].path]).toEqual([null, ['to']])
      }
      expect(relay.connections).toBe(0)
    })

    test('is void after a change of what it was about, and only then', async () => {
      const { id } = (await create()).smtpServer
      await check(id)
      const renamed = await update({ id, expectedVersion: 1, name: 'Other', idleSeconds: 5 })
      expect(renamed.smtpServer).toMatchObject({ lastTestResult: 'OK' })
      const moved = await update({ id, expectedVersion: 2, port: 2525 })
      expect(moved.smtpServer).toMatchObject({ lastTestResult: null, lastTestedAt: null })
    })

    test('is made at most 5 times a minute', async () => {
      const { id } = (await create({ host: 'gone.acme.test' })).smtpServer
      for (let turn = 0; turn < 5; turn++) expect((await check(id)).result).toBe('HOST_NOT_FOUND')
      const { errors } = (await check(id)) as { errors: { code: string; retryAfter: number }[] }
      expect(errors).toMatchObject([{ code: 'RATE_LIMITED' }])
      expect(errors[0]!.retryAfter).toBeGreaterThan(0)
      expect(errors[0]!.retryAfter).toBeLessThanOrEqual(60)
    })

    test.each(['10.0.0.1', '169.254.169.254', '::1', '127.0.0.2', 'localhost6.acme.test'])(
      'reaches nothing at %s',
      async (host) => {
        dns.set('localhost6.acme.test', 'AAAA', '::ffff:127.0.0.1')
        const { id } = (await create({ host })).smtpServer
        expect(await check(id)).toMatchObject({ result: 'HOST_NOT_ALLOWED', reply: null })
      },
    )
  })

  describe('R-DOM-4, R-DOM-12, R-DOM-14 a domain that sends by a server', () => {
    test('can send once the server was tested, and no longer when it changes; its addresses feel it', async () => {
      const { id } = (await create()).smtpServer
      const made = await domain({ name: `mail.${acme.slug}.example`, sender: 'SMTP', smtpServerId: id })
      expect(made.domain).toMatchObject({
        ...{ sender: 'SMTP', smtpServer: { id, name: 'Relay' } },
        canSend: { ready: false, reasons: [{ code: 'SMTP_NOT_TESTED' }] },
      })
      const address = { domainId: made.domain.id, localPart: 'help', settings: {} }
      await write('createEmailAddress', 'emailAddress { id }', address)
      const state = () =>
        organisation(`domain(name: "mail.${acme.slug}.example") { canSend { ready } version }
          address(address: "help@mail.${acme.slug}.example") { health { code } }
          addresses(filter: { hasProblems: true }) { totalCount }`)
      const cannotSend = { code: 'DOMAIN_CANNOT_SEND' }
      expect((await state()).address.health).toContainEqual(cannotSend)
      await check(id)
      const after = await state()
      expect(after.domain).toEqual({ canSend: { ready: true }, version: made.domain.version })
      expect(after.address.health).not.toContainEqual(cannotSend)
      await update({ id, expectedVersion: 1, port: 2525 })
      const broken = await state()
      expect(broken.domain.canSend.ready).toBe(false)
      expect(broken.address.health).toContainEqual(cannotSend)
      expect(broken.addresses.totalCount).toBe(1)
    })

    test('has its SPF checked for the addresses of the server, also after the host was changed (R-DOM-9)', async () => {
      dns.set('old.acme.test', 'A', '192.0.2.25')
      dns.set('new.acme.test', 'A', '192.0.2.26')
      const name = `mail.${acme.slug}.example`
      dns.set(name, 'TXT', 'v=spf1 ip4:192.0.2.25 -all')
      const { id } = (await create({ host: 'old.acme.test', port: 25 })).smtpServer
      const made = await domain({ name, sender: 'SMTP', smtpServerId: id })
      const spf = async () => {
        const fields = 'domain { dnsRecords { purpose status hint { code params { value } } } }'
        const mutation = `mutation ($id: ID!) { checkDomain(domainId: $id) { ${fields} } }`
        const { checkDomain } = await acme.owner.data(mutation, { id: made.domain.id })
        return checkDomain.domain.dnsRecords.find(({ purpose }: { purpose: string }) => purpose === 'SPF')
      }
      expect(await spf()).toMatchObject({ status: 'VERIFIED', hint: null })
      await update({ id, expectedVersion: 1, host: 'new.acme.test' })
      const stored = await harness.app.database
        .readInstallation()
        .first<{ smtpHost: string; recordStates: string; nextCheckAt: string }>(
          sql`select "smtpHost", "recordStates", "nextCheckAt" from domain where id = ${made.domain.id}`,
        )
      expect(stored?.smtpHost).toBe('new.acme.test')
      expect(Date.parse(stored!.nextCheckAt)).toBeLessThanOrEqual(Date.now())
      const states: { key: string; walkedAt?: number }[] = JSON.parse(stored!.recordStates)
      expect(states.find(({ key }) => key === 'SPF')).not.toHaveProperty('walkedAt')
    })

    test('is switched there and back', async () => {
      const { id } = (await create()).smtpServer
      await check(id)
      const { domain: made } = await domain({ name: `mail.${acme.slug}.example` })
      const change = (input: object) =>
        write(
          'updateDomain',
          'domain { version sender smtpServer { id } canSend { ready reasons { code } } dnsRecords { purpose status } }',
          { id: made.id, ...input },
        )
      expect(codes(await change({ expectedVersion: 1, sender: 'SMTP' }))).toEqual(['REQUIRED smtpServerId'])
      expect(codes(await change({ expectedVersion: 1, smtpServerId: id }))).toEqual(['INVALID smtpServerId'])
      const there = await change({ expectedVersion: 1, sender: 'SMTP', smtpServerId: id })
      expect(there.domain).toMatchObject({ sender: 'SMTP', smtpServer: { id }, canSend: { ready: true } })
      expect(there.domain.dnsRecords).toContainEqual({ purpose: 'OWNERSHIP', status: 'NOT_REQUIRED' })
      expect(codes(await change({ expectedVersion: 2, mailFromDomain: `b.mail.${acme.slug}.example` }))).toEqual([
        'MAIL_FROM_UNDER_SMTP mailFromDomain',
      ])
      const back = await change({
        expectedVersion: 2,
        sender: 'PLATFORM',
        mailFromDomain: `b.mail.${acme.slug}.example`,
      })
      expect(back.domain).toMatchObject({ sender: 'PLATFORM', smtpServer: null, canSend: { ready: false } })
      expect(back.domain.dnsRecords).toContainEqual({ purpose: 'OWNERSHIP', status: 'PENDING' })
      const resting = await change({ expectedVersion: 3, sender: 'SMTP', smtpServerId: id })
      expect(resting.domain.dnsRecords).toContainEqual({ purpose: 'MAIL_FROM_MX', status: 'NOT_REQUIRED' })
    })

    test('signs itself where the domain says so, and the preview of a mail tells it (R-OUT-7)', async () => {
      const { id } = (await create()).smtpServer
      await check(id)
      const sending = { sender: 'SMTP', smtpServerId: id }
      const { domain: made } = await domain({ name: `mail.${acme.slug}.example`, ...sending })
      await write('createEmailAddress', 'emailAddress { id }', { domainId: made.id, localPart: 'help', settings: {} })
      const change = (input: object) => write('updateDomain', 'domain { serverSigns }', { id: made.id, ...input })
      const signedBy = async () => {
        const draft = { address: `help@mail.${acme.slug}.example`, kind: 'NEW', to: ['ada@customer.example'] }
        const { organization } = await acme.owner.data(
          `query ($slug: String!, $input: OutboundDraftInput!) {
            organization(slug: $slug) { previewOutbound(input: $input) { problems { code } trace { code } } } }`,
          { slug: acme.slug, input: { ...draft, subject: 'Hello', html: '<p>Hello</p>' } },
        )
        const { problems, trace } = organization.previewOutbound
        expect(problems).toEqual([])
        return trace.map(({ code }: { code: string }) => code).find((code: string) => code.startsWith('DKIM_'))
      }
      expect(await signedBy()).toBe('DKIM_BY_PLATFORM')
      expect((await change({ expectedVersion: 1, serverSigns: true })).domain).toEqual({ serverSigns: true })
      expect(await signedBy()).toBe('DKIM_BY_SERVER')
      expect((await change({ expectedVersion: 2, reception: 'REDIRECTION' })).domain).toEqual({ serverSigns: true })
      expect((await change({ expectedVersion: 3, sender: 'PLATFORM' })).domain).toEqual({ serverSigns: false })
      expect(codes(await change({ expectedVersion: 4, serverSigns: true }))).toEqual(['INVALID serverSigns'])
      await asIntruder(harness.target, `update domain set "serverSigns" = null where id = '${made.id}'`)
      const restart = `mutation ($id: ID!) { restartVerification(domainId: $id) { domain { serverSigns } } }`
      const { restartVerification } = await acme.owner.data(restart, { id: made.id })
      expect(restartVerification.domain, 'a domain from before the column').toEqual({ serverSigns: false })
    })

    test('keeps its server from being deleted (R-ADR-10)', async () => {
      const { id } = (await create()).smtpServer
      const { domain: made } = await domain({ name: `mail.${acme.slug}.example`, sender: 'SMTP', smtpServerId: id })
      const refused = await write('deleteSmtpServer', 'deletedId usedBy { entityType id name }', {
        id,
        expectedVersion: 1,
      })
      expect(refused).toMatchObject({
        deletedId: null,
        usedBy: [{ entityType: 'EmailDomain', id: made.id, name: `mail.${acme.slug}.example` }],
        problems: [{ code: 'IN_USE', params: [{ name: 'count', value: '1' }] }],
      })
    })

    test('finds no server of another organisation, in the database either', async () => {
      const { id } = (await create()).smtpServer
      const other = await harness.organisation(`other-${count}`)
      const input = { organizationId: other.id, name: 'mail.other.example', sender: 'SMTP', smtpServerId: id }
      const refused = await write('createDomain', 'domain { id }', input, other.owner)
      expect(codes(refused)).toEqual(['REFERENCE_NOT_FOUND smtpServerId'])
      const steal = harness.app.database.writeInstallation((unit) =>
        unit.all(sql`update domain set "smtpServerId" = ${id} where "organisationId" = ${other.id}`),
      )
      await expect(steal).rejects.toThrow(/foreign key/i)
    })

    test('is no platform domain', async () => {
      const { id } = (await create()).smtpServer
      const { domains } = await organisation('domains { id version }')
      const input = { id: domains[0].id, expectedVersion: domains[0].version, sender: 'SMTP', smtpServerId: id }
      expect(codes(await write('updateDomain', 'domain { id }', input))).toEqual(['INVALID sender'])
    })
  })

  describe('R-ORG-4 permissions', () => {
    const member = async (role: string): Promise<Client> => {
      const { roles } = await organisation('roles { id name }')
      const roleId = roles.find(({ name }: { name: string }) => name === role).id
      const email = `${role.toLowerCase()}@${acme.slug}.example`
      const input = { organizationId: acme.id, email, roleId, initialPassword: 'plenty of letters' }
      await write('addMember', 'member { id }', input)
      return new Client(harness.app).signIn(email, 'plenty of letters')
    }

    test('who reads domains sees the server without its user, and may not change or test it', async () => {
      const { id } = (await create({ user: 'postman' })).smtpServer
      const viewer = await member('Viewer')
      expect((await organisation('smtpServers { name host user }', viewer)).smtpServers).toEqual([
        { name: 'Relay', host: '127.0.0.1', user: null },
      ])
      const forbidden = { errors: [{ code: 'FORBIDDEN' }] }
      expect(await write('createSmtpServer', 'smtpServer { id }', server({ name: 'x' }), viewer)).toEqual(forbidden)
      expect(await write('updateSmtpServer', 'smtpServer { id }', { id, expectedVersion: 1 }, viewer)).toEqual(
        forbidden,
      )
      expect(await write('deleteSmtpServer', 'deletedId', { id, expectedVersion: 1 }, viewer)).toEqual(forbidden)
      expect(await write('testSmtpServer', 'result', { id }, viewer)).toEqual(forbidden)
    })

    test('for others it is not there', async () => {
      const { id } = (await create()).smtpServer
      const agent = await member('Agent')
      const other = await harness.organisation(`stranger-${count}`)
      const notFound = { errors: [{ code: 'NOT_FOUND' }] }
      for (const client of [agent, other.owner]) {
        expect(await write('testSmtpServer', 'result', { id }, client)).toEqual(notFound)
        expect(await write('updateSmtpServer', 'smtpServer { id }', { id, expectedVersion: 1 }, client)).toEqual(
          notFound,
        )
      }
    })
  })
})

function sqlName(table: string) {
  return sql([table] as unknown as TemplateStringsArray)
}
