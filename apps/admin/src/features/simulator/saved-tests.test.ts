import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { failing, renderAt, violations, type Answers } from '../../../test/render'
import { billing, entity, organisation, page, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import { valueOf } from '../../../test/look'
import routes from './routes'
import { lastRuns } from './test-runs'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]
const ELSEWHERE = ['address-by-id', 'new-domain-address', 'flow']
const HELP = 'help@shop.example'
const MAIL = { from: 'kim@customer.example', to: [HELP], subject: 'Invoice', receivedAt: '2026-06-01T12:00:00.000Z' }

const saved = (fields: Record<string, unknown> = {}) =>
  entity('SavedTest', { id: 'tst_1', name: 'Invoice', version: 1, mail: MAIL, ...fields })
const run = (fields: Record<string, unknown> = {}) =>
  entity('SavedTestRun', {
    ...{ passes: true, passedBefore: true, test: saved(), problems: [], differences: [], changes: [] },
    ...fields,
  })
const difference = entity('SavedTestDifference', {
  ...{ recipient: HELP, field: 'PRIORITY', title: 'Priority', result: 'Expected: 90. Found: 20.' },
})
const ran = (...runs: object[]) => ({
  data: {
    runSavedTests: entity('RunSavedTestsPayload', { passed: 1, failed: 1, changed: 0, problems: [], runs }),
  },
})
const outcome = entity('InboundOutcome', {
  ...{ recipient: HELP, result: 'QUEUED', reason: null, continues: false, labels: [], priority: 20 },
  ...{ address: null, autoReply: null, queue: billing, flow: null, skills: [], language: null },
})
const decided = () => ({
  data: {
    organization: organisation({
      simulateInbound: entity('InboundDecision', { replyTo: null, outcomes: [outcome], trace: [] }),
    }),
  },
})

async function open(path: string, answers: Answers = {}) {
  const asked = await signedIn({
    SavedTests: () => ({
      data: {
        organization: organisation({ savedTests: page('SavedTest', [saved(), saved({ id: 'tst_2', name: 'Late' })]) }),
      },
    }),
    SavedTest: () => ({ data: { organization: organisation({ savedTest: saved() }) } }),
    RunSavedTests: () =>
      ran(run(), run({ test: saved({ id: 'tst_2', name: 'Late' }), passes: false, differences: [difference] })),
    SimulateInbound: decided,
    QueueFit: () => ({
      data: {
        organization: organisation({
          rankQueue: [entity('RankedInteraction', { id: 'this', score: 20, agentIds: [] })],
          queue: { ...billing, members: entity('MemberConnection', { totalCount: 14 }) },
        }),
      },
    }),
    ...answers,
  })
  return { asked, ...(await renderAt(path, nested, ELSEWHERE)) }
}

/** The dialog’s code comes when it is first asked for. */
const SLOWLY = { timeout: 15_000 }
vi.setConfig({ testTimeout: 30_000 })
beforeEach(async () => {
  lastRuns.clear()
  await client.clearStore()
})

it('lists the tests with their last result and what differs, and leads to each', async () => {
  const view = await open('/o/acme/simulator/tests')
  const failed = await screen.findByText('Fails')
  const row = failed.closest('tr')!
  expect(within(row).getByText(`${HELP} · Priority: Expected: 90. Found: 20.`)).toBeTruthy()
  expect(screen.getByText('1 of 2 tests pass.')).toBeTruthy()
  const link = within(row).getByRole('link', { name: 'Late' })
  expect(link.getAttribute('href')).toContain('test=tst_2')
  expect(await violations(view)).toEqual([])
})

it('says why the tests could not be run, and shows them all the same', async () => {
  await open('/o/acme/simulator/tests', { RunSavedTests: () => failing('INTERNAL') })
  expect(await screen.findAllByText('Not run yet')).toHaveLength(2)
})

it('deletes a test after asking, for good', async () => {
  const deleted = entity('DeletePayload', { deletedId: 'tst_1', currentVersion: null, usedBy: [], problems: [] })
  const { user, asked } = await open('/o/acme/simulator/tests', {
    DeleteSavedTest: () => ({ data: { deleteSavedTest: deleted } }),
  })
  const row = (await screen.findByRole('link', { name: 'Invoice' })).closest('tr')!
  await user.click(within(row).getByRole('button', { name: 'Delete' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Delete test Invoice?', hidden: true }))
  await user.click(dialog.getByRole('button', { name: 'Delete', hidden: true }))
  await waitFor(() => expect(asked.some(({ name }) => name === 'DeleteSavedTest')).toBe(true))
})

it('opens a test by its link: its mail is in the form, as it was saved, and is run', async () => {
  const thread = { messageIds: ['<1@x.example>'], open: true, queueId: 'que_1' }
  const { asked } = await open('/o/acme/simulator?test=tst_1', {
    SavedTest: () => ({
      data: { organization: organisation({ savedTest: saved({ mail: { ...MAIL, threads: [thread] } }) }) },
    }),
  })
  await screen.findByRole('article', { name: `Outcome for ${HELP}` })
  expect(valueOf(screen.getByRole('textbox', { name: /^Subject/ }))).toBe('Invoice')
  const [question] = asked.filter(({ name }) => name === 'SimulateInbound')
  expect(question?.variables['input']).toMatchObject({ ...MAIL, threads: [thread] })
  expect(screen.getByText('Saved test: Invoice')).toBeTruthy()
  expect(await screen.findByText(/would wait for ever: none of the 14 agents/)).toBeTruthy()
})

it('saves a run as a test with what is ticked of its result, at the moment of the run', async () => {
  const { user, asked, router } = await open('/o/acme/simulator', {
    CreateSavedTest: () => ({
      data: { createSavedTest: entity('SavedTestPayload', { savedTest: saved({ id: 'tst_9' }), problems: [] }) },
    }),
  })
  await user.type(screen.getByRole('textbox', { name: /^To/ }), HELP)
  await user.type(screen.getByRole('textbox', { name: /^From/ }), 'kim@customer.example')
  await user.keyboard('{Control>}{Enter}{/Control}')
  await user.click(await screen.findByRole('button', { name: 'Save as test' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Save as test', hidden: true }, SLOWLY))
  await user.type(dialog.getByRole('textbox', { name: /^Name/, hidden: true }), 'Invoice')
  await user.click(dialog.getByRole('checkbox', { name: 'Priority: 20', hidden: true }))
  await user.click(dialog.getByRole('button', { name: 'Save test', hidden: true }))
  await waitFor(() => expect(asked.some(({ name }) => name === 'CreateSavedTest')).toBe(true))
  const input = asked.find(({ name }) => name === 'CreateSavedTest')?.variables['input'] as Record<string, unknown>
  expect(input['expected']).toEqual([{ recipient: HELP, result: 'QUEUED', queueId: 'que_1' }])
  expect(input['mail']).toMatchObject({ to: [HELP], receivedAt: expect.stringMatching(/^20\d\d-/) })
  await waitFor(() => expect(router.currentRoute.value.query['test']).toBe('tst_9'))
})

it('asks for a name before anything is sent', async () => {
  const { user, asked } = await open('/o/acme/simulator?test=tst_1')
  await user.click(await screen.findByRole('button', { name: 'Save as test' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Save as test', hidden: true }, SLOWLY))
  await user.clear(dialog.getByRole('textbox', { name: /^Name/, hidden: true }))
  await user.click(dialog.getByRole('button', { name: 'Change the test', hidden: true }))
  await waitFor(() =>
    expect(dialog.getByRole('textbox', { name: /^Name/, hidden: true }).getAttribute('aria-invalid')).toBe('true'),
  )
  expect(asked.some(({ name }) => /SavedTest$/.test(name) && name !== 'SavedTest')).toBe(false)
})
