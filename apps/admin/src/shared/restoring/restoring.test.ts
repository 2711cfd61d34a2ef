import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { address, entity, organisation, page, problem, signedIn } from '../../../test/samples'
import { valueOf } from '../../../test/look'
import { failing, renderAt, violations, type Answers } from '../../../test/render'
import { client } from '@/shared/api'
import addressRoutes from '@/features/address/routes'
import skillRoutes from '@/features/skill/routes'
import DeletionNews from '@/shell/DeletionNews.vue'
import { lastDeleted } from './last-deleted'

const list = [
  { path: 'domains/:domain', name: 'domain-addresses', component: { template: '<h1>Its addresses</h1>' } },
  { path: 'other', name: 'other', component: { template: '<h1>Other</h1>' } },
]
const pages = addressRoutes.filter((route) => !('parent' in (route.meta ?? {})))
const shell = [
  {
    path: '/o/:org',
    component: { components: { DeletionNews }, template: '<main><DeletionNews /><RouterView /></main>' },
    children: [...skillRoutes, ...pages, ...list],
  },
]
const counts = { memberCount: 0, addressCount: 0 }
const PAGES_OF_ADDRESS = ['simulator', 'domains', 'queues', 'flow', 'canned-responses']

const gone = (id: string) => entity('DeletePayload', { deletedId: id, currentVersion: 1, usedBy: [], problems: [] })
const back = (name: string, problems: object[] = []) => ({
  data: { restored: entity(`${name}Payload`, { entity: problems.length ? null : { id: 'x' }, problems }) },
})

/** A list of skills that does as it is told. */
async function openSkills(answers: Answers = {}) {
  const skills = [entity('Skill', { ...counts, id: 'ski_1', name: 'Invoices', version: 1 })]
  const asked = await signedIn({
    SkillList: () => ({
      data: { organization: organisation({ viewerPermissions: [], skills: page('Skill', skills) }) },
    }),
    DeleteSkill: () => ({ data: { deleteSkill: gone(String(skills.pop()!['id'])) } }),
    RestoreSkill: () => {
      skills.push(entity('Skill', { ...counts, id: 'ski_1', name: 'Invoices', version: 2 }))
      return back('Skill')
    },
    ...answers,
  })
  return { asked, skills, ...(await renderAt('/o/acme/skills?open=ski_1', shell)) }
}

const press = async (user: { click(element: Element): Promise<void> }, name: string) =>
  user.click(await screen.findByRole('button', { name }))

vi.setConfig({ testTimeout: 30_000 })
beforeEach(async () => {
  lastDeleted.value = undefined
  await client.clearStore()
})

it('deletes without a question, says so, and undoes it', async () => {
  const view = await openSkills()
  const { user, asked } = view
  await press(user, 'Delete')
  expect(await screen.findByText('Invoices was deleted. It can be restored for 30 days.')).toBeTruthy()
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Invoices was deleted'))
  expect(await violations(view)).toEqual([])
  await waitFor(() => expect(screen.queryByRole('rowheader')).toBeNull())
  await press(user, 'Undo')
  expect(asked.filter(({ name }) => name === 'RestoreSkill').map(({ variables }) => variables)).toEqual([
    { input: { id: 'ski_1' } },
  ])
  expect(await screen.findByRole('rowheader', { name: 'Invoices' })).toBeTruthy()
  expect(screen.getByText('Invoices is there again.')).toBeTruthy()
})

it('says why something cannot come back, and keeps the offer', async () => {
  const { user } = await openSkills({ RestoreSkill: () => back('Skill', [problem('NOT_UNIQUE', ['name'])]) })
  await press(user, 'Delete')
  await press(user, 'Undo')
  expect(await screen.findByText(/already/)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Undo' })).toBeTruthy()
})

it('keeps the news on the page that follows the deleted one, and no longer', async () => {
  await signedIn({
    AddressPage: () => ({ data: { organization: organisation({ emailAddress: address() }) } }),
    DeleteEmailAddress: () => ({ data: { deleteEmailAddress: gone('adr_1') } }),
  })
  const path = '/o/acme/domains/shop.example/addresses/adr_1'
  const { user, router } = await renderAt(path, shell, PAGES_OF_ADDRESS)
  await press(user, 'Delete address')
  expect(await screen.findByRole('heading', { name: 'Its addresses' })).toBeTruthy()
  expect(screen.getByText(/help@shop.example was deleted/)).toBeTruthy()
  await router.push('/o/acme/other')
  await waitFor(() => expect(screen.queryByText(/was deleted/)).toBeNull())
})

it('asks nobody to delete twice: what fails is said, and can be tried again', async () => {
  const { user } = await openSkills({ DeleteSkill: () => failing('INTERNAL', { incident: 'abc' }) })
  await press(user, 'Delete')
  const dialog = await screen.findByRole('dialog', { name: 'Delete skill Invoices?' })
  expect(within(dialog).getByText(/abc/)).toBeTruthy()
  expect(lastDeleted.value).toBeUndefined()
})

it('tells who deleted meanwhile what is being changed, brings it back, and keeps what was typed', async () => {
  const thing = entity('DeletedItem', {
    ...{ entityType: 'Skill', id: 'ski_1', name: 'Invoices', deletedBy: 'Ben' },
    deletedAt: new Date(Date.now() - 60_000).toISOString(),
    restorableUntil: new Date().toISOString(),
  })
  const saved = entity('SkillPayload', {
    skill: entity('Skill', { ...counts, id: 'ski_1', name: 'Invoices and more', version: 3 }),
    problems: [],
  })
  const answers = [failing('NOT_FOUND'), { data: { updateSkill: saved } }]
  const { user, asked, skills } = await openSkills({
    UpdateSkill: () => answers.shift()!,
    DeletedThing: () => ({ data: { organization: organisation({ deletedItem: thing }) } }),
    RestoreSkill: () => {
      skills[0] = entity('Skill', { ...counts, id: 'ski_1', name: 'Invoices', version: 2 })
      return back('Skill')
    },
  })
  const name = await screen.findByRole('textbox', { name: /^Name/ })
  await user.type(name, ' and more')
  await press(user, 'Save')
  expect(await screen.findByText(/Ben deleted Invoices meanwhile/)).toBeTruthy()
  await press(user, 'Restore')
  expect(await screen.findByText(/It is there again/)).toBeTruthy()
  expect(valueOf(screen.getByRole('textbox', { name: /^Name/ }))).toBe('Invoices and more')
  await press(user, 'Save')
  await waitFor(() => expect(asked.filter((one) => one.name === 'UpdateSkill')).toHaveLength(2))
  expect(asked.findLast((one) => one.name === 'UpdateSkill')!.variables['input']).toEqual({
    id: 'ski_1',
    expectedVersion: 2,
    name: 'Invoices and more',
  })
})
