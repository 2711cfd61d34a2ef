import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderAt } from '../../../test/render'
import { address, entity, organisation, page, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes.slice() }]
const ELSEWHERE = ['simulator', 'saved-tests', 'domains', 'domain', 'queues', 'flow', 'canned-responses']
const broken = entity('SavedTestRun', {
  ...{ test: entity('SavedTest', { id: 'tst_1', name: 'Invoices', version: 1 }), passes: false, passedBefore: true },
  ...{ problems: [], changes: [], differences: [] },
})

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('runs the saved tests by the form before it is saved, and asks where one would fail', async () => {
  const asked = await signedIn({
    AddressPage: () => ({ data: { organization: organisation({ emailAddress: address() }) } }),
    AgentMatch: () => ({ data: { organization: organisation({ agentMatch: null }) } }),
    SenderChoices: () => ({ data: { organization: organisation({ addresses: page('EmailAddress', []) }) } }),
    RunSavedTests: () => ({
      data: {
        runSavedTests: entity('RunSavedTestsPayload', {
          passed: 0,
          failed: 1,
          changed: 0,
          problems: [],
          runs: [broken],
        }),
      },
    }),
    UpdateEmailAddress: () => ({
      data: {
        updateEmailAddress: entity('EmailAddressPayload', { emailAddress: address({ version: 2 }), problems: [] }),
      },
    }),
  })
  const path = '/o/acme/domains/shop.example/addresses/adr_1'
  const { user } = await renderAt(path, nested, ELSEWHERE)
  const priority = await screen.findByRole('textbox', { name: 'Priority' })
  await user.clear(priority)
  await user.type(priority, '30')
  await user.click(screen.getByRole('button', { name: /^Save/ }))
  const dialog = within(await screen.findByRole('dialog', { name: '1 saved test would fail', hidden: true }))
  expect(dialog.getByText(/Invoices/)).toBeTruthy()
  expect(asked.some(({ name }) => name === 'UpdateEmailAddress')).toBe(false)
  const run = asked.find(({ name }) => name === 'RunSavedTests')?.variables['input']
  expect(run).toMatchObject({ overrides: [{ addressId: 'adr_1', settings: { routing: { queue: { priority: 30 } } } }] })
  await user.click(dialog.getByRole('button', { name: 'Save anyway', hidden: true }))
  await waitFor(() => expect(asked.some(({ name }) => name === 'UpdateEmailAddress')).toBe(true))
})
