import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderAt, violations, type Answers } from '../../../test/render'
import { entity, organisation, page, problem, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]
const day = 24 * 60 * 60 * 1000
const item = (entityType: string, id: string, name: string, deletedBy = 'Ben') =>
  entity('DeletedItem', {
    ...{ entityType, id, name, deletedBy },
    deletedAt: new Date(Date.now() - 2 * day - 1000).toISOString(),
    restorableUntil: new Date(Date.now() + 28 * day + 60_000).toISOString(),
  })
const address = item('EmailAddress', 'adr_1', 'help@shop.example')
const queue = item('Queue', 'que_1', 'Billing', 'system')

async function open(nodes: Record<string, unknown>[], answers: Answers = {}) {
  const asked = await signedIn({
    DeletedItems: () => ({ data: { organization: organisation({ deletedItems: page('DeletedItem', nodes) }) } }),
    ...answers,
  })
  return { asked, nodes, ...(await renderAt('/o/acme/deleted', nested)) }
}
const answer = (of: object | null, problems: object[] = []) => ({
  data: { restored: entity('EmailAddressPayload', { entity: of, problems }) },
})

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('lists what was deleted, by whom and until when it can come back', async () => {
  await open([address, queue])
  const row = (await screen.findByRole('rowheader', { name: 'help@shop.example' })).closest('tr')!
  const cells = within(row).getAllByRole('cell')
  expect(cells.slice(0, 4).map((cell) => cell.textContent)).toEqual([
    expect.stringContaining('Email address'),
    expect.stringContaining('Ben'),
    expect.stringContaining('2 days ago'),
    expect.stringContaining('in 28 days'),
  ])
  expect(screen.getByText('The installation')).toBeTruthy()
})

it('restores, says so, and leads to what is there again', async () => {
  const nodes = [address]
  const restored = () => {
    nodes.length = 0
    return answer(entity('EmailAddress', { id: 'adr_1' }))
  }
  const { user, asked } = await open(nodes, { RestoreEmailAddress: restored })
  await user.click(await screen.findByRole('button', { name: 'Restore help@shop.example' }))
  expect((await screen.findByRole('link', { name: 'Open' })).getAttribute('href')).toBe('/o/acme/addresses/adr_1')
  expect(asked.find(({ name }) => name === 'RestoreEmailAddress')?.variables).toEqual({ input: { id: 'adr_1' } })
  expect(await screen.findByText('Nothing was deleted in the last 30 days.')).toBeTruthy()
})

it('says what is missing, and names what has to be restored first', async () => {
  const missing = [
    problem('REFERENCE_NOT_FOUND', ['routing', 'queue', 'queueId'], { type: 'Queue', id: 'que_1' }),
    problem('LIMIT_REACHED', [], { key: 'addressesPerDomain', limit: '1', count: '1' }),
  ]
  const { user } = await open([address, queue], { RestoreEmailAddress: () => answer(null, missing) })
  await user.click(await screen.findByRole('button', { name: 'Restore help@shop.example' }))
  expect(await screen.findByText('help@shop.example cannot be restored yet')).toBeTruthy()
  expect(screen.getByText('Restore Billing first: it refers to that.')).toBeTruthy()
  const status = screen.getAllByRole('status').find((each) => each.textContent?.includes('cannot be restored'))
  await waitFor(() => expect(within(status!).getAllByText(/\w/).length).toBeGreaterThan(2))
})

it('says that there is nothing', async () => {
  await open([])
  expect(await screen.findByText('Nothing was deleted in the last 30 days.')).toBeTruthy()
})

it('has nothing that axe objects to', async () => {
  const view = await open([address, queue])
  await screen.findByRole('rowheader', { name: 'Billing' })
  expect(await violations(view)).toEqual([])
})
