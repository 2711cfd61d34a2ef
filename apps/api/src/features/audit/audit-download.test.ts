import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'
import { keeping } from '../../../test/statement-log.js'

const SECRET = 'secret@hidden.example'
/** More than one page of the keyset. */
const MANY = 420

describe.each(DIALECTS)('the audit log as a file on %s', (dialect) => {
  const statements: string[] = []
  let harness: Harness
  let viewer: Client

  beforeAll(async () => {
    harness = await startHarness(dialect, { statements: keeping(statements) })
    const { organization } = await harness.operator.data(
      '{ organization(slug: "acme") { domains { id } roles { id name } } }',
    )
    const input = { domainId: organization.domains[0].id, localPart: 'help', settings: { bcc: [{ address: SECRET }] } }
    await write('createEmailAddress', 'CreateEmailAddressInput', input)
    await write('createSkill', 'CreateSkillInput', { organizationId: harness.acme.id, name: '=1+1, "quoted"' })
    await write('createSkill', 'CreateSkillInput', { organizationId: harness.acme.id, name: '＝1+1' })
    for (let i = 0; i < MANY; i++)
      await write('createSkill', 'CreateSkillInput', { organizationId: harness.acme.id, name: `Skill ${i}` })
    const roleId = organization.roles.find(({ name }: { name: string }) => name === 'Viewer').id
    const person = { email: 'vera@acme.example', roleId, initialPassword: 'plenty of letters' }
    await write('addMember', 'AddMemberInput', { organizationId: harness.acme.id, ...person })
    viewer = await new Client(harness.app).signIn(person.email, person.initialPassword)
  }, 60_000)
  afterAll(() => harness.stop())

  const write = async (name: string, type: string, input: object) => {
    const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { problems { code } } }`
    const written = await harness.operator.data(mutation, { input })
    expect(written[name].problems).toEqual([])
  }
  const get = (file: string, { cookie } = harness.operator, slug = 'acme') =>
    harness.app.server.inject({ url: `/o/${slug}/audit-log.${file}`, headers: { cookie } })

  test('has every entry as JSON, the newest first, whatever the number of pages', async () => {
    statements.length = 0
    const response = await get('json')
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(response.headers['content-disposition']).toBe('attachment; filename="audit-log-acme.json"')
    const pages = statements.filter((text) => text.includes('from audit_entry t'))
    const entries = response.json() as { sequence: number; changes: object[] }[]
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { auditLog { totalCount } } }')
    expect(entries).toHaveLength(organization.auditLog.totalCount)
    expect(pages).toHaveLength(Math.ceil(entries.length / 200))
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, i) => entries.length - i))
  })

  test('is CSV with a row for each field, and no cell that a spreadsheet takes for a formula', async () => {
    const { body } = await get('csv?entityType=Skill')
    const [head, ...rows] = body.split('\r\n')
    expect(head).toBe(
      'sequence,id,at,actor,actorKind,actorId,action,entityType,entityId,entityName,ip,requestId,field,before,after',
    )
    const named = rows.filter((row) => row.includes(',name,'))
    expect(named).toHaveLength(MANY + 2)
    expect(named.at(-1)).toMatch(/,CREATED,Skill,skl_\w+,"'=1\+1, ""quoted""",.*,name,,"'=1\+1, ""quoted"""$/)
    expect(body).not.toMatch(/(^|,|")[=+\-@＝＋－＠]/m)
  })

  test('is filtered as the log in the console is, and refuses what is no filter', async () => {
    const entries = (await get('json?entityType=EmailAddress&action=CREATED')).json() as object[]
    expect(entries).toHaveLength(1)
    expect((await get('json?from=2999-01-01T00:00:00Z')).json()).toEqual([])
    for (const filter of ['from=yesterday', 'colour=red', 'actor=a&actor=b'])
      expect((await get(`json?${filter}`)).statusCode, filter).toBe(400)
  })

  test('R-OUT-2 has hidden recipients for those alone who may see them', async () => {
    expect((await get('json?entityType=EmailAddress')).body).toContain(SECRET)
    const { organization } = await harness.operator.data(
      '{ organization(slug: "acme") { roles { name permissions } } }',
    )
    const mayRead = organization.roles.find(({ name }: { name: string }) => name === 'Viewer').permissions
    const shown = await get('json?entityType=EmailAddress', viewer)
    expect(shown.statusCode).toBe(mayRead.includes('audit:view') ? 200 : 404)
    expect(shown.body).not.toContain(SECRET)
  })

  test('is for signed-in callers with audit:view alone, and other organisations are not there', async () => {
    const beta = await harness.organisation('beta')
    expect((await get('csv', { cookie: '' } as Client)).statusCode).toBe(401)
    expect((await get('csv', beta.owner)).statusCode).toBe(404)
    expect((await get('csv', beta.owner, 'nowhere')).statusCode).toBe(404)
    expect((await get('csv', beta.owner, 'beta')).statusCode).toBe(200)
    expect((await get('csv', beta.owner, 'beta')).body).not.toContain('Skill')
  })
})
