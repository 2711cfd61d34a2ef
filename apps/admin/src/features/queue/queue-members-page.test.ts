import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { billing, entity, organisation, page, signedIn } from '../../../test/samples'
import { renderAt, violations, type Answers } from '../../../test/render'
import { client } from '@/shared/api'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]
const queue = { ...billing, scoringMethod: 'TIME_AND_PRIORITY', skillEvaluation: 'BEST', version: 1 }
const ability = (id: string, name: string, proficiency: number) => entity('Proficiency', { id, name, proficiency })
const ada = entity('Member', {
  id: 'mem_1',
  version: 4,
  user: entity('User', { id: 'usr_1', name: 'Ada', email: 'a@acme.example' }),
  skills: [ability('skl_1', 'Invoices', 4), ability('skl_2', 'Returns', 0)],
  languages: [ability('lng_1', 'German', 5)],
})
const ben = entity('Member', {
  id: 'mem_2',
  version: 1,
  user: entity('User', { id: 'usr_2', name: '', email: 'b@acme.example' }),
  skills: [],
  languages: [],
})

async function open(
  members: Parameters<typeof page>[1] | null,
  { answers = {}, permissions = [] }: { answers?: Answers; permissions?: string[] } = {},
) {
  const found = members && { ...queue, members: page('Member', members) }
  const asked = await signedIn(
    { QueueMembers: () => ({ data: { organization: organisation({ queue: found }) } }), ...answers },
    permissions,
  )
  return { asked, ...(await renderAt('/o/acme/queues/que_1/members', nested, [])) }
}

// A drawer over a whole page is slow in jsdom.
vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('shows who takes mail from the queue, and how well each can do what (R-QUE-3)', async () => {
  const { asked } = await open([ada, ben])
  expect(await screen.findByRole('heading', { level: 1, name: 'Members of Billing' })).toBeTruthy()
  const [first, second] = screen.getAllByRole('row').slice(1)
  const abilities = within(first!)
    .getAllByRole('listitem')
    .map((item) => item.textContent?.trim())
  expect(abilities).toEqual(['Invoices 4', 'Returns 0', 'German 5'])
  expect(within(second!).getByRole('rowheader').textContent).toContain('b@acme.example')
  expect(within(second!).queryAllByRole('listitem')).toEqual([])
  expect(screen.getByRole('status').textContent).toBe('2 members')
  expect(asked.find(({ name }) => name === 'QueueMembers')?.variables).toMatchObject({ id: 'que_1', first: 50 })
  const edit = screen.getByRole('link', { name: 'Queue Billing' })
  expect(edit.getAttribute('href')).toBe('/o/acme/queues?open=que_1')
})

it('keeps apart how well two members have one skill', async () => {
  const other = entity('Member', { ...ben, skills: [ability('skl_1', 'Invoices', 1)] })
  await open([ada, other])
  await screen.findByRole('heading', { level: 1 })
  const invoices = screen.getAllByText(/^Invoices/).map((item) => item.textContent?.trim())
  expect(invoices).toEqual(['Invoices 4', 'Invoices 1'])
})

it('changes how well a member can do what, for whoever manages people', async () => {
  const saved = entity('Member', { ...ada, version: 5, skills: [ability('skl_1', 'Invoices', 2)] })
  const { user, asked, router, ...view } = await open([ada, ben], {
    permissions: ['directory:user:manage'],
    answers: {
      UpdateMemberAbilities: () => ({
        data: { updateMember: entity('MemberPayload', { member: saved, problems: [] }) },
      }),
    },
  })
  await user.click(await screen.findByRole('link', { name: 'Ada' }))
  const drawer = within(await screen.findByRole('dialog', { name: 'What Ada can do' }))
  expect(router.currentRoute.value.query).toEqual({ open: 'mem_1' })
  await fireEvent.update(drawer.getByRole('slider', { name: 'How well: Invoices' }), '2')
  expect(await violations(view)).toEqual([])
  await user.click(drawer.getByRole('button', { name: 'Remove Returns' }))
  await user.click(drawer.getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(asked.find(({ name }) => name === 'UpdateMemberAbilities')?.variables['input']).toEqual({
      ...{ id: 'mem_1', expectedVersion: 4 },
      skills: [{ id: 'skl_1', proficiency: 2 }],
      languages: [{ id: 'lng_1', proficiency: 5 }],
    }),
  )
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(screen.getByText(/^Invoices/).textContent?.trim()).toBe('Invoices 2')
})

it('lets nobody else change that', async () => {
  await open([ada])
  await screen.findByRole('heading', { level: 1 })
  expect(screen.queryByRole('link', { name: 'Ada' })).toBeNull()
})

it('says that nobody is in it', async () => {
  await open([])
  expect(await screen.findByText(/^Nobody is in this queue yet/)).toBeTruthy()
})

it('is not found where the queue is not', async () => {
  await open(null)
  expect(await screen.findByText('Page not found')).toBeTruthy()
})

it('has nothing that axe objects to', async () => {
  const view = await open([ada, ben])
  await screen.findByRole('heading', { level: 1 })
  expect(await violations(view)).toEqual([])
})
