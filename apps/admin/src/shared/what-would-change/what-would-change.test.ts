import { screen, within } from '@testing-library/vue'
import { expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { failing, renderAt, type Answers } from '../../../test/render'
import { entity, signedIn } from '../../../test/samples'
import TestChanges from './TestChanges.vue'
import WhatWouldChange from './WhatWouldChange.vue'

vi.setConfig({ testTimeout: 30_000 })
const HELP = 'help@shop.example'
const said = (title: string, result: string) =>
  entity('SavedTestDifference', { recipient: HELP, field: title.toUpperCase(), title, result })
const run = (name: string, fields: Record<string, unknown>) =>
  entity('SavedTestRun', {
    ...{ test: entity('SavedTest', { id: name, name, version: 1 }), problems: [], differences: [], changes: [] },
    ...{ passes: true, passedBefore: true },
    ...fields,
  })
const same = run('Same', {})
const moved = run('Moved', { changes: [said('Priority', '20 → 30 afterwards')] })
const broken = run('Broken', {
  ...{ passes: false, changes: [said('Queue', 'Billing → Support afterwards')] },
  differences: [said('Queue', 'Expected: Billing. Found: Support.')],
})
const ran = (...runs: object[]) => ({
  data: { runSavedTests: entity('RunSavedTestsPayload', { passed: 0, failed: 0, changed: 0, problems: [], runs }) },
})

const overrides = [{ addressId: 'adr_1', settings: {} }]

/** A form that saves where it may. */
const Form = defineComponent({
  setup() {
    const tests = ref<InstanceType<typeof WhatWouldChange>>()
    const saves = ref(0)
    const save = async () => {
      if (await tests.value?.mayGoOn({ overrides })) saves.value++
    }
    return () => [
      h(WhatWouldChange, { ref: tests }),
      h('button', { onClick: save }, 'Save'),
      h('p', `saved ${saves.value} times`),
    ]
  },
})

async function open(component: object, answers: Answers) {
  const asked = await signedIn(answers)
  const routes = [{ path: '/o/:org', component }]
  return { asked, ...(await renderAt('/o/acme', routes, ['simulator', 'saved-tests'])) }
}
const save = (view: Awaited<ReturnType<typeof open>>) => view.user.click(screen.getByRole('button', { name: 'Save' }))

it('asks once before a save by which tests fail, names them, and lets one save', async () => {
  const view = await open(Form, { RunSavedTests: () => ran(same, moved, broken) })
  await save(view)
  const dialog = within(await screen.findByRole('dialog', { name: '1 saved test would fail', hidden: true }))
  expect(dialog.getByText(/Broken/)).toBeTruthy()
  expect(dialog.getByText('Queue: Expected: Billing. Found: Support.')).toBeTruthy()
  expect(dialog.queryByText(/Moved/)).toBeNull()
  await view.user.click(dialog.getByRole('button', { name: 'Back to the form', hidden: true }))
  expect(screen.getByText('saved 0 times')).toBeTruthy()
  await save(view)
  await view.user.click(await screen.findByRole('button', { name: 'Save anyway', hidden: true }))
  expect(await screen.findByText('saved 1 times')).toBeTruthy()
  await save(view)
  expect(await screen.findByText('saved 2 times')).toBeTruthy()
  expect(view.asked.filter(({ name }) => name === 'RunSavedTests')).toHaveLength(3)
})

it('saves where tests change and none fails, and shows them on wish', async () => {
  const view = await open(Form, { RunSavedTests: () => ran(same, moved) })
  await save(view)
  expect(await screen.findByText('saved 1 times')).toBeTruthy()
  expect(screen.getByText('1 of 2 saved tests changes')).toBeTruthy()
  await view.user.click(screen.getByRole('button', { name: 'Review' }))
  expect(screen.getByText(`${HELP} · Priority: 20 → 30 afterwards`)).toBeTruthy()
})

it.each<[string, Answers]>([
  ['cannot be run', { RunSavedTests: () => failing('RATE_LIMITED') }],
  ['fail already, not by the change', { RunSavedTests: () => ran(run('Old', { passes: false, passedBefore: false })) }],
])('keeps nobody from saving where the tests %s', async (_, answers) => {
  const view = await open(Form, answers)
  await save(view)
  expect(await screen.findByText('saved 1 times')).toBeTruthy()
  expect(screen.queryByRole('dialog', { name: /would fail/, hidden: true })).toBeNull()
})

const Question = () => h(TestChanges, { unsaved: { flows: [] } })

it('says in a question that is asked anyway what changes', async () => {
  await open(Question, { RunSavedTests: () => ran(same, broken) })
  expect(await screen.findByText('1 of 2 saved tests changes')).toBeTruthy()
  expect(screen.getByText(`${HELP} · Queue: Billing → Support afterwards`)).toBeTruthy()
})

it('says in it that nothing changes', async () => {
  await open(Question, { RunSavedTests: () => ran(same) })
  expect(await screen.findByText('All 1 saved tests stay as they are.')).toBeTruthy()
})

it('hints quietly at saved tests where there are none', async () => {
  await open(Question, { RunSavedTests: () => ran() })
  expect(await screen.findByText(/No saved tests yet/)).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Saved tests' })).toBeTruthy()
})
