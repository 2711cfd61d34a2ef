import { screen } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderAt } from '../../../test/render'
import { billing, entity, organisation, page, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import { loadEngine } from './flow-check'
import routes from './routes'

const END = { transferToQueue: { queueId: 'que_1' } }
const toBilling = entity('FlowAction', {
  ...{ addSkills: null, removeSkills: null, setLanguage: null, autoReply: null },
  transferToQueue: entity('QueueRouting', { queue: billing, language: null, skills: [] }),
})
const draft = entity('FlowDefinition', { source: { rules: [], otherwise: END }, rules: [], otherwise: toBilling })
const flow = entity('Flow', {
  ...{ id: 'flw_1', name: 'Triage', state: 'DRAFT', publishedVersion: null, version: 1, lint: [], draft },
  published: null,
})
const moved = entity('SavedTestRun', {
  ...{ test: entity('SavedTest', { id: 'tst_1', name: 'Invoices', version: 1 }), passes: true, passedBefore: true },
  ...{ problems: [], differences: [] },
  changes: [
    entity('SavedTestDifference', { recipient: 'a@b.example', field: 'QUEUE', title: 'Queue', result: 'A → B' }),
  ],
})
const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('shows before a flow is published what changes of the saved tests (R-FLO-4)', async () => {
  const permissions = ['flow:view', 'flow:manage', 'flow:publish']
  const asked = await signedIn(
    {
      FlowDetails: () => ({ data: { organization: organisation({ viewerPermissions: permissions, flow }) } }),
      FlowVersions: () => ({
        data: {
          organization: organisation({ flow: entity('Flow', { id: 'flw_1', versions: page('FlowVersion', []) }) }),
        },
      }),
      RunSavedTests: () => ({
        data: {
          runSavedTests: entity('RunSavedTestsPayload', {
            passed: 1,
            failed: 0,
            changed: 1,
            problems: [],
            runs: [moved],
          }),
        },
      }),
    },
    permissions,
  )
  const { user } = await renderAt('/o/acme/flows/flw_1', nested, ['simulator', 'saved-tests', 'address-by-id'])
  await loadEngine
  await user.click(await screen.findByRole('button', { name: 'Publish' }))
  expect(await screen.findByText('1 of 1 saved tests changes', {}, { timeout: 15_000 })).toBeTruthy()
  expect(screen.getByText('a@b.example · Queue: A → B')).toBeTruthy()
  const run = asked.find(({ name }) => name === 'RunSavedTests')?.variables['input']
  expect(run).toMatchObject({ flows: [{ flowId: 'flw_1', definition: { rules: [], otherwise: END } }] })
})
