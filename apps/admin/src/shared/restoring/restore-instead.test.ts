import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import type { RouteRecordRaw } from 'vue-router'
import { entity, organisation, page, problem, signedIn } from '../../../test/samples'
import { renderAt, violations, type Answers } from '../../../test/render'
import { client } from '@/shared/api'
import responses from '@/features/canned-response/routes'
import flows from '@/features/flow/routes'
import languages from '@/features/language/routes'
import queues from '@/features/queue/routes'
import skills from '@/features/skill/routes'

const shell = (children: readonly RouteRecordRaw[]) => [
  { path: '/o/:org', component: { template: '<main><RouterView /></main>' }, children: [...children] },
]
const PERMISSIONS = ['routing:skill:manage', 'routing:queue:manage', 'flow:manage', 'responses:manage']
const OLD = new Date(Date.now() - 49 * 60 * 60 * 1000).toISOString()
const thing = (type: string, name: string) =>
  entity('DeletedItem', {
    ...{ entityType: type, id: 'x_1', name, deletedBy: 'Ben' },
    ...{ deletedAt: OLD, restorableUntil: OLD },
  })
const empty = (type: string, field: string) => () => ({
  data: { organization: organisation({ viewerPermissions: [], [field]: page(type, []) }) },
})

/** Answers of which one kind has something that was called Billing. */
const answers = (type: string, more: Answers = {}): Answers => ({
  SkillList: empty('Skill', 'skills'),
  LanguageList: empty('Language', 'languages'),
  QueueList: empty('Queue', 'queues'),
  DeletedNamesake: (variables) => {
    const isIt = variables['type'] === type && String(variables['name']).toLowerCase() === 'billing'
    const found = isIt ? [thing(type, 'Billing')] : []
    return { data: { organization: organisation({ deletedItems: entity('DeletedItemConnection', { nodes: found }) }) } }
  },
  [`Restore${type}`]: () => ({
    data: { restored: entity(`${type}Payload`, { entity: { id: 'x_1', __typename: type }, problems: [] }) },
  }),
  ...more,
})

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it.each([
  ['Skill', '/o/acme/skills?open=new', skills, '/o/acme/skills?search=Billing&open=x_1'],
  ['Language', '/o/acme/languages?open=new', languages, '/o/acme/languages?search=Billing&open=x_1'],
  ['Queue', '/o/acme/queues?open=new', queues, '/o/acme/queues?search=Billing&open=x_1'],
  ['Flow', '/o/acme/flows/new', flows, '/o/acme/flows/x_1'],
  ['CannedResponse', '/o/acme/canned-responses/new', responses, '/o/acme/canned-responses/x_1'],
])('%s: says that it was deleted, restores it, and opens it without a question', async (type, path, routes, opened) => {
  const asked = await signedIn(answers(type), PERMISSIONS)
  const { user, router, container } = await renderAt(path, shell(routes))
  const name = await screen.findByRole('textbox', { name: /^Name/ })
  await user.type(name, 'billing')
  expect(await screen.findByText(/^Ben deleted Billing 2 days ago\. You can restore it/)).toBeTruthy()
  expect(await violations({ container })).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Restore instead' }))
  await waitFor(() => expect(router.currentRoute.value.fullPath).toBe(opened))
  expect(asked.find((one) => one.name === `Restore${type}`)?.variables).toEqual({ input: { id: 'x_1' } })
})

it('says nothing of another name, and lets go on', async () => {
  const made = entity('Skill', { id: 'skl_1', name: 'billing', version: 1, memberCount: 0, addressCount: 0 })
  const asked = await signedIn(
    answers('Skill', {
      CreateSkill: () => ({ data: { createSkill: entity('SkillPayload', { skill: made, problems: [] }) } }),
    }),
    PERMISSIONS,
  )
  const { user } = await renderAt('/o/acme/skills?open=new', shell(skills))
  const name = await screen.findByRole('textbox', { name: /^Name/ })
  await user.type(name, 'Billing')
  await screen.findByText(/^Ben deleted Billing/)
  await user.type(name, ' and more')
  await waitFor(() => expect(screen.queryByText(/^Ben deleted/)).toBeNull())
  await user.clear(name)
  await user.type(name, 'billing')
  await screen.findByText(/^Ben deleted Billing/)
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(asked.map((one) => one.name)).toContain('CreateSkill'))
})

it('says why it cannot come back, and stays', async () => {
  const refused = entity('FlowPayload', {
    entity: null,
    problems: [problem('REFERENCE_NOT_FOUND', ['draft'], { type: 'Queue', id: 'que_1' })],
  })
  await signedIn(answers('Flow', { RestoreFlow: () => ({ data: { restored: refused } }) }), PERMISSIONS)
  const { user, router } = await renderAt('/o/acme/flows/new', shell(flows))
  await user.type(await screen.findByRole('textbox', { name: /^Name/ }), 'Billing')
  await user.click(await screen.findByRole('button', { name: 'Restore instead' }))
  expect(await screen.findByText(/does not exist|no longer|not there|gone/)).toBeTruthy()
  expect(router.currentRoute.value.path).toBe('/o/acme/flows/new')
})

it('is there, too, where things are added one after the other: the page stays', async () => {
  await signedIn(answers('Skill'), PERMISSIONS)
  const { user, router } = await renderAt('/o/acme/skills', shell(skills))
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Add skills one after the other' })
  await user.type(field, 'Billing')
  await user.click(await screen.findByRole('button', { name: 'Restore instead' }))
  await waitFor(() => expect(field.value).toBe(''))
  await waitFor(() => expect(document.activeElement).toBe(field))
  expect(router.currentRoute.value.fullPath).toBe('/o/acme/skills')
})
