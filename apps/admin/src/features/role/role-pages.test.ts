import { PERMISSIONS, withIncluded } from '@mailroom/core'
import { screen, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { renderAt, violations, type Answers } from '../../../test/render'
import { entity, organisation, problem, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import routes from './routes'
import { RESOURCES, toggled } from './matrix'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]
const role = (fields: Record<string, unknown> = {}) =>
  entity('Role', {
    id: 'rol_9',
    name: 'Night shift',
    permissions: ['flow:view', 'flow:manage'],
    builtIn: false,
    builtInKey: null,
    memberCount: 2,
    version: 3,
    ...fields,
  })
const OWNER = role({
  id: 'rol_1',
  name: 'Owner',
  permissions: [...PERMISSIONS],
  builtIn: true,
  builtInKey: 'OWNER',
  memberCount: 1,
})

async function open(
  path: string,
  roles: object[],
  answers: Answers = {},
  permissions: readonly string[] = PERMISSIONS,
) {
  const list = () => ({ data: { organization: organisation({ roles }) } })
  const asked = await signedIn({ RoleList: list, ...answers }, permissions)
  return { asked, ...(await renderAt(`/o/acme/${path}`, nested)) }
}
const payload = (changed: object | null, problems: object[] = []) => entity('RolePayload', { role: changed, problems })
const box = (name: RegExp | string) => screen.getByRole<HTMLInputElement>('checkbox', { name })
const ticked = () =>
  screen
    .getAllByRole<HTMLInputElement>('checkbox')
    .filter(({ checked }) => checked)
    .map((each) => each.ariaLabel ?? each.getAttribute('aria-label'))

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('has a box for every permission that there is, and ticks what `manage` includes', () => {
  expect(RESOURCES).toHaveLength(new Set(PERMISSIONS.map((each) => each.replace(/:[^:]+$/, ''))).size)
  expect(toggled([], 'flow:manage', true)).toEqual(['flow:view', 'flow:manage'])
  expect(toggled(['flow:manage'], 'flow:manage', false)).toEqual(['flow:view'])
  expect(toggled(['flow:view', 'flow:manage'], 'flow:view', false)).toEqual(withIncluded(['flow:manage']))
})

it('lists roles with how many have them, and offers to duplicate each', async () => {
  await open('roles', [OWNER, role()])
  const row = (await screen.findByRole('rowheader', { name: 'Night shift' })).closest('tr')!
  expect(within(row).getByText('Your own')).toBeTruthy()
  expect(
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(expect.arrayContaining(['Members2']))
  const copy = screen.getByRole('link', { name: 'Duplicate Owner' })
  expect(copy.getAttribute('href')).toBe('/o/acme/roles/new?from=rol_1')
})

describe('a role', () => {
  it('says before a save what it gives and takes, and from how many', async () => {
    const { user } = await open('roles/rol_9', [OWNER, role()])
    await screen.findByRole('heading', { level: 1, name: 'Role Night shift' })
    expect(screen.queryByText(/What saving changes/)).toBeNull()
    await user.click(box('Flows: Change'))
    await user.click(box('Flows: Publish'))
    expect(screen.getByText('What saving changes for 2 members')).toBeTruthy()
    expect(screen.getByText('Gives: Flows: Publish')).toBeTruthy()
    expect(screen.getByText('Takes away: Flows: Change')).toBeTruthy()
  })

  it('is changed by its boxes; `view` is ticked and locked while `manage` is', async () => {
    const update = () => ({ data: { updateRole: payload(role({ permissions: ['flow:view'], version: 4 })) } })
    const { user, asked } = await open('roles/rol_9', [OWNER, role()], { UpdateRole: update })
    expect(await screen.findByRole('heading', { level: 1, name: 'Role Night shift' })).toBeTruthy()
    expect(box('Flows: View (included in change)').disabled).toBe(true)
    await user.click(box('Flows: Change'))
    expect(box('Flows: View').disabled).toBe(false)
    await user.click(screen.getByRole('button', { name: /Save/ }))
    expect(asked.find(({ name }) => name === 'UpdateRole')?.variables['input']).toEqual({
      id: 'rol_9',
      expectedVersion: 3,
      name: 'Night shift',
      permissions: ['flow:view'],
    })
  })

  it('shows the console as it would be, while boxes are ticked', async () => {
    const { user } = await open('roles/new', [OWNER])
    const preview = within(await screen.findByRole('region', { name: 'Preview as this role' }))
    const pages = () =>
      preview
        .getAllByRole('listitem')
        .map((item) =>
          [item.firstElementChild!, ...item.querySelectorAll('.badge')]
            .map((part) => part.textContent?.trim())
            .join(' '),
        )
    expect(pages()).toEqual(expect.arrayContaining(['Overview Can view', 'Skills Can only view']))
    expect(preview.getByText(/^Not there: Domains, /)).toBeTruthy()
    await user.click(box('Domains and addresses: View'))
    expect(pages()).toContain('Domains Can only view')
    expect(preview.getByText(/BCC recipients of addresses stay hidden/)).toBeTruthy()
    await user.click(box('Domains and addresses: Change'))
    expect(pages()).toContain('Domains Can change')
    expect(preview.queryByText(/BCC/)).toBeNull()
    await user.click(box('Flows: View'))
    await user.click(box('Flows: Publish'))
    expect(pages()).toContain('Flows Can only view Can publish')
  })

  it('that is built in is shown and stays, and its copy begins with what its maker may give', async () => {
    await open('roles/rol_1', [OWNER])
    expect(await screen.findByText(/belongs to every organisation/)).toBeTruthy()
    expect(screen.getAllByRole<HTMLInputElement>('checkbox').every(({ disabled }) => disabled)).toBe(true)
    expect(ticked()).toHaveLength(PERMISSIONS.length)
    expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull()
    const copy = screen.getByRole('link', { name: 'Duplicate' })
    expect(copy.getAttribute('href')).toBe('/o/acme/roles/new?from=rol_1')
  })

  it('is made as a copy without what its maker has not got', async () => {
    const create = () => ({ data: { createRole: payload(null, [problem('NOT_UNIQUE', ['name'])]) } })
    const mine = ['authorization:role:manage', 'responses:view']
    const { user, asked } = await open('roles/new?from=rol_1', [OWNER], { CreateRole: create }, mine)
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: /Name/ })).value).toBe('Copy of Owner')
    expect(box('Flows: Change (you do not have it yourself)').disabled).toBe(true)
    await user.click(screen.getByRole('button', { name: /Save|Create/ }))
    expect(asked.find(({ name }) => name === 'CreateRole')?.variables['input']).toEqual({
      organizationId: 'org_1',
      name: 'Copy of Owner',
      permissions: ['responses:view', 'authorization:role:manage'],
    })
    expect((await screen.findAllByText(/This exists already/)).length).toBeGreaterThan(0)
  })

  it('of one’s own is not left without the right to manage roles (R-ORG-6)', async () => {
    const own = role({ id: 'rol_1', name: 'Rights', permissions: ['authorization:role:manage'] })
    const { user, asked } = await open('roles/rol_1', [own])
    expect(await screen.findByText(/This is your own role: a change applies/)).toBeTruthy()
    await user.click(box('Roles: Change'))
    await user.click(screen.getByRole('button', { name: /Save/ }))
    expect((await screen.findAllByText(/you could not change it back/)).length).toBeGreaterThan(0)
    expect(asked.some(({ name }) => name === 'UpdateRole')).toBe(false)
  })

  it('in use says by whom', async () => {
    const use = entity('Use', { entityType: 'Member', id: 'mem_1', name: 'Ben' })
    const deleted = {
      deletedId: null,
      currentVersion: null,
      usedBy: [use],
      problems: [problem('IN_USE', [], { count: '1' })],
    }
    const { user } = await open('roles/rol_9', [role()], {
      DeleteRole: () => ({ data: { deleteRole: entity('DeletePayload', deleted) } }),
    })
    await user.click(await screen.findByRole('button', { name: 'Delete' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }))
    const link = await screen.findByRole('link', { name: 'Ben' })
    expect(link.getAttribute('href')).toBe('/o/acme/people?search=Ben')
  })

  it('is not found where there is none', async () => {
    await open('roles/rol_x', [OWNER])
    expect(await screen.findByText('Page not found')).toBeTruthy()
  })
})

it.each(['roles', 'roles/rol_9', 'roles/rol_1'])('%s has nothing that axe objects to', async (path) => {
  const view = await open(path, [OWNER, role()])
  await screen.findByRole('heading', { level: 1 })
  expect(await violations(view)).toEqual([])
})
