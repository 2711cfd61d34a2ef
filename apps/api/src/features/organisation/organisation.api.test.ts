import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'

const PROBLEMS = 'problems { code path message }'
const CREATE = `mutation ($input: CreateOrganizationInput!) { createOrganization(input: $input) { organization { id slug version roles { name builtIn } } ${PROBLEMS} } }`
const UPDATE = `mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { organization { name edition version limits { key limit } } ${PROBLEMS} } }`
const SETTINGS = `mutation ($input: UpdateOrganizationSettingsInput!) { updateOrganizationSettings(input: $input) { organization { settings { threadingDays plusAddressing version } } ${PROBLEMS} } }`
const DELETE = `mutation ($input: DeleteOrganizationInput!) { deleteOrganization(input: $input) { deletedId currentVersion ${PROBLEMS} } }`
const ADD = `mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id user { email name operator } role { name } skills { name proficiency } } ${PROBLEMS} } }`

describe.each(DIALECTS)('organisations on %s', (dialect) => {
  let harness: Harness
  let has: Configured
  beforeAll(async () => {
    harness = await startHarness(dialect)
    has = await configure(harness.operator, harness.acme)
  })
  afterAll(() => harness.stop())

  const codes = (payload: { problems: { code: string; path: string[] }[] }) =>
    payload.problems.map(({ code, path }) => [code, ...path].join(' '))
  const change = async (mutation: string, input: object, client = harness.operator) =>
    Object.values(await client.data<Record<string, any>>(mutation, { input }))[0]

  test('a new one has its roles and its platform domain, and keeps its slug for 90 days (R-ORG-3, R-ORG-6)', async () => {
    const { organization, problems } = await change(CREATE, { name: 'Gamma', slug: 'gamma' })
    expect(problems).toEqual([])
    expect(organization.roles.map((role: { name: string }) => role.name)).toEqual([
      'Owner',
      'E-mail administrator',
      'Viewer',
      'Agent',
    ])
    expect(codes(await change(CREATE, { name: 'Other', slug: 'gamma' }))).toEqual(['NOT_UNIQUE slug'])
    const wrong = { id: organization.id, expectedVersion: 1 }
    expect(codes(await change(DELETE, { ...wrong, confirmName: 'gamma' }))).toEqual([
      'CONFIRMATION_MISMATCH confirmName',
    ])
    const dry = await change(DELETE, { ...wrong, confirmName: 'Gamma', dryRun: true })
    expect(dry.deletedId).toBe(organization.id)
    expect((await change(DELETE, { ...wrong, confirmName: 'Gamma' })).deletedId).toBe(organization.id)
    expect(codes(await change(CREATE, { name: 'Other', slug: 'gamma' }))).toEqual(['NOT_UNIQUE slug'])
    expect(codes(await change(CREATE, { name: ' ', slug: 'www' }))).toEqual(['REQUIRED name', 'SLUG_RESERVED slug'])
  })

  test('a dry run of a new one shows it and stores nothing', async () => {
    const { organization } = await change(CREATE, { name: 'Dry', slug: 'dry-run', dryRun: true })
    expect(organization).toMatchObject({ slug: 'dry-run', version: 1 })
    expect(await harness.operator.data('{ organization(slug: "dry-run") { id } }')).toEqual({ organization: null })
  })

  test('operators change edition and limits, owners only the rest (R-ORG-2, R-ORG-5)', async () => {
    const delta = await harness.organisation('delta')
    const limits = [{ key: 'domains', limit: 5 }]
    const refused = await delta.owner.ask(UPDATE, { input: { id: delta.id, expectedVersion: 1, limits } })
    expect(refused.errors[0]?.extensions.code).toBe('FORBIDDEN')
    const renamed = await change(UPDATE, { id: delta.id, expectedVersion: 1, name: 'Delta Ltd' }, delta.owner)
    expect(renamed.organization).toMatchObject({ name: 'Delta Ltd', version: 2 })
    const widened = await change(UPDATE, { id: delta.id, expectedVersion: 2, limits, edition: 'CX_1' })
    expect(widened.organization.limits).toContainEqual({ key: 'domains', limit: 5 })
    const stale = await change(UPDATE, { id: delta.id, expectedVersion: 2, name: 'Late' })
    expect(codes(stale)).toEqual(['STALE_VERSION expectedVersion'])
    expect(stale.organization).toMatchObject({ name: 'Delta Ltd', version: 3 })
    const { organization } = await delta.owner.data('{ organization(slug: "delta") { domains { id name } } }')
    const create = `mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { emailAddress { id } ${PROBLEMS} } }`
    expect(organization.domains[0].name).toBe('delta.mailroom.example')
    const address = { domainId: organization.domains[0].id, localPart: 'x', settings: {} }
    expect(codes(await change(create, address, delta.owner))).toEqual(['EDITION_WITHOUT_EMAIL'])
  })

  test('settings stay within their range', async () => {
    const input = { organizationId: harness.acme.id, expectedVersion: 1, threadingDays: 31 }
    expect(codes(await change(SETTINGS, input))).toEqual(['OUT_OF_RANGE threadingDays'])
    const { organization } = await change(SETTINGS, { ...input, threadingDays: 7 })
    expect(organization.settings).toEqual({ threadingDays: 7, plusAddressing: true, version: 2 })
  })

  test('a viewer sees but does not change, an agent does not even see (R-ORG-4)', async () => {
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { roles { id name } } }')
    const roleId = (name: string) => organization.roles.find((role: { name: string }) => role.name === name).id
    const join = async (name: string) => {
      const email = `${name.toLowerCase()}@acme.example`
      const member = {
        organizationId: harness.acme.id,
        email,
        roleId: roleId(name),
        initialPassword: 'plenty of letters',
        skills: [{ id: has.skillId, proficiency: 4 }],
      }
      const added = await change(ADD, member)
      expect(added.member).toMatchObject({
        user: { email, operator: false },
        role: { name },
        skills: [{ name: 'Billing', proficiency: 4 }],
      })
      return new Client(harness.app).signIn(email, 'plenty of letters')
    }
    const viewer = await join('Viewer')
    const agent = await join('Agent')
    const update = `mutation ($input: UpdateQueueInput!) { updateQueue(input: $input) { queue { id } ${PROBLEMS} } }`
    const input = { id: has.queueId, expectedVersion: 1, name: 'X' }
    expect((await viewer.ask(update, { input })).errors[0]?.extensions.code).toBe('FORBIDDEN')
    const list = '{ organization(slug: "acme") { addresses { totalCount } } }'
    expect((await viewer.ask(list)).errors).toEqual([])
    expect((await agent.ask(list)).errors[0]?.extensions.code).toBe('NOT_FOUND')
    const flow = { input: { id: has.flowId, expectedVersion: 1 } }
    const publish = `mutation ($input: PublishFlowInput!) { publishFlow(input: $input) { flow { id } } }`
    expect((await agent.ask(publish, flow)).errors[0]?.extensions.code).toBe('NOT_FOUND')
    expect((await viewer.ask(publish, flow)).errors[0]?.extensions.code).toBe('FORBIDDEN')
  })

  test('what makes a member is checked whole', async () => {
    const input = {
      organizationId: harness.acme.id,
      email: 'nobody',
      roleId: 'rol_x',
      skills: [{ id: 'skl_x', proficiency: 9 }],
    }
    expect(codes(await change(ADD, input))).toEqual(
      expect.arrayContaining([
        'REQUIRED initialPassword',
        'REFERENCE_NOT_FOUND roleId',
        'REFERENCE_NOT_FOUND skills 0 id',
        'OUT_OF_RANGE skills 0 proficiency',
      ]),
    )
    const again = { organizationId: harness.acme.id, email: 'OLIVIA@acme.example', roleId: has.roleId }
    expect(codes(await change(ADD, again))).toEqual(['NOT_UNIQUE email'])
  })

  test('what flows and members refer to cannot be deleted, the rest can (R-ADR-10)', async () => {
    const remove = async (name: string, id: string) =>
      change(
        `mutation ($input: DeleteEntityInput!) { ${name}(input: $input) { deletedId usedBy { entityType name } ${PROBLEMS} } }`,
        { id, expectedVersion: 1 },
      )
    const queue = await remove('deleteQueue', has.queueId)
    expect(queue).toMatchObject({ deletedId: null, usedBy: [{ entityType: 'Flow', name: 'Spam check' }] })
    expect((await remove('deleteLanguage', has.languageId)).deletedId).toBe(has.languageId)
    expect((await remove('deleteFlow', has.flowId)).deletedId).toBe(has.flowId)
    expect((await remove('deleteQueue', has.queueId)).deletedId).toBe(has.queueId)
    const skill = await remove('deleteSkill', has.skillId)
    expect(skill.usedBy.map((use: { entityType: string }) => use.entityType)).toContain('Member')
  })

  test('names are unique without regard to case, and HTML keeps nothing that acts', async () => {
    const create = `mutation ($input: CreateCannedResponseInput!) { createCannedResponse(input: $input) { cannedResponse { html text } ${PROBLEMS} } }`
    const input = {
      organizationId: harness.acme.id,
      name: 'REGARDS',
      kind: 'SIGNATURE',
      html: '<p onclick="x()">Hi<script>alert(1)</script></p>',
    }
    expect(codes(await change(create, input))).toEqual(['NOT_UNIQUE name'])
    const { cannedResponse } = await change(create, { ...input, name: 'Clean' })
    expect(cannedResponse).toEqual({ html: '<p>Hi</p>', text: 'Hi' })
    expect(codes(await change(create, { ...input, name: 'Long', html: 'x'.repeat(70_000) }))).toEqual(['TOO_LONG html'])
    expect(codes(await change(create, { ...input, name: 'Odd', html: '<p>{{nope}}</p>' }))).toEqual([
      'PLACEHOLDER_UNKNOWN html',
    ])
  })
})
