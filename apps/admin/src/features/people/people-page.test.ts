import { PERMISSIONS } from '@mailroom/core'
import { screen, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderAt, violations, type Answers } from '../../../test/render'
import { entity, organisation, page, problem, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]
const OWNER = entity('Role', { id: 'rol_1', name: 'Owner', permissions: [...PERMISSIONS] })
const AGENT = entity('Role', { id: 'rol_2', name: 'Agent', permissions: ['routing:queue:view', 'responses:view'] })
const ability = (id: string, name: string, proficiency: number) => entity('Proficiency', { id, name, proficiency })
const member = (id: string, name: string, fields: Record<string, unknown> = {}) =>
  entity('Member', {
    id: `mem_${id}`,
    suspended: false,
    user: entity('User', { id: `usr_${id}`, name, email: `${id}@acme.example` }),
    role: AGENT,
    skills: [],
    languages: [],
    version: 1,
    ...fields,
  })
const ada = member('1', 'Ada', { role: OWNER })
const ben = member('2', 'Ben', { skills: [ability('skl_1', 'Invoices', 4)] })
const MANAGER = ['directory:user:manage', 'routing:queue:view', 'responses:view']

async function open(path: string, members: Parameters<typeof page>[1], answers: Answers = {}, may = MANAGER) {
  const asked = await signedIn(
    {
      PeopleList: () => ({ data: { organization: organisation({ members: page('Member', members) }) } }),
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
  expect(screen.queryByRole('link', { name: 'Add a person' })).toBeNull()
})

it.each(['', '?open=new', '?open=mem_2'])('people%s has nothing that axe objects to', async (path) => {
  const view = await open(path, [ada, ben])
  await screen.findByRole('heading', { level: 1 })
  expect(await violations(view)).toEqual([])
})
