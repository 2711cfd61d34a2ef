import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { billing, entity, organisation, page, problem, signedIn } from '../../../test/samples'
import { renderAt, violations, type Answers } from '../../../test/render'
import { valueOf } from '../../../test/look'
import { client } from '@/shared/api'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]
const queue = { ...billing, scoringMethod: 'TIME_AND_PRIORITY', skillEvaluation: 'ALL', version: 1 }
const members = page('Member', [])

async function open(answers: Answers = {}, path = '/o/acme/queues') {
  const asked = await signedIn({
    QueueList: ({ search }) => ({
      data: {
        organization: organisation({ viewerPermissions: [], queues: page('Queue', search === 'x' ? [] : [queue]) }),
      },
    }),
    QueueDetails: () => ({ data: { organization: organisation({ queue: { ...queue, members } }) } }),
    ...answers,
  })
  return { asked, ...(await renderAt(path, nested, [])) }
}

// Looking up roles in a whole page is slow in jsdom, slower still beside other tests.
vi.setConfig({ testTimeout: 30_000 })

beforeEach(() => client.clearStore())

it('lists, filters by what is typed, and says when nothing matches', async () => {
  const { user, router } = await open()
  expect(await screen.findByRole('rowheader', { name: 'Billing' })).toBeTruthy()
  await user.type(screen.getByRole('searchbox'), 'x')
  expect(await screen.findByText('No queue starts with “x”.')).toBeTruthy()
  expect(router.currentRoute.value.query).toEqual({ search: 'x' })
  await user.click(screen.getByRole('button', { name: 'Clear filters' }))
  expect(await screen.findByRole('rowheader', { name: 'Billing' })).toBeTruthy()
})

it('opens a queue by its link and saves its members with it', async () => {
  const saved = {
    data: { updateQueue: entity('QueuePayload', { queue: { ...queue, members, version: 2 }, problems: [] }) },
  }
  const { user, asked } = await open({ UpdateQueue: () => saved })
  await user.click(await screen.findByRole('link', { name: 'Billing' }))
  await user.click(await screen.findByRole('radio', { name: /Priority only/ }))
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(asked.find((one) => one.name === 'UpdateQueue')).toBeDefined())
  expect(asked.find((one) => one.name === 'UpdateQueue')?.variables['input']).toMatchObject({
    id: 'que_1',
    expectedVersion: 1,
    scoringMethod: 'PRIORITY_ONLY',
    memberIds: [],
  })
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

it('says who refers to a queue, each leading there, and deletes nothing to know it', async () => {
  const use = (entityType: string, id: string, name: string) => entity('Use', { entityType, id, name })
  const { user, asked, ...view } = await open(
    {
      QueueUses: () => ({
        data: {
          deleteQueue: entity('DeletePayload', {
            ...{ deletedId: null, currentVersion: null, problems: [problem('IN_USE', [], { count: '3' })] },
            usedBy: [
              use('EmailAddress', 'adr_1', 'help@acme.example'),
              use('EmailAddress', 'adr_2', 'info@acme.example'),
              use('Flow', 'flw_1', 'Triage'),
            ],
          }),
        },
      }),
    },
    '/o/acme/queues?open=que_1',
  )
  await user.click(await screen.findByText('Used by 2 email addresses and 1 flow'))
  const href = (name: string) => screen.getByRole('link', { name }).getAttribute('href')
  expect([href('info@acme.example'), href('Triage')]).toEqual(['/o/acme/addresses/adr_2', '/o/acme/flows/flw_1'])
  expect(asked.find(({ name }) => name === 'QueueUses')?.variables['input']).toEqual({
    ...{ id: 'que_1', expectedVersion: 1, dryRun: true },
  })
  expect(await violations(view)).toEqual([])
})

it('puts another queue in its place, in all addresses at once, and leaves what they ask for', async () => {
  const routing = (priority: number, skills: string[]) =>
    entity('QueueRouting', { priority, language: null, skills: skills.map((id) => entity('Skill', { id })) })
  const address = (id: string, fields: object) => entity('EmailAddress', { id, version: 2, routing: fields })
  let stored = [
    address('adr_1', routing(20, ['skl_1'])),
    address('adr_2', routing(0, [])),
    address('adr_3', routing(20, ['skl_1'])),
  ]
  const uses = () => stored.map(({ id }) => entity('Use', { entityType: 'EmailAddress', id, name: id }))
  const { user, asked } = await open(
    {
      QueueUses: () => ({
        data: {
          deleteQueue: entity('DeletePayload', {
            ...{ deletedId: null, currentVersion: null, problems: [] },
            usedBy: uses(),
          }),
        },
      }),
      QueueChoices: () => ({
        data: {
          organization: organisation({ queues: page('Queue', [queue, entity('Queue', { id: 'que_2', name: 'VIP' })]) }),
        },
      }),
      QueueAddresses: () => ({ data: { organization: organisation({ addresses: page('EmailAddress', stored) }) } }),
      RouteToQueue: ({ input }) => {
        const { addresses } = input as { addresses: { id: string }[] }
        stored = stored.filter(({ id }) => !addresses.some((one) => one.id === id))
        return { data: { updateEmailAddresses: entity('EmailAddressesPayload', { changes: [], problems: [] }) } }
      },
    },
    '/o/acme/queues?open=que_1',
  )
  await user.click(await screen.findByText('Used by 3 email addresses'))
  await user.click(screen.getByRole('button', { name: 'Replace in 3 addresses' }))
  expect(await screen.findByText('Choose a queue.')).toBeTruthy()
  await user.type(screen.getByRole('combobox', { name: 'Replace with' }), 'v')
  await user.click(await screen.findByRole('option', { name: 'VIP' }))
  expect(screen.queryByRole('option', { name: 'Billing' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Replace in 3 addresses' }))
  expect(await screen.findByText('Used by nothing yet.')).toBeTruthy()
  const to = (priority: number, skillIds: string[]) => ({
    routing: { queue: { queueId: 'que_2', priority, skillIds, languageId: null } },
  })
  expect(asked.filter(({ name }) => name === 'RouteToQueue').map(({ variables }) => variables['input'])).toEqual([
    {
      addresses: [
        { id: 'adr_1', expectedVersion: 2 },
        { id: 'adr_3', expectedVersion: 2 },
      ],
      settings: to(20, ['skl_1']),
    },
    { addresses: [{ id: 'adr_2', expectedVersion: 2 }], settings: to(0, []) },
  ])
})

it('shows what its scoring method means while it is chosen (R-QUE-2)', async () => {
  const { user } = await open({}, '/o/acme/queues?open=que_1')
  expect(await screen.findByText('Email A: priority 20 + 4 minutes = 24')).toBeTruthy()
  await user.click(screen.getByRole('radio', { name: /Priority only/ }))
  expect(screen.getByText(/^Email A: priority 20; 4 minutes count between equals only/)).toBeTruthy()
})

it('asks before it closes with unsaved changes, and keeps them', async () => {
  const { user, router } = await open({}, '/o/acme/queues?open=que_1')
  const name = await screen.findByRole('textbox', { name: /^Name/ })
  await user.type(name, ' VIP')
  await user.click(screen.getByRole('button', { name: 'Close' }))
  const question = await screen.findByRole('dialog', { name: 'Discard 1 change?' })
  await user.click(within(question).getByRole('button', { name: 'Keep editing' }))
  expect(valueOf(screen.getByRole('textbox', { name: /^Name/ }))).toBe('Billing VIP')
  expect(router.currentRoute.value.query).toEqual({ open: 'que_1' })
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  await user.click(await screen.findByRole('button', { name: 'Discard' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

it('saves again, with what somebody else saved in other fields', async () => {
  const ada = entity('Member', {
    id: 'mem_1',
    user: entity('User', { id: 'usr_1', name: 'Ada', email: 'a@acme.example' }),
  })
  const theirs = { ...queue, members: page('Member', [ada]), skillEvaluation: 'BEST', version: 2 }
  const answer = (fields: object, problems: object[]) => ({
    data: { updateQueue: entity('QueuePayload', { queue: { ...theirs, ...fields }, problems }) },
  })
  const answers = [answer({}, [problem('STALE_VERSION')]), answer({ name: 'Billing VIP', version: 3 }, [])]
  const { user, asked } = await open({ UpdateQueue: () => answers.shift()! }, '/o/acme/queues?open=que_1')
  await user.type(await screen.findByRole('textbox', { name: /^Name/ }), ' VIP')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const saves = asked.filter((one) => one.name === 'UpdateQueue').map((one) => one.variables['input'])
  expect(saves).toHaveLength(2)
  expect(saves[1]).toMatchObject({
    expectedVersion: 2,
    name: 'Billing VIP',
    skillEvaluation: 'BEST',
    memberIds: ['mem_1'],
  })
})

it('does not delete what is in use, and leads to its uses', async () => {
  const use = entity('Use', { entityType: 'EmailAddress', id: 'adr_1', name: 'help@shop.example' })
  const refused = entity('DeletePayload', {
    deletedId: null,
    currentVersion: 1,
    usedBy: [use],
    problems: [problem('IN_USE', [], { count: '1' })],
  })
  const { user } = await open({ DeleteQueue: () => ({ data: { deleteQueue: refused } }) }, '/o/acme/queues?open=que_1')
  await user.click(await screen.findByRole('button', { name: 'Delete' }))
  const buttons = await screen.findAllByRole('button', { name: 'Delete' })
  await user.click(buttons.at(-1)!)
  const link = await screen.findByRole('link', { name: 'help@shop.example' })
  expect(link.getAttribute('href')).toBe('/o/acme/addresses/adr_1')
})

it('has nothing that axe objects to, with the drawer open', async () => {
  const view = await open({}, '/o/acme/queues?open=que_1')
  await screen.findByRole('textbox', { name: /^Name/ })
  expect(await violations(view)).toEqual([])
})
