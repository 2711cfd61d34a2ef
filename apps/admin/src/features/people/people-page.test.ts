import { PERMISSIONS } from '@mailroom/core'
import { screen, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderAt, violations, type Answers } from '../../../test/render'
import { entity, organisation, page, problem, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]
const OWNER = entity('Role', { id: 'rol_1', name: 'Owner', builtInKey: 'OWNER', permissions: [...PERMISSIONS] })
const AGENT = entity('Role', {
  id: 'rol_2',
  name: 'Agent',
  builtInKey: 'AGENT',
  permissions: ['routing:queue:view', 'responses:view'],
})
const ability = (id: string, name: string, proficiency: number) => entity('Proficiency', { id, name, proficiency })
const member = (id: string, name: string, fields: Record<string, unknown> = {}) =>
  entity('Member', {
    id: `mem_${id}`,
    suspended: false,
    secondFactor: false,
    lastActiveAt: null,
    user: entity('User', { id: `usr_${id}`, name, email: `${id}@acme.example` }),
    role: AGENT,
    skills: [],
    languages: [],
    version: 1,
    ...fields,
  })
const ada = member('1', 'Ada', { role: OWNER })
const ben = member('2', 'Ben', { skills: [ability('skl_1', 'Invoices', 4)] })
const invitation = (id: string, email: string, fields: Record<string, unknown> = {}) =>
  entity('Invitation', { id, email, name: null, expiresAt: '2999-01-01T00:00:00.000Z', role: AGENT, ...fields })
const dora = invitation('inv_1', 'dora@acme.example', { name: 'Dora' })
const LINK = 'http://127.0.0.1:4000/invite#code=secret'
const sent = (link: string | null, problems: object[] = []) =>
  entity('InvitationPayload', { invitation: problems.length > 0 ? null : dora, link, problems })
const MANAGER = ['directory:user:manage', 'routing:queue:view', 'responses:view']

async function open(path: string, members: Parameters<typeof page>[1], answers: Answers = {}, may = MANAGER) {
  const asked = await signedIn(
    {
      PeopleList: () => ({ data: { organization: organisation({ members: page('Member', members) }) } }),
      OpenInvitations: () => ({ data: { organization: organisation({ invitations: page('Invitation', []) }) } }),
      RoleChoices: () => ({ data: { organization: organisation({ roles: [OWNER, AGENT] }) } }),
      ...answers,
    },
    may,
  )
  return { asked, ...(await renderAt(`/o/acme/people${path}`, nested)) }
}
const inputOf = (asked: Awaited<ReturnType<typeof open>>['asked'], wanted: string) =>
  asked.find(({ name }) => name === wanted)?.variables['input']
const changed = (to: object | null, problems: object[] = []) => entity('MemberPayload', { member: to, problems })

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('lists people with role, state and what they can do, and asks for what the URL says', async () => {
  const { asked } = await open('?search=b', [member('2', 'Ben', { ...ben, suspended: true }), ada])
  const row = (await screen.findByRole('rowheader', { name: 'Ben' })).closest('tr')!
  expect(within(row).getByText('Suspended')).toBeTruthy()
  expect(within(row).getByText('Invoices 4')).toBeTruthy()
  expect(within(row).getByText('2@acme.example')).toBeTruthy()
  expect(asked.find(({ name }) => name === 'PeopleList')?.variables).toMatchObject({ search: 'b', first: 50 })
})

it('adds a person with a role that one may give (R-ORG-6)', async () => {
  const { user, asked } = await open('?open=new', [ada], {
    AddPerson: () => ({ data: { addMember: changed(null, [problem('REQUIRED', ['initialPassword'])]) } }),
  })
  const drawer = within(await screen.findByRole('dialog'))
  await user.click(drawer.getByRole('radio', { name: /^With an initial password/ }))
  const roles = await drawer.findByRole('combobox', { name: /Role/ })
  await drawer.findByRole('option', { name: 'Agent' })
  expect(
    within(roles)
      .getAllByRole('option')
      .map((option) => option.textContent),
  ).toEqual(['Choose a role', 'Agent'])
  await user.click(drawer.getByRole('button', { name: 'Add a person' }))
  expect(drawer.getAllByText('Enter or choose a value.').length).toBeGreaterThan(1)
  expect(inputOf(asked, 'AddPerson')).toBeUndefined()
  await user.type(drawer.getByRole('textbox', { name: /Email/ }), 'cem@acme.example')
  await user.selectOptions(roles, 'Agent')
  await user.click(drawer.getByRole('button', { name: 'Add a person' }))
  expect(inputOf(asked, 'AddPerson')).toEqual({
    organizationId: 'org_1',
    email: 'cem@acme.example',
    name: null,
    roleId: 'rol_2',
    initialPassword: null,
    skills: [],
    languages: [],
  })
  expect((await drawer.findAllByText('Enter or choose a value.')).length).toBeGreaterThan(0)
})

it('changes proficiency and suspends, and leaves out what stays', async () => {
  const { user, asked } = await open('?open=mem_2', [ada, ben], {
    UpdatePerson: () => ({ data: { updateMember: changed(member('2', 'Ben', { version: 2 })) } }),
  })
  const drawer = within(await screen.findByRole('dialog'))
  await user.selectOptions(drawer.getByRole('combobox', { name: 'How well: Invoices' }), '5 – very well')
  await user.click(drawer.getByRole('switch', { name: 'Suspended' }))
  await user.click(drawer.getByRole('button', { name: 'Save' }))
  expect(inputOf(asked, 'UpdatePerson')).toEqual({
    id: 'mem_2',
    expectedVersion: 1,
    suspended: true,
    skills: [{ id: 'skl_1', proficiency: 5 }],
    languages: [],
  })
})

it('says what removing does to queues, and shows a refusal', async () => {
  const refused = { deletedId: null, currentVersion: null, usedBy: [], problems: [problem('LAST_OWNER')] }
  const { user, asked } = await open('?open=mem_2', [ada, ben], {
    RemovePerson: () => ({ data: { removeMember: entity('DeletePayload', refused) } }),
  })
  await user.click(await screen.findByRole('button', { name: 'Remove' }))
  const dialog = within(screen.getByRole('dialog', { name: 'Remove Ben from the organisation?' }))
  expect(dialog.getByText(/^They leave every queue/)).toBeTruthy()
  await user.click(dialog.getByRole('button', { name: 'Remove' }))
  expect(inputOf(asked, 'RemovePerson')).toEqual({ id: 'mem_2', expectedVersion: 1 })
  expect(await dialog.findByText(/last Owner/)).toBeTruthy()
})

it('lets nobody change a role above their own, nor their own', async () => {
  const above = member('3', 'Cem', { role: OWNER })
  const view = await open('?open=mem_3', [above])
  expect(await screen.findByText(/^This role allows more than you may/)).toBeTruthy()
  expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Role' }).disabled).toBe(true)
  expect(screen.queryByRole('button', { name: 'Remove' })).toBeNull()
  view.unmount()
  await open('?open=mem_1', [member('1', 'Ada')])
  expect(await screen.findByText(/^This is your own role/)).toBeTruthy()
  expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Role' }).disabled).toBe(true)
})

it('is for reading alone without the right to change people', async () => {
  await open('?open=mem_2', [ben], {}, ['directory:user:view'])
  const drawer = within(await screen.findByRole('dialog'))
  expect(drawer.getByRole<HTMLSelectElement>('combobox', { name: 'Role' }).disabled).toBe(true)
  expect(drawer.queryByRole('button', { name: 'Save' })).toBeNull()
  expect(screen.queryByRole('link', { name: 'Invite' })).toBeNull()
  expect(screen.queryByRole('region', { name: 'Open invitations' })).toBeNull()
})

const invited = (...pages: (readonly (typeof dora)[])[]): Answers => ({
  OpenInvitations: ({ after }) => {
    const at = Number(after ?? 0)
    const pageInfo = entity('PageInfo', { hasNextPage: at + 1 < pages.length, endCursor: String(at + 1) })
    return { data: { organization: organisation({ invitations: { ...page('Invitation', pages[at]!), pageInfo } }) } }
  },
})
const timesAsked = (asked: Awaited<ReturnType<typeof open>>['asked'], wanted: string) =>
  asked.filter(({ name }) => name === wanted).length

async function inviteDora(link: string | null) {
  const view = await open('?open=new', [ada], {
    InvitePerson: () => ({ data: { inviteMember: sent(link) } }),
  })
  const drawer = within(await screen.findByRole('dialog', { name: 'Invite or add a person' }))
  await drawer.findByRole('option', { name: 'Agent' })
  expect(drawer.queryByLabelText(/Initial password/)).toBeNull()
  await view.user.type(drawer.getByRole('textbox', { name: /Email/ }), 'dora@acme.example')
  await view.user.type(drawer.getByRole('textbox', { name: /Name/ }), 'Dora')
  await view.user.selectOptions(drawer.getByRole('combobox', { name: /Role/ }), 'Agent')
  await view.user.click(drawer.getByRole('button', { name: 'Invite' }))
  return { ...view, drawer }
}

it('invites by mail, says where it went, and asks for the open invitations anew', async () => {
  const { asked, drawer, user } = await inviteDora(null)
  expect(await drawer.findByText('The link is on its way to dora@acme.example by mail.')).toBeTruthy()
  expect(document.activeElement).toBe(drawer.getByRole('group', { name: 'Invitation' }))
  expect(drawer.queryByRole('button', { name: /^Copy/ })).toBeNull()
  expect(inputOf(asked, 'InvitePerson')).toEqual({
    organizationId: 'org_1',
    email: 'dora@acme.example',
    name: 'Dora',
    roleId: 'rol_2',
    skills: [],
    languages: [],
  })
  await vi.waitFor(() => expect(timesAsked(asked, 'OpenInvitations')).toBe(2))
  await user.click(drawer.getByRole('button', { name: 'Done' }))
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

it('shows the link to hand over where no mail is sent, and begins anew for another', async () => {
  const { drawer, user } = await inviteDora(LINK)
  expect(await drawer.findByText(LINK)).toBeTruthy()
  expect(drawer.getByText(/^This installation sends no mail/)).toBeTruthy()
  await user.click(drawer.getByRole('button', { name: 'Copy link' }))
  expect(await navigator.clipboard.readText()).toBe(LINK)
  await user.click(drawer.getByRole('button', { name: 'Invite another person' }))
  expect(drawer.getByRole<HTMLInputElement>('textbox', { name: /Email/ }).value).toBe('')
  expect(drawer.queryByText(LINK)).toBeNull()
})

it('shows what is wrong with an invitation beside its field', async () => {
  const { user, asked } = await open('?open=new', [ada], {
    InvitePerson: () => ({ data: { inviteMember: sent(null, [problem('NOT_UNIQUE', ['email'])]) } }),
  })
  const drawer = within(await screen.findByRole('dialog'))
  await user.click(drawer.getByRole('button', { name: 'Invite' }))
  expect(inputOf(asked, 'InvitePerson')).toBeUndefined()
  await drawer.findByRole('option', { name: 'Agent' })
  const email = drawer.getByRole('textbox', { name: /Email/ })
  await user.type(email, 'ben@acme.example')
  await user.selectOptions(drawer.getByRole('combobox', { name: /Role/ }), 'Agent')
  await user.click(drawer.getByRole('button', { name: 'Invite' }))
  await vi.waitFor(() => expect(email.getAttribute('aria-invalid')).toBe('true'))
})

it('lists open invitations page by page, and those that have ended', async () => {
  const late = invitation('inv_2', 'late@acme.example', { expiresAt: '2020-01-01T00:00:00.000Z' })
  const { user } = await open('', [ada], invited([dora], [late]))
  const region = within(await screen.findByRole('region', { name: 'Open invitations' }))
  const row = within((await region.findByRole('rowheader', { name: /^dora@acme\.example/ })).closest('tr')!)
  expect(row.getByText('Dora')).toBeTruthy()
  expect(row.getByText('Agent')).toBeTruthy()
  expect(row.getByTitle('2999-01-01 00:00:00 UTC')).toBeTruthy()
  expect(row.queryByText('Expired')).toBeNull()
  await user.click(region.getByRole('button', { name: 'Next page' }))
  const other = within((await region.findByRole('rowheader', { name: 'late@acme.example' })).closest('tr')!)
  expect(other.getByText('Expired')).toBeTruthy()
  await user.click(region.getByRole('button', { name: 'First page' }))
  expect(await region.findByText('dora@acme.example')).toBeTruthy()
})

it('sends an invitation again after a question, and shows a refusal or the new link', async () => {
  const answers = [sent(null, [problem('PERMISSION_NOT_OWN', [], { found: 'audit:view' })]), sent(LINK)]
  const { user, asked } = await open('', [ada], {
    ...invited([dora]),
    ResendInvitation: () => ({ data: { resendInvitation: answers.shift() } }),
  })
  await user.click(await screen.findByRole('button', { name: 'Send again to dora@acme.example' }))
  const dialog = within(screen.getByRole('dialog', { name: 'Send again to dora@acme.example' }))
  expect(timesAsked(asked, 'ResendInvitation')).toBe(0)
  await user.click(dialog.getByRole('button', { name: 'Send again' }))
  expect(await dialog.findByText(/^You do not have the permission/)).toBeTruthy()
  await user.click(dialog.getByRole('button', { name: 'Send again' }))
  expect(await dialog.findByText(LINK)).toBeTruthy()
  expect(asked.find(({ name }) => name === 'ResendInvitation')?.variables).toEqual({ id: 'inv_1' })
  await vi.waitFor(() => expect(timesAsked(asked, 'OpenInvitations')).toBe(2))
})

it('revokes an invitation after a question, and keeps the focus in the list', async () => {
  let still = [dora]
  const { user, asked } = await open('', [ada], {
    RevokeInvitation: () => {
      still = []
      const deleted = { deletedId: 'inv_1', currentVersion: null, usedBy: [], problems: [] }
      return { data: { revokeInvitation: entity('DeletePayload', deleted) } }
    },
    OpenInvitations: () => ({ data: { organization: organisation({ invitations: page('Invitation', still) }) } }),
  })
  await user.click(await screen.findByRole('button', { name: 'Revoke invitation of dora@acme.example' }))
  const dialog = within(screen.getByRole('dialog', { name: 'Revoke the invitation of dora@acme.example?' }))
  expect(timesAsked(asked, 'RevokeInvitation')).toBe(0)
  await user.click(dialog.getByRole('button', { name: 'Revoke' }))
  expect(await screen.findByText('Nobody is invited at the moment.')).toBeTruthy()
  expect(asked.find(({ name }) => name === 'RevokeInvitation')?.variables).toEqual({ id: 'inv_1' })
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Open invitations' }))
})

it('shows how people sign in and when they were here, and filters by role and second factor', async () => {
  const lately = new Date(Date.now() - 3_660_000).toISOString()
  const { user, router, asked } = await open('', [member('2', 'Ben', { secondFactor: true, lastActiveAt: lately })])
  const row = within((await screen.findByRole('rowheader', { name: 'Ben' })).closest('tr')!)
  expect(row.getByText('On')).toBeTruthy()
  expect(row.getByText('1 hour ago')).toBeTruthy()
  await screen.findByRole('option', { name: 'Agent' })
  await user.selectOptions(screen.getByRole('combobox', { name: 'With role' }), 'Agent')
  await user.selectOptions(screen.getByRole('combobox', { name: 'Second factor' }), 'Off')
  await vi.waitFor(() => expect(router.currentRoute.value.query).toEqual({ role: 'rol_2', '2fa': 'off' }))
  await vi.waitFor(() =>
    expect(asked.findLast(({ name }) => name === 'PeopleList')?.variables).toMatchObject({
      roleId: 'rol_2',
      secondFactor: false,
    }),
  )
})

it('shows nobody who cannot manage people how they sign in', async () => {
  await open('', [ada], {}, ['directory:user:view'])
  await screen.findByRole('rowheader', { name: 'Ada' })
  expect(screen.queryByRole('columnheader', { name: 'Second factor' })).toBeNull()
  expect(screen.queryByRole('combobox', { name: 'Second factor' })).toBeNull()
})

it('invites those of a pasted list who can be, and says of the others why not', async () => {
  const { user, asked } = await open('?open=new', [ada], {
    InvitePerson: ({ input }) => {
      const { email } = input as { email: string }
      const isMember = email === 'ben@acme.example'
      return { data: { inviteMember: sent(null, isMember ? [problem('NOT_UNIQUE', ['email'])] : []) } }
    },
  })
  const drawer = within(await screen.findByRole('dialog'))
  await user.click(drawer.getByRole('button', { name: 'Invite several people' }))
  expect(document.activeElement).toBe(drawer.getByRole('textbox', { name: /^Email addresses/ }))
  await drawer.findByRole('option', { name: 'Agent' })
  await user.selectOptions(drawer.getByRole('combobox', { name: /^Role/ }), 'Agent')
  await user.selectOptions(drawer.getByRole('combobox', { name: 'Language of the mail' }), 'Deutsch')
  await user.click(drawer.getByRole('textbox', { name: /^Email addresses/ }))
  await user.paste('Dora <dora@acme.example>\nben@acme.example; typo@\nDORA@acme.example')
  expect(await drawer.findByText('1 valid, 1 already here, 1 wrong', {}, { timeout: 5_000 })).toBeTruthy()
  expect(drawer.getByText('typo@: no email address')).toBeTruthy()
  await user.click(drawer.getByRole('button', { name: 'Send 1 invitation' }))
  expect(await drawer.findByText(/on its way to dora@acme.example/)).toBeTruthy()
  const inputs = asked.filter(({ name }) => name === 'InvitePerson').map(({ variables }) => variables['input'])
  const stored = inputs.filter((input) => !(input as { dryRun?: boolean }).dryRun)
  expect(stored).toEqual([{ organizationId: 'org_1', email: 'DORA@acme.example', roleId: 'rol_2', locale: 'de' }])
})

it.each(['', '?open=new', '?open=mem_2'])('people%s has nothing that axe objects to', async (path) => {
  const view = await open(path, [ada, ben], invited([dora]))
  await screen.findByRole('heading', { level: 1 })
  expect(await violations(view)).toEqual([])
})
