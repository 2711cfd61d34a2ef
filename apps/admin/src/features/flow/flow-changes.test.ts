import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderAt, violations, type Answers } from '../../../test/render'
import { billing, entity, organisation, page, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import { takeUnsavedFlow, unsavedFlowOf } from '@/shared/unsaved-flow'
import { loadEngine } from './flow-check'
import routes from './routes'

const PERMISSIONS = ['flow:view', 'flow:manage', 'flow:publish']
const toBilling = entity('FlowAction', {
  ...{ addSkills: null, removeSkills: null, setLanguage: null, autoReply: null },
  transferToQueue: entity('QueueRouting', { queue: billing, language: null, skills: [] }),
})
interface Source {
  rules: object[]
  otherwise: object
}
const definition = (source: Source) =>
  entity('FlowDefinition', {
    source,
    rules: source.rules.map(() => entity('FlowRule', { then: [toBilling] })),
    otherwise: toBilling,
  })
const END = { transferToQueue: { queueId: 'que_1' } }
const rule = (name: string, value = name) => ({
  name,
  when: { all: [{ compare: { field: 'SUBJECT', operator: 'CONTAINS', value } }] },
  then: [END],
})
const sourceOf = (...rules: object[]): Source => ({ rules, otherwise: END })
const flow = (draft: Source, published: Source | null) =>
  entity('Flow', {
    ...{ id: 'flw_1', name: 'Triage', version: 3, lint: [] },
    ...{ state: published ? 'PUBLISHED' : 'DRAFT', publishedVersion: published ? 2 : null },
    ...{ draft: definition(draft), published: published && definition(published) },
  })
const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]

async function open(stored: object, answers: Answers = {}) {
  const version = entity('FlowVersion', {
    ...{ number: 1, publishedAt: '2026-06-01T12:00:00.000Z', publishedBy: 'Ada' },
    definition: definition(sourceOf()),
  })
  const asked = await signedIn(
    {
      FlowDetails: () => ({ data: { organization: organisation({ viewerPermissions: PERMISSIONS, flow: stored }) } }),
      FlowVersions: () => ({
        data: {
          organization: organisation({
            flow: entity('Flow', { id: 'flw_1', versions: page('FlowVersion', [version]) }),
          }),
        },
      }),
      ...answers,
    },
    PERMISSIONS,
  )
  const shown = await renderAt('/o/acme/flows/flw_1', nested, ['simulator'])
  await loadEngine
  await screen.findByRole('region', { name: 'Rules, tried in order' })
  return { asked, ...shown }
}

vi.setConfig({ testTimeout: 40_000 })
beforeEach(() => {
  takeUnsavedFlow('flw_1')
  return client.clearStore()
})

const ORDERS = rule('Orders')
const RETURNS = rule('Returns')
const dialog = (name: RegExp | string) => screen.findByRole('dialog', { name })

it('shows in words what is different before it publishes (R-FLO-4)', async () => {
  const before = sourceOf(ORDERS, RETURNS, rule('Old'))
  const after = { ...sourceOf(RETURNS, rule('Orders', 'order'), rule('New', 'x')), otherwise: { disconnect: true } }
  const { user, asked, container } = await open(flow(after, before), {
    PublishFlow: () => ({ data: { publishFlow: entity('FlowPayload', { flow: flow(after, after), problems: [] }) } }),
  })
  await user.click(screen.getByRole('button', { name: 'Publish' }))
  const question = await dialog('Publish flow Triage?')
  const items = within(within(question).getByRole('list', { name: 'What is different' })).getAllByRole('listitem')
  expect(items.map((item) => item.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
    expect.stringMatching(/^Returns ?Moved from 2 to 1$/),
    expect.stringMatching(/^Old ?Removed, was number 3 ?Matches when ?before: ?.* ?Then ?before: ?To queue: Billing$/),
    expect.stringMatching(
      /^Orders ?Changed, number 2 ?Matches when ?before: ?Subject contains “Orders” ?now: ?Subject contains “order”$/,
    ),
    expect.stringMatching(/^New ?New, number 3 ?Matches when ?now: ?.* ?Then ?now: ?To queue: Billing$/),
    expect.stringMatching(/^Otherwise ?Changed ?Then ?before: ?To queue: Billing ?now: ?Disconnect$/),
  ])
  expect(await violations({ container })).toEqual([])
  expect(asked.some(({ name }) => name === 'PublishFlow')).toBe(false)
  await user.click(within(question).getByRole('button', { name: 'Publish' }))
  await waitFor(() =>
    expect(asked.find(({ name }) => name === 'PublishFlow')?.variables['input']).toEqual({
      id: 'flw_1',
      expectedVersion: 3,
    }),
  )
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

it('publishes nothing on Cancel, and says of the first version that it is the first', async () => {
  const { user, asked } = await open(flow(sourceOf(ORDERS), null))
  await user.click(screen.getByRole('button', { name: 'Publish' }))
  const question = await dialog('Publish flow Triage?')
  expect(within(question).getByText(/^It was never published/)).toBeTruthy()
  await user.click(within(question).getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(asked.some(({ name }) => name === 'PublishFlow')).toBe(false)
})

it('compares what is being written with what is published, and with older versions', async () => {
  const { user } = await open(flow(sourceOf(ORDERS), sourceOf(ORDERS)))
  expect(screen.queryByRole('button', { name: /^Compare with/ })).toBeNull()
  await user.type(screen.getByRole('textbox', { name: /^Value/ }), ' 2')
  await user.click(screen.getByRole('button', { name: 'Compare with v2' }))
  expect(within(await dialog(/version 2$/)).getByText('Subject contains “Orders 2”')).toBeTruthy()
  await user.click(screen.getAllByRole('button', { name: 'Close' })[0]!)
  await user.click(await screen.findByRole('button', { name: 'Compare draft with version 1' }))
  expect(within(await dialog(/version 1$/)).getByText('New, number 1')).toBeTruthy()
})

it('moves rules by the keyboard: the focus stays where it is, and what happened is said', async () => {
  const { user } = await open(flow(sourceOf(ORDERS, RETURNS), null))
  const [first] = screen.getAllByRole<HTMLInputElement>('textbox', { name: /^Name of the rule/ })
  first!.focus()
  await user.keyboard('{Alt>}{ArrowDown}{/Alt}')
  expect(await screen.findByText('Rule Orders is now number 2.')).toBeTruthy()
  await waitFor(() => expect((document.activeElement as HTMLInputElement).value).toBe('Orders'))
  const names = screen.getAllByRole<HTMLInputElement>('textbox', { name: /^Name of the rule/ })
  expect(names.map(({ value }) => value)).toEqual(['Returns', 'Orders'])
  await user.keyboard('{Alt>}{ArrowDown}{/Alt}')
  expect((document.activeElement as HTMLInputElement).value).toBe('Orders')
  const up = screen.getByRole('button', { name: 'Move rule 2 up' })
  up.focus()
  await user.keyboard('{Enter}')
  // At the top there is no button up any more.
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Move rule 1 down' })))
  await user.click(screen.getByRole('button', { name: 'Remove rule 1' }))
  await waitFor(() => expect((document.activeElement as HTMLInputElement).value).toBe('Returns'))
})

it('takes the draft to the simulator with what is not saved, and has it when one comes back', async () => {
  const { user, router, unmount } = await open(flow(sourceOf(ORDERS), sourceOf(ORDERS)))
  await user.type(screen.getByRole('textbox', { name: /^Value/ }), ' 2')
  await user.click(screen.getByRole('button', { name: 'Test in simulator' }))
  await waitFor(() => expect(router.currentRoute.value).toMatchObject({ name: 'simulator', query: { flow: 'flw_1' } }))
  expect(unsavedFlowOf('flw_1')).toMatchObject({
    ...{ flowId: 'flw_1', name: 'Triage', path: '/o/acme/flows/flw_1', valid: true },
    definition: sourceOf(rule('Orders', 'Orders 2')),
  })
  unmount()
  await client.clearStore()
  await open(flow(sourceOf(ORDERS), sourceOf(ORDERS)))
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^Value/ }).value).toBe('Orders 2')
  expect(screen.getByText('Your unsaved changes are still here.')).toBeTruthy()
  expect(unsavedFlowOf('flw_1')).toBeUndefined()
})
