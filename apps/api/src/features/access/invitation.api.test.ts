import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { Client, OPERATOR, startHarness, type Harness } from '../../../test/harness.js'
import { isoTime } from '../../adapters/clock.js'
import { sql } from '../../database/sql.js'
import { DeletedItemPurge } from '../../jobs/deleted-item-purge.js'
import { ReservedNameEntity } from '../organisation/organisation.entity.js'
import { ResetLinkEntity } from './account.entity.js'

const DAY = 24 * 60 * 60_000
const PASSWORD = 'plenty of letters'
const PROBLEMS = 'problems { code path }'
const INVITATION = 'invitation { id email name invitedBy expiresAt role { name } } link'
const INVITE = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { ${INVITATION} ${PROBLEMS} } }`
const RESEND = `mutation ($id: ID!) { resendInvitation(id: $id) { ${INVITATION} ${PROBLEMS} } }`
const REVOKE = `mutation ($id: ID!) { revokeInvitation(id: $id) { deletedId ${PROBLEMS} } }`
const PREVIEW = `query ($code: String!) { invitation(code: $code) {
  organizationName roleName builtInRoleKey email name invitedBy expired hasAccount } }`
const ACCEPT = `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) {
  viewer { user { name email } memberships { organization { slug } role { name } } } ${PROBLEMS} } }`
const OPEN = '{ organization(slug: "acme") { invitations { nodes { id email } totalCount } } }'

describe.each(DIALECTS)('invitations on %s', (dialect) => {
  const time = { now: Date.parse('2026-11-22T12:00:00Z') }
  const logged: string[] = []
  let harness: Harness
  let has: Configured
  let roles: Readonly<Record<string, string>>
  let people = 0
  beforeAll(async () => {
    const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
    harness = await startHarness(dialect, { clock: { now: () => time.now }, log })
    has = await configure(harness.operator, harness.acme)
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { roles { id name } } }')
    roles = Object.fromEntries(organization.roles.map((role: { id: string; name: string }) => [role.name, role.id]))
  })
  afterAll(() => harness.stop())

  const client = () => new Client(harness.app)
  const mail = () => `guest${++people}@acme.example`
  const codes = (payload: { problems: { code: string; path: string[] }[] }) =>
    payload.problems.map(({ code, path }) => [code, ...path].join(' '))
  const codeOf = (link: string) => new URL(link).hash.replace('#code=', '')
  const pass = async (milliseconds: number) => {
    time.now += milliseconds
    await harness.operator.signIn(OPERATOR.email, OPERATOR.password)
  }
  const invite = async (more: object = {}, by = harness.operator) => {
    const input = { organizationId: harness.acme.id, email: mail(), roleId: roles['Viewer'], ...more }
    return (await by.data(INVITE, { input })).inviteMember
  }
  const invited = async (more: object = {}) => {
    const { invitation, link } = await invite(more)
    return { ...invitation, code: codeOf(link) } as { id: string; email: string; code: string }
  }
  const accept = async (input: object, by = client()) => (await by.data(ACCEPT, { input })).acceptInvitation
  const preview = async (code: string) => (await client().data(PREVIEW, { code })).invitation
  async function member(role: string) {
    const { code, email } = await invited({ roleId: roles[role] })
    const by = client()
    await accept({ code, name: role, password: PASSWORD }, by)
    return { by, email }
  }

  test('a new person accepts by name and password, is a member with all that was said, and signed in', async () => {
    const skills = [{ id: has.skillId, proficiency: 4 }]
    const { invitation, link } = await invite({ name: ' Ada ', skills })
    expect(invitation).toMatchObject({ name: 'Ada', role: { name: 'Viewer' } })
    expect(Date.parse(invitation.expiresAt)).toBe(time.now + 7 * DAY)
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/invite#code=[\w-]{43}$/)
    const code = codeOf(link)
    expect(await preview(code)).toMatchObject({
      ...{
        organizationName: 'Acme',
        roleName: 'Viewer',
        builtInRoleKey: 'VIEWER',
        email: invitation.email,
        name: 'Ada',
      },
      ...{ expired: false, hasAccount: false },
    })
    const weak = await accept({ code, name: '', password: 'password' })
    expect(codes(weak)).toEqual(['REQUIRED name', 'PASSWORD_TOO_COMMON password'])
    const by = client()
    const { viewer } = await accept({ code, name: 'Ada Martin', password: PASSWORD }, by)
    expect(viewer).toEqual({
      user: { name: 'Ada Martin', email: invitation.email },
      memberships: [{ organization: { slug: 'acme' }, role: { name: 'Viewer' } }],
    })
    const members =
      '{ organization(slug: "acme") { members(search: "ada") { nodes { user { name } skills { proficiency } } } } }'
    expect((await by.data(members)).organization.members.nodes).toEqual([
      { user: { name: 'Ada Martin' }, skills: [{ proficiency: 4 }] },
    ])
    expect(codes(await accept({ code, name: 'Eve', password: PASSWORD }))).toEqual(['INVITATION_INVALID code'])
    expect(await preview(code)).toBeNull()
  })

  test('an account is joined by its own person alone: no invitation sets its password or skips a code', async () => {
    const beta = await harness.organisation(`beta-${dialect}`)
    const known = beta.owner
    const { viewer } = await known.data('{ viewer { user { email name } } }')
    const { code } = await invited({ email: viewer.user.email, name: 'Somebody else' })
    expect(await preview(code)).toMatchObject({ hasAccount: true })
    expect(codes(await accept({ code, name: 'Eve', password: 'a new one of mine' }))).toEqual(['INVALID_CREDENTIALS'])
    expect(codes(await accept({ code }, harness.operator))).toEqual(['INVALID_CREDENTIALS'])
    const joined = await accept({ code }, known)
    expect(joined.viewer.user.name).toBe(viewer.user.name)
    expect(joined.viewer.memberships).toHaveLength(2)
    const stillRight = `long enough for ${beta.slug.length} people`
    await client().signIn(viewer.user.email, stillRight)
  })

  test('a link that is used twice at once makes one member', async () => {
    const { code, email } = await invited()
    const answers = await Promise.all([1, 2, 3].map((n) => accept({ code, name: `P${n}`, password: PASSWORD })))
    expect(answers.filter(({ viewer }) => viewer !== null)).toHaveLength(1)
    const rows = await harness.app.database
      .readInstallation()
      .all(sql`select 1 from member m join "user" u on u.id = m."userId" where u.email = ${email}`)
    expect(rows).toHaveLength(1)
  })

  test('it ends after 7 days; a resent one has a new link, and that of before is void', async () => {
    const { id, code } = await invited()
    await pass(7 * DAY)
    expect(await preview(code)).toMatchObject({ expired: true })
    expect(codes(await accept({ code, name: 'Late', password: PASSWORD }))).toEqual(['INVITATION_INVALID code'])
    const { resendInvitation } = await harness.operator.data(RESEND, { id })
    expect(await preview(code)).toBeNull()
    expect(await preview(codeOf(resendInvitation.link))).toMatchObject({ expired: false })
    const done = await accept({ code: codeOf(resendInvitation.link), name: 'Late', password: PASSWORD })
    expect(done.problems).toEqual([])
  })

  test('one that is taken back is void at once', async () => {
    const { id, code, email } = await invited()
    expect((await harness.operator.data(OPEN)).organization.invitations.nodes).toContainEqual({ id, email })
    expect((await harness.operator.data(REVOKE, { id })).revokeInvitation).toEqual({ deletedId: id, problems: [] })
    expect(codes(await accept({ code, name: 'Gone', password: PASSWORD }))).toEqual(['INVITATION_INVALID code'])
    expect((await harness.operator.ask(REVOKE, { id })).errors[0]?.extensions.code).toBe('NOT_FOUND')
  })

  test('a member, and who is invited already, is not invited again; dry runs send nothing', async () => {
    const { email } = await invited()
    expect(codes(await invite({ email: email.toUpperCase() }))).toEqual(['NOT_UNIQUE email'])
    expect(codes(await invite({ email: OPERATOR.email }))).toEqual(['NOT_UNIQUE email'])
    const wrong = await invite({
      email: 'nobody',
      name: 'a\u202eb',
      roleId: 'rol_x',
      skills: [{ id: 'skl_x', proficiency: 9 }],
    })
    expect(codes(wrong)).toEqual([
      ...['ADDRESS_SYNTAX email', 'FORBIDDEN_CHARACTERS name', 'REFERENCE_NOT_FOUND roleId'],
      ...['REFERENCE_NOT_FOUND skills 0 id', 'OUT_OF_RANGE skills 0 proficiency'],
    ])
    const dry = await invite({ dryRun: true })
    expect(dry).toMatchObject({ link: null, problems: [] })
    expect(await invite({ email: dry.invitation.email })).toMatchObject({ problems: [] })
  })

  test('R-ORG-6 inviting needs directory:user:manage, and nobody gives more than they have', async () => {
    const viewer = await member('Viewer')
    const input = { organizationId: harness.acme.id, email: mail(), roleId: roles['Viewer'] }
    expect((await viewer.by.ask(INVITE, { input })).errors[0]?.extensions.code).toBe('FORBIDDEN')
    expect((await viewer.by.ask(OPEN)).errors[0]?.extensions.code).toBe('FORBIDDEN')
    const { createApiKey } = await harness.operator.data(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
      { input: { organizationId: harness.acme.id, name: `K${dialect}`, permissions: ['directory:user:manage'] } },
    )
    const key = { authorization: `Bearer ${createApiKey.secret}` }
    const { data } = await client().ask(INVITE, { input }, key)
    expect(codes(data.inviteMember)).toEqual(['PERMISSION_NOT_OWN roleId'])
    const owner = await invited({ roleId: roles['Owner'] })
    const resent = await client().ask(RESEND, { id: owner.id }, key)
    expect(codes(resent.data.resendInvitation)).toEqual(['PERMISSION_NOT_OWN'])
  })

  test('A6 what a request says of its host changes no link, and the code is stored as a hash', async () => {
    const input = { organizationId: harness.acme.id, email: mail(), roleId: roles['Viewer'] }
    const poison = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
    const { data } = await harness.operator.ask(INVITE, { input }, poison)
    const { link, invitation } = data.inviteMember
    expect(new URL(link).host).toBe(new URL(harness.app.url).host)
    const stored = await harness.app.database
      .readInstallation()
      .all(sql`select * from invitation where id = ${invitation.id}`)
    const audit = await harness.audit(invitation.id)
    expect(JSON.stringify([stored, audit])).not.toContain(codeOf(link))
    expect(logged.some((line) => line.includes(link))).toBe(true)
  })

  test('R-ORG-5 an operator who is no member sends invitations again and revokes them', async () => {
    const beta = await harness.organisation(`operated-${dialect}`)
    const { organization } = await beta.owner.data(`{ organization(slug: "${beta.slug}") { roles { id name } } }`)
    const roleId = organization.roles.find(({ name }: { name: string }) => name === 'Viewer').id
    const input = { organizationId: beta.id, email: mail(), roleId }
    const { inviteMember } = await harness.operator.data(INVITE, { input })
    const { id } = inviteMember.invitation
    const { resendInvitation } = await harness.operator.data(RESEND, { id })
    expect(await preview(codeOf(inviteMember.link))).toBeNull()
    expect(await preview(codeOf(resendInvitation.link))).not.toBeNull()
    expect((await harness.operator.data(REVOKE, { id })).revokeInvitation.deletedId).toBe(id)
    const gone = await harness.operator.ask(REVOKE, { id })
    expect(gone.errors[0]?.extensions.code).toBe('NOT_FOUND')
    expect((await harness.operator.ask(REVOKE, { id: 'inv_x' })).errors[0]?.extensions.code).toBe('NOT_FOUND')
  })

  test('nobody joins an organisation that the operator has suspended', async () => {
    const beta = await harness.organisation(`suspended-${dialect}`)
    const { organization } = await beta.owner.data(
      `{ organization(slug: "${beta.slug}") { version roles { id name } } }`,
    )
    const roleId = organization.roles.find(({ name }: { name: string }) => name === 'Viewer').id
    const input = { organizationId: beta.id, email: mail(), roleId }
    const { link } = (await harness.operator.data(INVITE, { input })).inviteMember
    const suspend = (suspended: boolean, expectedVersion: number) =>
      harness.operator.data(
        'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { problems { code } } }',
        { input: { id: beta.id, expectedVersion, suspended } },
      )
    await suspend(true, organization.version)
    const joining = { code: codeOf(link), name: 'Late', password: PASSWORD }
    expect(codes(await accept(joining))).toEqual(['ORGANIZATION_SUSPENDED'])
    await suspend(false, organization.version + 1)
    expect((await accept(joining)).problems).toEqual([])
  })

  test('a month after it ended, an invitation is deleted for good', async () => {
    const { id } = await invited()
    const reset = { codeHash: `hash ${dialect}`, userId: '', expiresAt: isoTime(time.now + DAY) }
    const [person] = await harness.app.database
      .readInstallation()
      .all<{ id: string }>(sql`select id from "user" limit 1`)
    const reserved = {
      kind: 'SLUG',
      name: `was-${dialect}`,
      organisationId: 'org_0',
      reservedUntil: isoTime(time.now + DAY),
    }
    await harness.app.database.writeInstallation(async (unit) => {
      await unit.installation(ResetLinkEntity).insert({ ...reset, userId: person!.id })
      await unit.installation(ReservedNameEntity).insert(reserved as ReservedNameEntity)
    })
    const left = async () => {
      const rows = harness.app.database.readInstallation()
      const found = await rows.all<{ what: string }>(
        sql`select 'invitation' as what from invitation where id = ${id}
            union all select 'link' from reset_link where "codeHash" = ${reset.codeHash}
            union all select 'name' from reserved_name where name = ${reserved.name} order by what`,
      )
      return found.map(({ what }) => what)
    }
    const purge = new DeletedItemPurge(harness.app.database, { now: () => time.now }, pino({ level: 'silent' }))
    await purge.round()
    expect(await left()).toEqual(['invitation', 'link', 'name'])
    await pass(DAY + 1)
    await purge.round()
    expect(await left()).toEqual(['invitation'])
    await pass(36 * DAY)
    await purge.round()
    expect(await left()).toEqual([])
  })

  test('guessing codes ends', async () => {
    const guess = () => client().ask(PREVIEW, { code: `guess ${Math.random()}` })
    for (let count = 0; count < 12; count++) await guess()
    expect((await guess()).errors[0]?.extensions.code).toBe('RATE_LIMITED')
    const { code } = await invited()
    expect(await preview(code)).not.toBeNull()
  })
})
