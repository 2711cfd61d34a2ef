import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'
import { RoleEntity } from './access.entity.js'
import { TenantScope } from '../../auth/tenant-scope.js'

const PROBLEMS = 'problems { code path }'
const MEMBER =
  'member { id version role { name } skills { id name proficiency } languages { name proficiency } user { name } }'
const ADD = `mutation ($input: AddMemberInput!) { addMember(input: $input) { ${MEMBER} ${PROBLEMS} } }`
const UPDATE = `mutation ($input: UpdateMemberInput!) { updateMember(input: $input) { ${MEMBER} ${PROBLEMS} } }`
const REMOVE = `mutation ($input: DeleteEntityInput!) { removeMember(input: $input) { deletedId currentVersion ${PROBLEMS} } }`
const PASSWORD = 'plenty of letters'

describe.each(DIALECTS)('members on %s', (dialect) => {
  let harness: Harness
  let has: Configured
  let roles: Readonly<Record<string, string>>
  let people = 0
  beforeAll(async () => {
    harness = await startHarness(dialect)
    has = await configure(harness.operator, harness.acme)
    roles = await rolesOf('acme')
  })
  afterAll(() => harness.stop())

  const rolesOf = async (slug: string) => {
    const { organization } = await harness.operator.data(`{ organization(slug: "${slug}") { roles { id name } } }`)
    return Object.fromEntries(organization.roles.map((role: { id: string; name: string }) => [role.name, role.id]))
  }
  const change = async (mutation: string, input: object, client = harness.operator) =>
    Object.values(await client.data<Record<string, any>>(mutation, { input }))[0]
  const codes = (payload: { problems: { code: string; path: string[] }[] }) =>
    payload.problems.map(({ code, path }) => [code, ...path].join(' '))
  const refusal = async (mutation: string, input: object, client: Client) =>
    (await client.ask(mutation, { input })).errors[0]?.extensions.code
  /** A member of Acme, signed in. */
  async function join(role: string, more: object = {}) {
    const email = `person${++people}@acme.example`
    const input = { organizationId: harness.acme.id, email, roleId: roles[role], initialPassword: PASSWORD, ...more }
    const { member } = await change(ADD, input)
    return { id: member.id as string, client: await new Client(harness.app).signIn(email, PASSWORD) }
  }

  test('adding somebody who exists never sets their password; that of a new person is told of in the audit log', async () => {
    const beta = await harness.organisation(`adding-${dialect}`)
    const { client, id } = await join('Viewer')
    const { viewer } = await client.data('{ viewer { user { email name } } }')
    const theirs = await rolesOf(beta.slug)
    const taken = { organizationId: beta.id, email: viewer.user.email.toUpperCase(), roleId: theirs['Viewer'] }
    const added = await change(ADD, { ...taken, name: 'Eve', initialPassword: 'chosen by somebody else' }, beta.owner)
    expect(added).toMatchObject({ member: { user: { name: viewer.user.name } }, problems: [] })
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { problems { code path } } }'
    const attempt = (password: string) =>
      change(signIn, { email: viewer.user.email, password }, new Client(harness.app))
    expect(codes(await attempt('chosen by somebody else'))).toEqual(['INVALID_CREDENTIALS'])
    expect(codes(await attempt(PASSWORD))).toEqual([])
    const fields = async (memberId: string) => {
      const [created] = await harness.audit(memberId)
      return (JSON.parse(created!.changes) as { field: string; after: unknown }[])
        .filter(({ field }) => field === 'initialPassword')
        .map(({ after }) => after)
    }
    expect([await fields(id), await fields(added.member.id)]).toEqual([['***'], []])
  })

  test('who manages members sees how safely they sign in and when they were here, and finds them by it', async () => {
    const { id, client } = await join('Agent')
    const mine = (nodes: { id: string }[]) => nodes.find((member) => member.id === id)
    const ask = async (args: string, by = harness.operator) =>
      by.ask(
        `{ organization(slug: "acme") { members(${args}) { nodes { id secondFactor lastActiveAt } totalCount } } }`,
      )
    const state = async () => mine((await ask('first: 200')).data.organization.members.nodes)
    expect(await state()).toEqual({ id, secondFactor: false, lastActiveAt: expect.stringMatching(/^20/) })
    const secret = 'mutation ($input: SecondFactorInput!) { enrolSecondFactor(input: $input) { secret } }'
    const { enrolSecondFactor } = await client.data(secret, { input: { password: PASSWORD } })
    expect(await state()).toMatchObject({ secondFactor: false })
    const code = new TOTP({ secret: Secret.fromBase32(enrolSecondFactor.secret) }).generate()
    await client.data('mutation ($code: String!) { confirmSecondFactor(code: $code) { problems { code } } }', { code })
    expect(await state()).toMatchObject({ secondFactor: true })
    const found = async (args: string) => (await ask(`first: 200, ${args}`)).data.organization.members
    expect((await found('secondFactor: true')).nodes.map((member: { id: string }) => member.id)).toEqual([id])
    expect(mine((await found('secondFactor: false')).nodes)).toBeUndefined()
    expect(mine((await found(`roleId: "${roles['Agent']}"`)).nodes)).toBeDefined()
    const { nodes, totalCount } = await found(`roleId: "${roles['Owner']}"`)
    expect([mine(nodes), nodes.length]).toEqual([undefined, totalCount])
    const viewer = await join('Viewer')
    const { organization } = (await ask('first: 200', viewer.client)).data
    expect(mine(organization.members.nodes)).toEqual({ id, secondFactor: null, lastActiveAt: null })
    expect((await ask('secondFactor: true', viewer.client)).errors[0]?.extensions.code).toBe('FORBIDDEN')
  })

  test('R-QUE-3 abilities of 0 to 5 are changed, left out they stay, null clears them', async () => {
    const skills = [{ id: has.skillId, proficiency: 4 }]
    const languages = [{ id: has.languageId, proficiency: 0 }]
    const { id } = await join('Agent', { skills, languages })
    const seen = (expectedVersion: number) => ({ id, expectedVersion })
    const dry = await change(UPDATE, { ...seen(1), skills: null, dryRun: true })
    expect(dry.member).toMatchObject({ skills: [], languages: [{ name: 'German', proficiency: 0 }], version: 2 })
    const raised = await change(UPDATE, { ...seen(1), skills: [{ id: has.skillId, proficiency: 5 }] })
    expect(raised.member).toMatchObject({
      skills: [{ name: 'Billing', proficiency: 5 }],
      languages: [{ name: 'German', proficiency: 0 }],
      version: 2,
    })
    const audited = (await harness.audit(id)).find(({ action }) => action === 'UPDATED')!
    expect(JSON.parse(audited.changes)).toEqual([
      { field: 'skills', before: skills, after: [{ id: has.skillId, proficiency: 5 }] },
    ])
    const wrong = await change(UPDATE, {
      ...seen(2),
      roleId: null,
      skills: [
        { id: has.skillId, proficiency: 6 },
        { id: has.skillId, proficiency: 1 },
      ],
      languages: [{ id: 'lng_x', proficiency: -1 }],
    })
    expect(codes(wrong)).toEqual([
      'REQUIRED roleId',
      'OUT_OF_RANGE skills 0 proficiency',
      'NOT_UNIQUE skills 1 id',
      'REFERENCE_NOT_FOUND languages 0 id',
      'OUT_OF_RANGE languages 0 proficiency',
    ])
    const stale = await change(UPDATE, { ...seen(1), skills: null })
    expect(codes(stale)).toEqual(['STALE_VERSION expectedVersion'])
    expect(stale.member).toMatchObject({ version: 2, skills: [{ proficiency: 5 }] })
    expect((await change(UPDATE, { ...seen(2), skills: null, languages: null })).member).toMatchObject({
      skills: [],
      languages: [],
    })
  })

  test('R-ADR-13 the health of addresses follows what members can do', async () => {
    const { id } = await join('Agent')
    const queue = await change(`mutation ($input: CreateQueueInput!) { createQueue(input: $input) { queue { id } } }`, {
      organizationId: harness.acme.id,
      name: 'Followed',
      memberIds: [id],
    })
    const routing = { queue: { queueId: queue.queue.id, skillIds: [has.skillId] } }
    await change(
      `mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { emailAddress { id } ${PROBLEMS} } }`,
      { domainId: has.domainId, localPart: 'followed', settings: { routing } },
    )
    const health = async () => {
      const { organization } = await harness.operator.data(
        `{ organization(slug: "acme") { addresses(search: "followed", filter: { hasProblems: true }) { nodes { health { code } } } } }`,
      )
      return organization.addresses.nodes.flatMap((node: { health: { code: string }[] }) =>
        node.health.map(({ code }) => code),
      )
    }
    expect(await health()).toEqual(['NO_AGENT_MATCHES'])
    const skills = [{ id: has.skillId, proficiency: 1 }]
    expect((await change(UPDATE, { id, expectedVersion: 1, skills })).problems).toEqual([])
    expect(await health()).toEqual([])
    expect((await change(REMOVE, { id, expectedVersion: 2 })).deletedId).toBe(id)
    expect(await health()).toEqual(['QUEUE_WITHOUT_MEMBERS'])
  })

  test('R-ORG-6 the last Owner is neither removed nor made anything else', async () => {
    const omega = await harness.organisation('omega')
    const { organization } = await omega.owner.data('{ organization(slug: "omega") { members { nodes { id } } } }')
    const id = organization.members.nodes[0].id as string
    const of = await rolesOf('omega')
    const viewer = { id, expectedVersion: 1, roleId: of['Viewer'] }
    expect(codes(await change(UPDATE, viewer, omega.owner))).toEqual(['LAST_OWNER roleId'])
    expect(codes(await change(REMOVE, { id, expectedVersion: 1 }, omega.owner))).toEqual(['LAST_OWNER'])
    const second = {
      organizationId: omega.id,
      email: 'second@omega.example',
      roleId: of['Owner'],
      initialPassword: PASSWORD,
    }
    const added = await change(ADD, second, omega.owner)
    expect((await change(UPDATE, { ...viewer, dryRun: true }, omega.owner)).problems).toEqual([])
    expect((await change(UPDATE, viewer, omega.owner)).member.role).toEqual({ name: 'Viewer' })
    expect(await refusal(REMOVE, { id: added.member.id, expectedVersion: 1 }, omega.owner)).toBe('FORBIDDEN')
    const owner = await new Client(harness.app).signIn('second@omega.example', PASSWORD)
    expect(codes(await change(REMOVE, { id: added.member.id, expectedVersion: 1 }, owner))).toEqual(['LAST_OWNER'])
    expect((await change(REMOVE, { id, expectedVersion: 2 }, owner)).deletedId).toBe(id)
  })

  test('R-ORG-6 nobody gives or takes more than their own', async () => {
    const roleId = await harness.app.database.write(TenantScope.issue(harness.acme.id, null), async (uow) => {
      const permissions = [
        'directory:user:manage',
        'routing:email:view',
        'flow:view',
        'responses:view',
        'routing:queue:view',
        'audit:view',
      ] as const
      const row = { id: uow.newId('rol'), name: 'Staff', nameKey: 'staff', permissions, builtIn: false }
      return (await uow.of(RoleEntity).insert(row)).id
    })
    roles = { ...roles, Staff: roleId }
    const staff = await join('Staff')
    const viewer = await join('Viewer')
    const owner = await join('Owner')
    const newcomer = { organizationId: harness.acme.id, email: 'newcomer@acme.example', initialPassword: PASSWORD }
    expect(codes(await change(ADD, { ...newcomer, roleId: roles['Owner'] }, staff.client))).toEqual([
      'PERMISSION_NOT_OWN roleId',
    ])
    expect((await change(ADD, { ...newcomer, roleId: roles['Viewer'], dryRun: true }, staff.client)).problems).toEqual(
      [],
    )
    const promoted = { id: viewer.id, expectedVersion: 1, roleId: roles['Owner'] }
    expect(codes(await change(UPDATE, promoted, staff.client))).toEqual(['PERMISSION_NOT_OWN roleId'])
    expect(codes(await change(UPDATE, { ...promoted, id: staff.id }, staff.client))).toEqual([
      'PERMISSION_NOT_OWN roleId',
    ])
    const demoted = { id: owner.id, expectedVersion: 1, roleId: roles['Viewer'] }
    expect(codes(await change(UPDATE, demoted, staff.client))).toEqual(['PERMISSION_NOT_OWN roleId'])
    expect(codes(await change(REMOVE, { id: owner.id, expectedVersion: 1 }, staff.client))).toEqual([
      'PERMISSION_NOT_OWN',
    ])
    const away = { id: owner.id, expectedVersion: 1, suspended: true }
    expect(codes(await change(UPDATE, away, staff.client))).toEqual(['PERMISSION_NOT_OWN suspended'])
    expect((await change(UPDATE, away)).problems).toEqual([])
    const back = { ...away, expectedVersion: 2, suspended: false }
    expect(codes(await change(UPDATE, back, staff.client))).toEqual(['PERMISSION_NOT_OWN suspended'])
    expect((await change(UPDATE, back)).problems).toEqual([])
    expect(await refusal(UPDATE, promoted, viewer.client)).toBe('FORBIDDEN')
    expect(await refusal(REMOVE, { id: staff.id, expectedVersion: 1 }, (await join('Agent')).client)).toBe('NOT_FOUND')
    expect((await change(UPDATE, promoted)).member.role).toEqual({ name: 'Owner' })
  })

  test('who is removed or demoted is out at once, and out of the queues, and can come back', async () => {
    const member = await join('Viewer')
    const { createQueue } = await harness.operator.data(
      `mutation ($input: CreateQueueInput!) { createQueue(input: $input) { queue { id } } }`,
      { input: { organizationId: harness.acme.id, name: 'Left', memberIds: [member.id, has.memberId] } },
    )
    const queueId = createQueue.queue.id as string
    const list = '{ organization(slug: "acme") { addresses { totalCount } } }'
    expect((await member.client.ask(list)).errors).toEqual([])
    expect((await change(UPDATE, { id: member.id, expectedVersion: 1, roleId: roles['Agent'] })).problems).toEqual([])
    expect((await member.client.ask(list)).errors[0]?.extensions.code).toBe('NOT_FOUND')
    const dry = await change(REMOVE, { id: member.id, expectedVersion: 2, dryRun: true })
    expect(dry.deletedId).toBe(member.id)
    expect(codes(await change(REMOVE, { id: member.id, expectedVersion: 1 }))).toEqual([
      'STALE_VERSION expectedVersion',
    ])
    expect((await change(REMOVE, { id: member.id, expectedVersion: 2 })).deletedId).toBe(member.id)
    expect((await member.client.data('{ organization(slug: "acme") { id } }')).organization).toBeNull()
    const { organization } = await harness.operator.data(
      `{ organization(slug: "acme") { queue(id: "${queueId}") { version members { nodes { id } totalCount } } } }`,
    )
    expect(organization.queue).toEqual({ version: 2, members: { nodes: [{ id: has.memberId }], totalCount: 1 } })
    const left = (await harness.audit(queueId)).find(({ action }) => action === 'UPDATED')!
    expect(JSON.parse(left.changes)).toEqual([
      { field: 'memberIds', before: [member.id, has.memberId].sort(), after: [has.memberId] },
    ])
    expect((await harness.audit(member.id)).map(({ action }) => action).sort()).toEqual([
      'CREATED',
      'DELETED',
      'UPDATED',
    ])
    expect(await refusal(REMOVE, { id: member.id, expectedVersion: 2 }, harness.operator)).toBe('NOT_FOUND')
    const again = { organizationId: harness.acme.id, email: `person${people}@acme.example`, roleId: roles['Viewer'] }
    expect((await change(ADD, again)).problems).toEqual([])
    expect((await member.client.ask(list)).errors).toEqual([])
  })

  test('members of a large queue come in pages, with what they can do', async () => {
    const members = []
    for (let index = 0; index < 3; index++)
      members.push(
        (await join('Agent', { name: `Agent ${index}`, skills: [{ id: has.skillId, proficiency: index }] })).id,
      )
    const created = await change(
      `mutation ($input: CreateQueueInput!) { createQueue(input: $input) { queue { id } } }`,
      { organizationId: harness.acme.id, name: 'Large', memberIds: members },
    )
    const found: { id: string; skills: object[] }[] = []
    for (let after = ''; ;) {
      const { organization } = await harness.operator.data(
        `query ($id: ID!, $after: String) { organization(slug: "acme") { queue(id: $id) { members(first: 2, after: $after) {
          nodes { id skills { proficiency } } pageInfo { hasNextPage endCursor } totalCount } } } }`,
        { id: created.queue.id, after: after || null },
      )
      const { nodes, pageInfo, totalCount } = organization.queue.members
      expect(totalCount).toBe(3)
      found.push(...nodes)
      if (!pageInfo.hasNextPage) break
      after = pageInfo.endCursor
    }
    expect(found.map(({ id, skills }) => [id, ...skills])).toEqual(
      members.map((id, proficiency) => [id, { proficiency }]),
    )
  })
})
