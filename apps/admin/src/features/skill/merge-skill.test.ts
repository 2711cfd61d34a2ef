import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderAt, violations, failing, type Answers } from '../../../test/render'
import { entity, organisation, page, problem, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]
const skill = (id: string, name: string, memberCount: number | null = 2, addressCount: number | null = 1) =>
  entity('Skill', { id, name, version: 3, memberCount, addressCount })
const bills = skill('skl_1', 'Bills')
const invoices = skill('skl_2', 'Invoices', 1250, 0)
const uses = [
  entity('Use', { entityType: 'EmailAddress', id: 'adr_1', name: 'help@shop.example' }),
  entity('Use', { entityType: 'SavedTest', id: 'tst_1', name: 'A bill' }),
]
const nothing = {
  ...{ addressCount: 0, memberCount: 0, invitationCount: 0, flowCount: 0, publishedFlowCount: 0, savedTestCount: 0 },
  uses: [],
}
const answered = (merge: object | null, problems: object[] = []) => ({
  data: {
    mergeSkills: entity('MergeSkillsPayload', {
      skill: merge && entity('Skill', { id: 'skl_2', name: 'Invoices' }),
      merge: merge && entity('SkillMerge', { ...nothing, ...merge }),
      problems,
    }),
  },
})
const EVERYTHING = ['routing:skill:manage', 'directory:user:manage', 'routing:email:manage', 'flow:publish']

async function open(answers: Answers = {}, permissions = EVERYTHING) {
  const skills = [bills, invoices]
  const asked = await signedIn(
    {
      SkillList: () => ({
        data: { organization: organisation({ viewerPermissions: permissions, skills: page('Skill', skills) }) },
      }),
      SkillChoices: () => ({ data: { organization: organisation({ skills: page('Skill', skills) }) } }),
      ...answers,
    },
    permissions,
  )
  return { asked, skills, ...(await renderAt('/o/acme/skills', nested)) }
}
type User = Awaited<ReturnType<typeof open>>['user']

/** Opens the dialog by the row's menu, and chooses the other skill. */
async function choose(user: User) {
  await user.click(await screen.findByRole('button', { name: 'Actions for Bills' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Merge into…' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Merge skill Bills into another' }))
  const combobox = await dialog.findByRole('combobox', { name: 'Skill that stays' })
  expect(combobox.hasAttribute('autofocus')).toBe(true)
  expect(dialog.getByRole('button', { name: /^Merge/ }).textContent).toContain('Choose the skill that stays first.')
  await user.click(combobox)
  expect(screen.queryByRole('option', { name: 'Bills' })).toBeNull()
  await user.click(await screen.findByRole('option', { name: 'Invoices' }))
  return dialog
}

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('shows how many agents have a skill and how many addresses ask for it', async () => {
  const view = await open()
  const row = (await screen.findByRole('rowheader', { name: 'Invoices' })).closest('tr')!
  expect(
    within(row)
      .getAllByRole('cell')
      .slice(0, 2)
      .map((cell) => cell.textContent?.trim()),
  ).toEqual([expect.stringContaining('1,250'), expect.stringContaining('0')])
  expect(screen.getByRole('columnheader', { name: 'Agents' })).toBeTruthy()
  expect(await violations(view)).toEqual([])
})

it('has no columns of what the viewer may not see, and no menu for those who may not change', async () => {
  await open({}, ['routing:email:view'])
  expect(await screen.findByRole('columnheader', { name: 'Addresses' })).toBeTruthy()
  expect(screen.queryByRole('columnheader', { name: 'Agents' })).toBeNull()
  expect(screen.queryByRole('button', { name: /^Actions for/ })).toBeNull()
})

it('says what would change, changes it, and says so', async () => {
  const effect = { addressCount: 1, memberCount: 2, flowCount: 1, publishedFlowCount: 1, savedTestCount: 1, uses }
  const { user, asked, skills, container } = await open({
    MergeSkills: ({ input }) => {
      if (!(input as { dryRun?: boolean }).dryRun) skills.shift()
      return answered(effect)
    },
  })
  const dialog = await choose(user)
  expect(await dialog.findByText('1 address')).toBeTruthy()
  expect(dialog.getByText('2 members, each keeping the higher proficiency')).toBeTruthy()
  expect(dialog.getByText('1 of them is published in a new version')).toBeTruthy()
  expect(dialog.queryByText(/invitation/)).toBeNull()
  await user.click(dialog.getByText('Show which'))
  expect(await dialog.findByRole('link', { name: 'help@shop.example' })).toBeTruthy()
  expect(dialog.getByText(/Saved test/)).toBeTruthy()
  expect(await violations({ container })).toEqual([])
  await user.click(dialog.getByRole('button', { name: 'Merge' }))
  expect(await screen.findByText('Bills is merged into Invoices.')).toBeTruthy()
  await waitFor(() => expect(screen.queryByRole('rowheader', { name: 'Bills' })).toBeNull())
  expect(screen.queryByRole('dialog')).toBeNull()
  const input = { id: 'skl_1', expectedVersion: 3, intoId: 'skl_2' }
  expect(asked.filter(({ name }) => name === 'MergeSkills').map(({ variables }) => variables['input'])).toEqual([
    { ...input, dryRun: true },
    input,
  ])
})

it('says that nothing uses it', async () => {
  const { user } = await open({ MergeSkills: () => answered({}) })
  const dialog = await choose(user)
  expect(await dialog.findByText('Nothing uses Bills.')).toBeTruthy()
})

it.each([
  ['may not change everything', failing('FORBIDDEN'), /You may not change everything that uses this skill/],
  ['uses an edition without e-mail', answered(null, [problem('EDITION_WITHOUT_EMAIL')]), /edition/],
])('says why, for somebody who %s', async (_, answer, text) => {
  const { user } = await open({ MergeSkills: () => answer })
  const dialog = await choose(user)
  expect(await dialog.findByText(text)).toBeTruthy()
  expect(dialog.getByRole('button', { name: /^Merge/ }).ariaDisabled).toBe('true')
})

it('reads the list again where somebody was faster', async () => {
  const { user, asked } = await open({
    MergeSkills: () => answered(null, [problem('STALE_VERSION', ['expectedVersion'])]),
  })
  const lists = () => asked.filter(({ name }) => name === 'SkillList').length
  const before = lists()
  await choose(user)
  await waitFor(() => expect(lists()).toBeGreaterThan(before))
})
