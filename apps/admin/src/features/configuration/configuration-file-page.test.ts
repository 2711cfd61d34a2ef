import { fireEvent, screen, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { failing, renderAt, violations, type Answers } from '../../../test/render'
import { entity, organisation, problem, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<main><RouterView /></main>' }, children: routes }]
const FILE = 'mailroom: 1\nskills: {}\n'
const counts = (created: number, updated: number, deleted: number) =>
  entity('ConfigurationCounts', { created, updated, deleted })
const field = (name: string, before: string | null, after: string | null) =>
  entity('ConfigurationField', { name, before, after })
const change = (action: string, entityType: string, name: string, fields: object[] = []) =>
  entity('ConfigurationChange', { action, entityType, name, fields })
const CHANGES = [
  change('CREATE', 'Skill', 'Billing'),
  change('UPDATE', 'EmailAddress', 'help@shop.example', [field('history', 'ALWAYS', 'NEVER')]),
  change('DELETE', 'Queue', 'Night'),
]
const plan = (fields: object = {}) =>
  entity('ConfigurationPlan', {
    ...{ fingerprint: 'f1', counts: counts(1, 1, 1), changes: CHANGES, problems: [], lint: [], savedTests: [] },
    ...fields,
  })
const planned = (fields: object = {}) => ({
  data: { planConfiguration: entity('PlanConfigurationPayload', { plan: plan(fields), problems: [] }) },
})
const applied = (done: object | null, problems: object[] = []) => ({
  data: { applyConfiguration: entity('ApplyConfigurationPayload', { applied: done, located: [], problems }) },
})

async function open(answers: Answers = {}) {
  const asked = await signedIn({
    ConfigurationFile: () => ({ data: { organization: organisation({ configuration: FILE }) } }),
    PlanConfiguration: () => planned(),
    ...answers,
  })
  return { asked, ...(await renderAt('/o/acme/settings/file', nested, ['settings'])) }
}
const area = () => screen.findByLabelText<HTMLTextAreaElement>('Content')
const press = async (user: { click(element: Element): Promise<void> }, name: string | RegExp) =>
  user.click(await screen.findByRole('button', { name }))

async function openPlan(answers: Answers = {}) {
  const view = await open(answers)
  await fireEvent.update(await area(), FILE)
  await press(view.user, 'Show what would change')
  await screen.findByRole('heading', { name: 'What would change' })
  return view
}

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('brings the stored file into the editor', async () => {
  const { user } = await open()
  await press(user, 'Edit here')
  await vi.waitFor(async () => expect((await area()).value).toBe(FILE))
})

it('shows what is made, changed from what to what, and deleted', async () => {
  const view = await openPlan()
  expect(view.asked.find(({ name }) => name === 'PlanConfiguration')?.variables).toEqual({
    input: { organizationId: 'org_1', yaml: FILE },
  })
  expect(screen.getByText('1 created, 1 changed, 1 deleted')).toBeTruthy()
  const changed = screen.getByRole('region', { name: 'Changed (1)' })
  expect(within(changed).getByText('ALWAYS').tagName).toBe('DEL')
  expect(within(changed).getByText('NEVER').tagName).toBe('INS')
  expect(within(screen.getByRole('region', { name: 'Deleted (1)' })).getByText('Night')).toBeTruthy()
  expect(await violations(view)).toEqual([])
})

it('applies what deletes with consent alone', async () => {
  const { user, asked } = await openPlan({ ApplyConfiguration: () => applied(counts(1, 1, 1)) })
  await press(user, /^Apply the file/)
  expect(asked.some(({ name }) => name === 'ApplyConfiguration')).toBe(false)
  await user.click(screen.getByLabelText('Yes, delete 1 entry'))
  await press(user, /^Apply the file/)
  expect(await screen.findByText('The file is applied')).toBeTruthy()
  expect(asked.find(({ name }) => name === 'ApplyConfiguration')?.variables).toEqual({
    input: { organizationId: 'org_1', yaml: FILE, fingerprint: 'f1', allowDeletes: true },
  })
  expect(screen.queryByRole('heading', { name: 'What would change' })).toBeNull()
})

it('offers to plan again where somebody was quicker, and keeps the file', async () => {
  const moved = [problem('CONFIGURATION_MOVED', ['fingerprint'])]
  const { user, asked } = await openPlan({
    PlanConfiguration: () => planned({ changes: CHANGES.slice(0, 2), counts: counts(1, 1, 0) }),
    ApplyConfiguration: () => applied(null, moved),
  })
  await press(user, /^Apply the file/)
  await press(user, 'Plan again')
  await vi.waitFor(() => expect(asked.filter(({ name }) => name === 'PlanConfiguration')).toHaveLength(2))
  expect((await area()).value).toBe(FILE)
  expect(screen.queryByRole('button', { name: 'Plan again' })).toBeNull()
})

it('names what refuses the file with its place, and offers nothing to apply', async () => {
  const missing = problem('REFERENCE_NOT_FOUND', ['addresses', 'help@shop.example', 'routing', 'queue'], {
    type: 'Queue',
    id: 'Nobody',
  })
  const located = entity('ConfigurationProblem', { line: 7, column: 5, problem: missing })
  await openPlan({ PlanConfiguration: () => planned({ fingerprint: null, problems: [located] }) })
  const [item] = screen.getAllByRole('listitem').filter((each) => each.textContent?.includes('Line 7, column 5'))
  expect(item?.textContent).toContain('addresses › help@shop.example › routing › queue')
  expect(item?.textContent).toContain('does not exist or was deleted (Nobody)')
  expect(screen.queryByRole('button', { name: /^Apply/ })).toBeNull()
  expect(screen.queryByLabelText(/^Yes, delete/)).toBeNull()
})

it('tells what saved tests would come to', async () => {
  const test = entity('ConfigurationTest', { name: 'Invoice', passedBefore: true, passes: false })
  await openPlan({ PlanConfiguration: () => planned({ savedTests: [test] }) })
  expect(screen.getByText('fails then, and passes now')).toBeTruthy()
})

it('forgets a plan with the next change of the file', async () => {
  await openPlan()
  await fireEvent.update(await area(), `${FILE}queues: {}\n`)
  await vi.waitFor(() => expect(screen.queryByRole('heading', { name: 'What would change' })).toBeNull())
})

it('says that there is nothing to do', async () => {
  await openPlan({ PlanConfiguration: () => planned({ changes: [], counts: counts(0, 0, 0) }) })
  expect(screen.getByText('Everything is as the file says. There is nothing to do.')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Apply/ })).toBeNull()
})

it('says so where the caller may not change what the file changes', async () => {
  const { user } = await open({ PlanConfiguration: () => failing('FORBIDDEN') })
  await fireEvent.update(await area(), FILE)
  await press(user, 'Show what would change')
  expect(await screen.findByText(/does not allow this/)).toBeTruthy()
})
