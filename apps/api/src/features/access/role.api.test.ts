import { BUILT_IN_ROLE_KEYS, BUILT_IN_ROLES, PERMISSIONS, withIncluded } from '@mailroom/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'

const PROBLEMS = 'problems { code path message }'
const ROLE = 'role { id name permissions builtIn builtInKey version memberCount }'
const CREATE = `mutation ($input: CreateRoleInput!) { createRole(input: $input) { ${ROLE} ${PROBLEMS} } }`
const UPDATE = `mutation ($input: UpdateRoleInput!) { updateRole(input: $input) { ${ROLE} ${PROBLEMS} } }`
const DELETE = `mutation ($input: DeleteEntityInput!) {
  deleteRole(input: $input) { deletedId currentVersion usedBy { entityType id name } ${PROBLEMS} } }`
const ADD = `mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id } ${PROBLEMS} } }`
const MOVE = `mutation ($input: UpdateMemberInput!) { updateMember(input: $input) { member { id version } ${PROBLEMS} } }`
interface Named {
  readonly entityType: string
}
const PASSWORD = 'plenty of letters'

describe.each(DIALECTS)('roles on %s', (dialect) => {
  let harness: Harness
  let number = 0
  beforeAll(async () => {
    harness = await startHarness(dialect)
  })
  afterAll(() => harness.stop())

  const change = async (mutation: string, input: object, client = harness.operator) =>
    Object.values(await client.data<Record<string, any>>(mutation, { input }))[0]
  const codes = (payload: { problems: { code: string; path: string[] }[] }) =>
    payload.problems.map(({ code, path }) => [code, ...path].join(' '))
  const refusal = async (mutation: string, input: object, client: Client) =>
    (await client.ask(mutation, { input })).errors[0]?.extensions.code
  const roles = async (client = harness.operator) =>
    (
      await client.data(
        `{ organization(slug: "acme") { roles { id name permissions builtIn builtInKey version memberCount } } }`,
      )
    ).organization.roles as {
      id: string
      name: string
      builtInKey: string | null
      memberCount: number | null
      permissions: string[]
    }[]
  const roleId = async (name: string) => (await roles()).find((role) => role.name === name)!.id
  const make = async (permissions: readonly string[], client = harness.operator) => {
    const input = { organizationId: harness.acme.id, name: `Role ${++number}`, permissions }
    const { role, problems } = await change(CREATE, input, client)
    expect(problems).toEqual([])
    return role as { id: string; version: number; name: string; permissions: string[] }
  }
  async function join(role: string) {
    const email = `person${++number}@acme.example`
    const input = {
      organizationId: harness.acme.id,
      email,
      name: `P${number}`,
      roleId: role,
      initialPassword: PASSWORD,
    }
    const { member } = await change(ADD, input)
    return { id: member.id as string, client: await new Client(harness.app).signIn(email, PASSWORD) }
  }

  test('R-ORG-6 a role is made, listed behind the built-in ones, changed and deleted, each audited', async () => {
    const input = { organizationId: harness.acme.id, name: ' Night shift ', permissions: ['flow:manage'] }
    const dry = await change(CREATE, { ...input, dryRun: true })
    expect(dry).toMatchObject({ role: { name: 'Night shift', version: 1, memberCount: 0 }, problems: [] })
    expect((await roles()).map(({ name }) => name)).toEqual(Object.keys(BUILT_IN_ROLES))
    expect((await roles()).map(({ builtInKey }) => builtInKey)).toEqual(Object.values(BUILT_IN_ROLE_KEYS))
    const keyed = { ...input, idempotencyKey: 'night' }
    const { role } = await change(CREATE, keyed)
    expect(role).toMatchObject({
      builtIn: false,
      builtInKey: null,
      permissions: ['flow:view', 'flow:manage'],
      memberCount: 0,
    })
    expect((await change(CREATE, keyed)).role).toEqual(role)
    expect(codes(await change(CREATE, { ...input, name: 'NIGHT shift' }))).toEqual(['NOT_UNIQUE name'])
    expect(codes(await change(CREATE, { ...input, name: 'viewer', permissions: ['x'] }))).toEqual([
      'INVALID permissions 0',
    ])
    expect((await roles()).map(({ name }) => name)).toEqual([...Object.keys(BUILT_IN_ROLES), 'Night shift'])

    const seen = { id: role.id, expectedVersion: 1 }
    expect((await change(UPDATE, { ...seen, permissions: ['audit:view'], dryRun: true })).role).toMatchObject({
      permissions: ['audit:view'],
      version: 2,
    })
    expect((await change(UPDATE, { ...seen, name: 'Nights' })).role).toMatchObject({
      name: 'Nights',
      permissions: ['flow:view', 'flow:manage'],
    })
    const stale = await change(UPDATE, { ...seen, permissions: [] })
    expect([codes(stale), stale.role.version, stale.role.memberCount]).toEqual([
      ['STALE_VERSION expectedVersion'],
      2,
      0,
    ])
    expect((await change(UPDATE, { id: role.id, expectedVersion: 2, permissions: null })).role.permissions).toEqual([])
    const last = { id: role.id, expectedVersion: 3 }
    expect((await change(DELETE, { ...last, dryRun: true })).deletedId).toBe(role.id)
    expect((await change(DELETE, { ...last, expectedVersion: 1 })).currentVersion).toBe(3)
    expect((await change(DELETE, last)).deletedId).toBe(role.id)
    expect(await refusal(DELETE, last, harness.operator)).toBe('NOT_FOUND')
    const audited = await harness.audit(role.id)
    expect(audited.map(({ action }) => action).sort()).toEqual(['CREATED', 'DELETED', 'UPDATED', 'UPDATED'])
    expect(audited.flatMap(({ changes }) => JSON.parse(changes))).toContainEqual({
      field: 'permissions',
      before: ['flow:view', 'flow:manage'],
      after: [],
    })
  })

  test.each(Object.keys(BUILT_IN_ROLES))('R-ORG-6 %s stays as it is, and can be duplicated', async (name) => {
    const id = await roleId(name)
    const before = await roles()
    const seen = { id, expectedVersion: 1 }
    const refused = await change(UPDATE, { ...seen, name: 'Mine', permissions: [] })
    expect(codes(refused)).toEqual(['ROLE_BUILT_IN'])
    expect(refused.problems[0].message).toContain('Duplicate')
    expect(codes(await change(DELETE, seen))).toEqual(['ROLE_BUILT_IN'])
    expect(await roles()).toEqual(before)
    const permissions = BUILT_IN_ROLES[name as keyof typeof BUILT_IN_ROLES]
    expect((await make(permissions)).permissions).toEqual(withIncluded(permissions))
  })

  test('R-ORG-6 nobody makes, changes or deletes a role that allows more than they may', async () => {
    const staff = await join((await make(['authorization:role:manage', 'flow:manage'])).id)
    const beyond = await make(['smtp:manage'])
    const input = { organizationId: harness.acme.id, name: 'Beyond', permissions: ['flow:view', 'flow:publish'] }
    expect(codes(await change(CREATE, input, staff.client))).toEqual(['PERMISSION_NOT_OWN permissions 1'])
    const within = await make(['flow:view'], staff.client)
    const raised = { id: within.id, expectedVersion: 1, permissions: ['routing:email:view'] }
    expect(codes(await change(UPDATE, raised, staff.client))).toEqual(['PERMISSION_NOT_OWN permissions 0'])
    const others = { id: beyond.id, expectedVersion: 1 }
    expect(codes(await change(UPDATE, { ...others, permissions: [] }, staff.client))).toEqual(['PERMISSION_NOT_OWN'])
    expect(codes(await change(DELETE, others, staff.client))).toEqual(['PERMISSION_NOT_OWN'])
    expect((await change(DELETE, { id: within.id, expectedVersion: 1 }, staff.client)).deletedId).toBe(within.id)
  })

  test('R-ORG-6 whoever changes their own role keeps the right to change it back', async () => {
    const permissions = ['authorization:role:manage', 'flow:view']
    const role = await make(permissions)
    const staff = await join(role.id)
    const seen = { id: role.id, expectedVersion: 1 }
    const without = { ...seen, permissions: ['flow:view'] }
    expect(codes(await change(UPDATE, without, staff.client))).toEqual(['OWN_ROLE_NEEDS permissions'])
    expect((await change(UPDATE, { ...without, dryRun: true })).problems).toEqual([])
    const own = { ...seen, permissions: ['authorization:role:manage'] }
    expect((await change(UPDATE, own, staff.client)).problems).toEqual([])
    const regained = { id: role.id, expectedVersion: 2, permissions }
    expect(codes(await change(UPDATE, regained, staff.client))).toEqual(['PERMISSION_NOT_OWN permissions 1'])
  })

  test('R-ORG-6 a changed role takes effect at once for everybody who has it', async () => {
    const role = await make(['flow:view'])
    const members = [await join(role.id), await join(role.id)]
    const list = '{ organization(slug: "acme") { flows { totalCount } } }'
    const answers = () =>
      Promise.all(members.map(async ({ client }) => (await client.ask(list)).errors[0]?.extensions.code ?? 'shown'))
    expect(await answers()).toEqual(['shown', 'shown'])
    await change(UPDATE, { id: role.id, expectedVersion: 1, permissions: [] })
    expect(await answers()).toEqual(['NOT_FOUND', 'NOT_FOUND'])
    await change(UPDATE, { id: role.id, expectedVersion: 2, permissions: ['flow:manage'] })
    expect(await answers()).toEqual(['shown', 'shown'])
  })

  test('a role that members have is not deleted: IN_USE names them, to whoever may see them', async () => {
    const role = await make(['flow:view'])
    const member = await join(role.id)
    const seen = { id: role.id, expectedVersion: 1 }
    const refused = await change(DELETE, seen)
    expect(codes(refused)).toEqual(['IN_USE'])
    expect(refused.usedBy).toEqual([{ entityType: 'Member', id: member.id, name: expect.stringMatching(/^P/) }])
    const manager = await join((await make(['authorization:role:manage', 'flow:view'])).id)
    const blind = await change(DELETE, seen, manager.client)
    expect([codes(blind), blind.usedBy]).toEqual([['IN_USE'], []])
    const invite = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { invitation { id } ${PROBLEMS} } }`
    const { invitation } = await change(invite, {
      organizationId: harness.acme.id,
      email: 'guest@acme.example',
      roleId: role.id,
    })
    expect((await change(DELETE, seen)).usedBy.map(({ entityType }: Named) => entityType)).toEqual([
      'Member',
      'Invitation',
    ])
    await change(MOVE, { id: member.id, expectedVersion: 1, roleId: await roleId('Agent') })
    const invited = await change(DELETE, seen)
    expect(invited.usedBy).toEqual([{ entityType: 'Invitation', id: invitation.id, name: 'guest@acme.example' }])
    const revoke = 'mutation ($id: ID!) { revokeInvitation(id: $id) { deletedId } }'
    await harness.operator.data(revoke, { id: invitation.id })
    expect((await change(DELETE, seen, manager.client)).deletedId).toBe(role.id)
  })

  test('R-ORG-4 who may not manage roles sees them, and how many have them only with members', async () => {
    const role = await make(['smtp:manage'])
    const viewer = await join(await roleId('Viewer'))
    const agent = await join(await roleId('Agent'))
    const input = { organizationId: harness.acme.id, name: 'Mine', permissions: [] }
    for (const { client } of [viewer, agent]) {
      expect(await refusal(CREATE, input, client)).toBe('FORBIDDEN')
      expect(await refusal(UPDATE, { id: role.id, expectedVersion: 1 }, client)).toBe('FORBIDDEN')
      expect(await refusal(DELETE, { id: role.id, expectedVersion: 1 }, client)).toBe('FORBIDDEN')
    }
    const owner = (await roles(viewer.client)).find(({ name }) => name === 'Owner')!
    expect([owner.memberCount, owner.permissions]).toEqual([1, [...PERMISSIONS]])
    expect((await roles(agent.client)).map(({ memberCount }) => memberCount)).not.toContainEqual(expect.any(Number))
    const beta = await harness.organisation('beta')
    expect(await refusal(UPDATE, { id: role.id, expectedVersion: 1 }, beta.owner)).toBe('NOT_FOUND')
    expect(await refusal(CREATE, { ...input, organizationId: beta.id }, harness.operator)).toBe('FORBIDDEN')
    const mine = '{ viewer { memberships { role { name memberCount } } } }'
    const { memberships } = (await beta.owner.data(mine)).viewer
    expect(memberships).toEqual([{ role: { name: 'Owner', memberCount: 1 } }])
  })
})
