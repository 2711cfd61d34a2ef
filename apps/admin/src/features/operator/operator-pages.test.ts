import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderAt, violations, type Answers } from '../../../test/render'
import { entity, organisation, page, problem, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import routes from './routes'

const LIMITS = [
  'domains',
  'addressesPerDomain',
  'bccPerAddress',
  'recipients',
  'messageBytes',
  'attachments',
  'smtpServers',
]
const limits = LIMITS.map((key) => entity('Limit', { key, limit: key === 'domains' ? 2 : 50, used: 2 }))
const operated = (fields: object = {}) =>
  organisation({ id: 'org_2', slug: 'beta', name: 'Beta', version: 1, limits, ...fields })
const role = (id: string, name: string) => entity('Role', { id, name, builtInKey: name.toUpperCase() })
const member = entity('Member', {
  id: 'mem_1',
  user: entity('User', { id: 'usr_2', name: 'Bea', email: 'bea@beta.example' }),
  role: role('rol_1', 'Owner'),
})
const members = {
  id: 'org_2',
  roles: [role('rol_1', 'Owner'), role('rol_2', 'Viewer')],
  members: page('Member', [member]),
}
const payload = (of: object | null, problems: object[] = []) => ({
  data: { updateOrganization: entity('OrganizationPayload', { organization: of, problems }) },
})

async function open(path: string, answers: Answers = {}) {
  const asked = await signedIn({
    OperatedOrganizations: () => ({
      data: {
        organizations: page('Organization', [
          operated(),
          operated({ id: 'org_3', slug: 'gone', name: 'Gone', suspendedAt: '2026-06-01T12:00:00.000Z' }),
        ]),
      },
    }),
    OperatedOrganization: () => ({ data: { organization: operated() } }),
    OperatedMembers: () => ({ data: { organization: entity('Organization', members) } }),
    ...answers,
  })
  return { asked, ...(await renderAt(path, routes, ['organisations', 'overview', 'sign-in'])) }
}
const inputs = (asked: Awaited<ReturnType<typeof open>>['asked'], name: string) =>
  asked.filter((one) => one.name === name).map((one) => one.variables['input'])

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('lists organisations with their use against limits, and says which are suspended', async () => {
  const view = await open('/admin/organisations')
  const row = within(await screen.findByRole('row', { name: /^Beta/ }))
  expect(row.getByText('2 / 2')).toBeTruthy()
  expect(row.getByRole('link', { name: 'Beta' }).getAttribute('href')).toBe('/admin/organisations/beta')
  expect(row.queryByText('Suspended')).toBeNull()
  expect(within(screen.getByRole('row', { name: /^Gone/ })).getByText('Suspended')).toBeTruthy()
  expect(screen.getByText('2 organisations')).toBeTruthy()
  expect(await violations(view)).toEqual([])
})

it('makes one, whose short name follows the name until another is typed, and opens it', async () => {
  const CreateOperatedOrganization = () => ({
    data: {
      createOrganization: entity('OrganizationPayload', { organization: operated({ slug: 'gamma' }), problems: [] }),
    },
  })
  const { user, asked, router } = await open('/admin/organisations?open=new', { CreateOperatedOrganization })
  await user.type(await screen.findByRole('textbox', { name: /^Name/ }), 'Müller & Co')
  const slug = screen.getByRole<HTMLInputElement>('textbox', { name: /^Short name/ })
  expect(slug.value).toBe('muller-co')
  await user.clear(slug)
  await user.type(slug, 'X')
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Create organisation' }))
  expect(slug.getAttribute('aria-invalid')).toBe('true')
  expect(inputs(asked, 'CreateOperatedOrganization')).toEqual([])
  await user.clear(slug)
  await user.type(slug, 'gamma')
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Create organisation' }))
  await waitFor(() => expect(router.currentRoute.value.path).toBe('/admin/organisations/gamma'))
  expect(inputs(asked, 'CreateOperatedOrganization')).toEqual([{ name: 'Müller & Co', slug: 'gamma', edition: 'CX_3' }])
})

it('saves name, short name and limits with the version that was seen, and goes along with a new short name', async () => {
  const { user, asked, router } = await open('/admin/organisations/beta', {
    UpdateOperatedOrganization: () => payload(operated({ version: 2, slug: 'bet' })),
  })
  const slug = await screen.findByRole('textbox', { name: /^Short name/ })
  await user.clear(slug)
  await user.type(slug, 'bet')
  expect(screen.getByText('http://localhost:3000/o/bet'), 'what it becomes').toBeTruthy()
  await user.type(slug, '-')
  expect(screen.queryByText(/\/o\/bet/), 'nothing that it cannot become').toBeNull()
  await user.type(slug, '{Backspace}')
  expect(screen.getByText(/lead members here for 90 days, and nobody else can take it/)).toBeTruthy()
  const domains = screen.getByRole('textbox', { name: /^Domains/ })
  await user.clear(domains)
  await user.type(domains, '1')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(router.currentRoute.value.path).toBe('/admin/organisations/bet'))
  const [input] = inputs(asked, 'UpdateOperatedOrganization') as { limits: object[] }[]
  expect(input).toMatchObject({ id: 'org_2', expectedVersion: 1, slug: 'bet' })
  expect(input!.limits[0]).toEqual({ key: 'domains', limit: 1 })
})

it('refuses a limit out of range by core, without asking', async () => {
  const { user, asked } = await open('/admin/organisations/beta')
  const domains = await screen.findByRole('textbox', { name: /^Domains/ })
  await user.clear(domains)
  await user.type(domains, '1001')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(domains.getAttribute('aria-invalid')).toBe('true')
  expect(inputs(asked, 'UpdateOperatedOrganization')).toEqual([])
})

it('suspends and resumes', async () => {
  let isSuspended = false
  const { user, asked } = await open('/admin/organisations/beta', {
    UpdateOperatedOrganization: () => {
      isSuspended = !isSuspended
      return payload(
        operated({ version: isSuspended ? 2 : 3, suspendedAt: isSuspended ? new Date().toISOString() : null }),
      )
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Suspend organisation' }))
  await user.click(await screen.findByRole('button', { name: 'Resume organisation' }))
  await screen.findByRole('button', { name: 'Suspend organisation' })
  expect(inputs(asked, 'UpdateOperatedOrganization')).toEqual([
    { id: 'org_2', expectedVersion: 1, suspended: true },
    { id: 'org_2', expectedVersion: 2, suspended: false },
  ])
})

it('deletes only after the name was typed, and says what refuses it', async () => {
  const answers = [[problem('STALE_VERSION')], []]
  const { user, asked, router } = await open('/admin/organisations/beta', {
    DeleteOperatedOrganization: () => {
      const problems = answers.shift()!
      const deletedId = problems.length === 0 ? 'org_2' : null
      return {
        data: {
          deleteOrganization: entity('DeletePayload', { deletedId, currentVersion: null, usedBy: [], problems }),
        },
      }
    },
  })
  await user.click(await screen.findByRole('button', { name: /^Delete organisation…/ }))
  const dialog = within(await screen.findByRole('dialog'))
  const name = dialog.getByRole('textbox')
  await user.type(name, 'beta{Enter}')
  expect(inputs(asked, 'DeleteOperatedOrganization')).toEqual([])
  await user.clear(name)
  await user.type(name, 'Beta{Enter}')
  expect(await dialog.findByText(/changed/i)).toBeTruthy()
  await user.click(dialog.getByRole('button', { name: 'Delete organisation' }))
  await waitFor(() => expect(router.currentRoute.value.name).toBe('operator-organisations'))
  expect(inputs(asked, 'DeleteOperatedOrganization')[0]).toEqual({
    id: 'org_2',
    expectedVersion: 1,
    confirmName: 'Beta',
  })
})

it('adds a member, as Owner unless another role is chosen, and shows who is there', async () => {
  const AddOperatedMember = () => ({
    data: { addMember: entity('MemberPayload', { member: entity('Member', { id: 'mem_2' }), problems: [] }) },
  })
  const view = await open('/admin/organisations/beta', { AddOperatedMember })
  const { user, asked } = view
  expect(await screen.findByRole('row', { name: /Bea/ })).toBeTruthy()
  expect(screen.queryByRole('link', { name: 'Download export' }), 'content is the members’').toBeNull()
  expect(await violations(view)).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Add member' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(dialog.getByRole('textbox', { name: /^Email address/ }), 'cy@beta.example')
  await user.click(dialog.getByRole('button', { name: 'Add member' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(inputs(asked, 'AddOperatedMember')).toEqual([
    { organizationId: 'org_2', email: 'cy@beta.example', name: null, roleId: 'rol_1', initialPassword: null },
  ])
})
