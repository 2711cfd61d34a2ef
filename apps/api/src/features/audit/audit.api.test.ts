import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { Client, OPERATOR, startHarness, type Harness } from '../../../test/harness.js'
import { sql } from '../../database/sql.js'
import { tableOfType, typeOfTable } from './audit-fields.js'

const HOUR = 60 * 60_000
const ENTRY = 'id sequence at actor actorKind action entityType entityId entityName changes { field before after }'
const SECRET = 'secret@hidden.example'

describe.each(DIALECTS)('the audit log on %s', (dialect) => {
  const time = { now: Date.parse('2026-11-22T12:00:00Z') }
  let harness: Harness
  let addressId: string

  beforeAll(async () => {
    harness = await startHarness(dialect, { clock: { now: () => time.now } })
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { domains { id } } }')
    const input = { domainId: organization.domains[0].id, localPart: 'help', settings: { bcc: [{ address: SECRET }] } }
    const created = await write('createEmailAddress', 'emailAddress { id }', input)
    addressId = created.emailAddress.id
    for (let hour = 1; hour <= 3; hour++) {
      time.now += HOUR
      await write('updateEmailAddress', 'emailAddress { id }', {
        id: addressId,
        expectedVersion: hour,
        settings: { fromName: `Help ${hour}` },
      })
    }
    await write('createSkill', 'skill { id }', { organizationId: harness.acme.id, name: 'Chess' })
  })
  afterAll(() => harness.stop())

  const write = async (name: string, fields: string, input: object, client = harness.operator) => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`
    const mutation = `mutation ($input: ${type}) { ${name}(input: $input) { ${fields} problems { code path } } }`
    return (await client.data(mutation, { input }))[name]
  }
  const log = async (args: string, fields = ENTRY, client = harness.operator) => {
    const { organization } = await client.data(
      `{ organization(slug: "acme") { auditLog${args && `(${args})`} { nodes { ${fields} } totalCount pageInfo { hasNextPage endCursor } } } }`,
    )
    return organization.auditLog
  }
  const member = async (roleName: string) => {
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { roles { id name } } }')
    const roleId = organization.roles.find(({ name }: { name: string }) => name === roleName).id
    const email = `${roleName.slice(0, 4).toLowerCase()}@acme.example`
    const input = { organizationId: harness.acme.id, email, roleId, initialPassword: 'plenty of letters' }
    await write('addMember', 'member { id }', input)
    return new Client(harness.app).signIn(email, 'plenty of letters')
  }

  test('tells who changed what, the newest first', async () => {
    const { nodes, totalCount } = await log(`entityId: "${addressId}"`)
    expect(totalCount).toBe(4)
    expect(nodes.map(({ action }: { action: string }) => action)).toEqual(['UPDATED', 'UPDATED', 'UPDATED', 'CREATED'])
    expect(nodes[0]).toEqual({
      id: expect.stringMatching(/^aud_/),
      sequence: expect.any(Number),
      at: new Date(time.now).toISOString(),
      actor: OPERATOR.email,
      actorKind: 'USER',
      action: 'UPDATED',
      entityType: 'EmailAddress',
      entityId: addressId,
      entityName: 'help@acme.mailroom.example',
      changes: [{ field: 'fromName', before: 'Help 2', after: 'Help 3' }],
    })
    const fields = Object.fromEntries(
      nodes[3].changes.map(({ field, after }: { field: string; after: string }) => [field, after]),
    )
    expect(fields).toMatchObject({ localPart: 'help', redirectSecret: '***', multipleActions: 'false' })
  })

  test('is cut into pages without gap or repetition', async () => {
    const all = (await log('first: 200', 'id sequence')).nodes
    expect(all.map(({ sequence }: { sequence: number }) => sequence)).toEqual(
      all.map((_: object, index: number) => all.length - index),
    )
    const found: object[] = []
    for (let after = ''; ;) {
      const page = await log(`first: 2${after && `, after: "${after}"`}`, 'id sequence')
      expect(page.totalCount).toBe(all.length)
      found.push(...page.nodes)
      if (!page.pageInfo.hasNextPage) break
      after = page.pageInfo.endCursor
    }
    expect(found).toEqual(all)
    for (const args of [
      'first: 0',
      'first: 201',
      'after: "x"',
      `after: "${Buffer.from('["x","y"]').toString('base64url')}"`,
    ]) {
      const { errors } = await harness.operator.ask(
        `{ organization(slug: "acme") { auditLog(${args}) { totalCount } } }`,
      )
      expect(errors[0]?.extensions.code, args).toBe('BAD_USER_INPUT')
    }
  })

  test('is filtered by type, action, actor and time, alone and together', async () => {
    const count = async (args: string) => (await log(args, 'id')).totalCount
    const { viewer } = await harness.operator.data('{ viewer { user { id } } }')
    expect(await count('entityType: "Skill"')).toBe(1)
    expect(await count('entityType: "EmailAddress", action: "UPDATED"')).toBe(3)
    expect(await count('entityType: "address"')).toBe(4)
    expect(await count('entityType: "Nonsense"')).toBe(0)
    expect(await count(`actor: "${viewer.user.id}", entityType: "Skill"`)).toBe(1)
    expect(await count('actor: "usr_nobody"')).toBe(0)
    expect(await count('actor: "system", entityType: "Skill"')).toBe(0)
    const at = (hours: number) => new Date(Date.parse('2026-11-22T12:00:00Z') + hours * HOUR).toISOString()
    expect(await count(`entityType: "EmailAddress", from: "${at(1)}", to: "${at(3)}"`)).toBe(2)
    expect(await count(`entityId: "${addressId}", to: "${at(1)}"`)).toBe(1)
  })

  test('hides recipients from whoever may not see them, in old entries too (R-OUT-2)', async () => {
    const viewer = await member('Viewer')
    await write('updateEmailAddress', 'emailAddress { id }', {
      id: addressId,
      expectedVersion: 4,
      settings: { bcc: [] },
    })
    const seen = JSON.stringify(await log(`entityId: "${addressId}"`, ENTRY, viewer))
    expect(seen).toContain('Help 3')
    expect(seen).not.toContain('hidden')
    expect(seen).not.toContain('"bcc"')
    expect(JSON.stringify(await log(`entityId: "${addressId}"`))).toContain(SECRET)
  })

  test('is for whoever has audit:view (R-ORG-6)', async () => {
    const agent = await member('Agent')
    const ask = (client: Client) => client.ask('{ organization(slug: "acme") { auditLog { totalCount } } }')
    expect((await ask(agent)).errors[0]?.extensions.code).toBe('FORBIDDEN')
    const beta = await harness.organisation('beta')
    expect((await ask(beta.owner)).data).toEqual({ organization: null })
    const theirs = '{ organization(slug: "beta") { auditLog { totalCount } } }'
    expect((await harness.operator.ask(theirs)).errors[0]?.extensions.code).toBe('FORBIDDEN')
  })

  test('refuses change and deletion, but with the whole organisation', async () => {
    const run = (statement: string) => harness.app.database.writeInstallation((unit) => unit.manager.query(statement))
    const own = `where "organisationId" = '${harness.acme.id}'`
    await expect(run(`update audit_entry set actor = 'nobody' ${own}`)).rejects.toThrow('only grows')
    await expect(run(`update audit_entry set changes = '[]' ${own} and sequence = 1`)).rejects.toThrow('only grows')
    await expect(run(`delete from audit_entry ${own} and sequence = 1`)).rejects.toThrow('only grows')
    const { id } = await harness.organisation('gamma')
    const input = { id, expectedVersion: 1, confirmName: 'gamma' }
    const { deletedId } = await write('deleteOrganization', 'deletedId', input)
    expect(deletedId).toBe(id)
    const left = sql`select 1 from audit_entry where "organisationId" = ${id}`
    expect(await harness.app.database.readInstallation().all(left)).toEqual([])
  })

  test('numbers what is written at once without gap', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `Skill ${index}`)
    await Promise.all(
      names.map((name) => write('createSkill', 'skill { id }', { organizationId: harness.acme.id, name })),
    )
    const all = (await log('first: 200', 'sequence')).nodes.map(({ sequence }: { sequence: number }) => sequence)
    expect(all).toEqual(all.map((_: number, index: number) => all.length - index))
  })

  test('says names instead of ids, also of what was renamed or deleted, and of people', async () => {
    const organizationId = harness.acme.id
    const { queue } = await write('createQueue', 'queue { id }', { organizationId, name: 'Billing' })
    const { skill } = await write('createSkill', 'skill { id }', { organizationId, name: 'Invoices' })
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { domains { id } } }')
    const routing = { queue: { queueId: queue.id, skillIds: [skill.id] } }
    const input = { domainId: organization.domains[0].id, localPart: 'named', settings: { routing } }
    const { emailAddress } = await write('createEmailAddress', 'emailAddress { id }', input)
    const NAMED = 'id entityName changes { field before after beforeText afterText }'
    const after = async () => {
      const { nodes } = await log(`entityId: "${emailAddress.id}"`, NAMED)
      const texts = nodes.flatMap(({ changes }: any) => changes.map(({ field, afterText }: any) => [field, afterText]))
      return Object.fromEntries(texts)
    }
    expect(Object.values(await after())).toContain('Billing')
    expect(JSON.stringify(await after())).toContain('Invoices')
    await write('updateQueue', 'queue { id }', { id: queue.id, expectedVersion: 1, name: 'Accounts' })
    expect(Object.values(await after())).toContain('Accounts')
    await write('updateEmailAddress', 'emailAddress { id }', {
      ...{ id: emailAddress.id, expectedVersion: 1, settings: { routing: { none: true } } },
    })
    await harness.operator.data('mutation ($input: DeleteEntityInput!) { deleteQueue(input: $input) { deletedId } }', {
      input: { id: queue.id, expectedVersion: 2 },
    })
    const texts = await log(`entityId: "${emailAddress.id}"`, NAMED)
    const changes = texts.nodes[0].changes
    expect(changes.find(({ before }: any) => before === queue.id)).toMatchObject({ beforeText: 'Accounts' })
    expect((await log(`entryId: "${texts.nodes[1].id}"`, 'id')).nodes).toEqual([{ id: texts.nodes[1].id }])
    await member('Agent')
    const { nodes } = await log('entityType: "Member"', NAMED)
    const created = nodes.find(({ entityName }: any) => entityName === 'agen@acme.example')
    expect(created.changes).toContainEqual(expect.objectContaining({ field: 'roleId', afterText: 'Agent' }))
    expect(created.changes).toContainEqual(expect.objectContaining({ field: 'userId', afterText: 'agen@acme.example' }))
  })
})

test('types of the audit log are those of the API', () => {
  const tables = ['address', 'domain', 'organisation', 'canned_response', 'smtp_server', 'api_key', 'skill', 'member']
  const types = tables.map(typeOfTable)
  expect(types).toEqual([
    ...['EmailAddress', 'EmailDomain', 'Organization', 'CannedResponse', 'SmtpServer', 'ApiKey', 'Skill', 'Member'],
  ])
  expect(types.map(tableOfType)).toEqual(tables)
})
