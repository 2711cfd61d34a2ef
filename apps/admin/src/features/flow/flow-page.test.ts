import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { descriptionOf, isInvalid } from '../../../test/look'
import { renderAt, violations, type Answers } from '../../../test/render'
import { billing, entity, organisation, page, problem, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import { loadEngine } from './flow-check'
import routes from './routes'

type Fields = Record<string, unknown>

const PERMISSIONS = ['flow:view', 'flow:manage', 'flow:publish']
const toBilling = entity('FlowAction', {
  addSkills: null,
  removeSkills: null,
  setLanguage: null,
  autoReply: null,
  transferToQueue: entity('QueueRouting', { queue: billing, language: null, skills: [] }),
})
const definition = (source: object, rules: object[] = []) =>
  entity('FlowDefinition', {
    source,
    rules: rules.map(() => entity('FlowRule', { then: [toBilling] })),
    otherwise: toBilling,
  })
const END = { transferToQueue: { queueId: 'que_1' } }
const rule = (when: object, name = 'Orders') => ({ name, when, then: [END] })
const sourceOf = (...rules: object[]) => ({ rules, otherwise: END })
const SUBJECT = { compare: { field: 'SUBJECT', operator: 'CONTAINS', value: 'order' } }
const SOURCE = sourceOf(rule({ all: [SUBJECT] }))

const flow = (fields: Fields = {}) =>
  entity('Flow', {
    ...{ id: 'flw_1', name: 'Triage', state: 'DRAFT', publishedVersion: null, version: 1, lint: [] },
    ...{ draft: definition(SOURCE, SOURCE.rules), published: null },
    ...fields,
  })
const published = (fields: Fields = {}) =>
  flow({ state: 'PUBLISHED', publishedVersion: 2, version: 3, published: definition(SOURCE, SOURCE.rules), ...fields })
const version = (number: number, source: { rules: object[] }) =>
  entity('FlowVersion', {
    ...{ number, publishedAt: '2026-06-01T12:00:00.000Z', publishedBy: 'Ada' },
    definition: definition(source, source.rules),
  })

async function open(stored: Fields, answers: Answers = {}, permissions = PERMISSIONS) {
  const asked = await signedIn(
    {
      FlowDetails: () => ({ data: { organization: organisation({ viewerPermissions: permissions, flow: stored }) } }),
      FlowVersions: () => ({
        data: {
          organization: organisation({
            flow: entity('Flow', {
              id: 'flw_1',
              versions: page('FlowVersion', [version(2, SOURCE), version(1, sourceOf())]),
            }),
          }),
        },
      }),
      UpdateFlow: () => ({ data: { updateFlow: entity('FlowPayload', { flow: flow({ version: 2 }), problems: [] }) } }),
      ...answers,
    },
    permissions,
  )
  const shown = await renderAt('/o/acme/flows/flw_1', nested, ['simulator', 'address-by-id'])
  await loadEngine
  return { asked, ...shown }
}

const nested = [
  { path: '/o/:org', component: { template: '<RouterView />' }, children: routes },
  { path: '/o/:org/addresses/:id', component: { template: '<h1>Address</h1>' } },
]
const saved = (asked: { name: string; variables: Fields }[]) =>
  asked
    .filter(({ name }) => name === 'UpdateFlow')
    .map(({ variables }) => variables['input'] as { definition: typeof SOURCE })
const condition = (n: string) => within(screen.getByRole('group', { name: `Condition ${n}` }))

// Looking up roles in a whole page is slow in jsdom, slower still beside other tests.
vi.setConfig({ testTimeout: 40_000 })
beforeEach(() => client.clearStore())

it('offers every field, and of each the operators that make sense for it (R-FLO-2)', async () => {
  const { user } = await open(flow())
  await screen.findByRole('group', { name: 'Condition 1' })
  const operators = () =>
    within(condition('1').getByRole('combobox', { name: 'Operator' }))
      .getAllByRole('option')
      .map((each) => each.textContent?.trim())
  const choose = (name: string) => user.selectOptions(condition('1').getByRole('combobox', { name: 'Field' }), name)
  await choose('Size in bytes')
  expect(operators()).toEqual(['is', 'is one of', 'is less than', 'is greater than'])
  await choose('Time of arrival')
  expect(operators()).toEqual(['is in opening hours', 'is before', 'is after'])
  await choose('Header field')
  expect(operators()).toHaveLength(7)
  expect(condition('1').getByRole('textbox', { name: /Name of the header field/ })).toBeTruthy()
  expect(within(condition('1').getByRole('combobox', { name: 'Field' })).getAllByRole('option')).toHaveLength(13)
})

it('nests groups and negates them by the keyboard alone', async () => {
  const { user, asked, container } = await open(flow())
  const group = await screen.findByRole('button', { name: 'Add group' })
  group.focus()
  await user.keyboard('{Enter}')
  await waitFor(() => expect(document.activeElement).toBe(condition('2.1').getByRole('combobox', { name: 'Field' })))
  await user.type(condition('2.1').getByRole('textbox', { name: /^Value/ }), 'urgent')
  condition('2.1').getByRole('checkbox', { name: 'Not' }).focus()
  await user.keyboard(' ')
  screen.getByRole('checkbox', { name: 'The group must not hold' }).focus()
  await user.keyboard(' ')
  expect(await violations({ container })).toEqual([])
  await user.keyboard('{Control>}s{/Control}')
  await waitFor(() => expect(saved(asked)).toHaveLength(1))
  const urgent = { compare: { field: 'SUBJECT', operator: 'CONTAINS', value: 'urgent' } }
  expect(saved(asked)[0]?.definition.rules[0]).toMatchObject({
    when: { all: [SUBJECT, { not: { any: [{ not: urgent }] } }] },
  })
})

it('a saved condition is no conflict with what is stored then', async () => {
  const stored = sourceOf(
    rule({ all: [SUBJECT, { compare: { field: 'SUBJECT', operator: 'CONTAINS', value: 'urgent' } }] }),
  )
  const { user, asked } = await open(flow(), {
    UpdateFlow: () => ({
      data: {
        updateFlow: entity('FlowPayload', {
          flow: flow({ version: 2, draft: definition(stored, stored.rules) }),
          problems: [],
        }),
      },
    }),
  })
  await user.click(await screen.findByRole('button', { name: 'Add condition' }))
  await user.type(condition('2').getByRole('textbox', { name: /^Value/ }), 'urgent')
  await user.keyboard('{Control>}s{/Control}')
  await waitFor(() => expect(saved(asked)).toHaveLength(1))
  await screen.findByText(/^Saved/)
  expect(document.querySelector('dialog[open]')).toBeNull()
})

it('says what is wrong with a pattern while it is typed, by core', async () => {
  const { user, asked } = await open(flow())
  await screen.findByRole('group', { name: 'Condition 1' })
  await user.selectOptions(condition('1').getByRole('combobox', { name: 'Operator' }), 'matches the pattern')
  const pattern = condition('1').getByRole('textbox', { name: /^Value/ })
  await user.clear(pattern)
  await user.type(pattern, '(a')
  await user.keyboard('{Control>}s{/Control}')
  await waitFor(() => expect(isInvalid(pattern)).toBe(true))
  expect(descriptionOf(pattern)).toMatch(/a parenthesis has no partner/)
  expect(saved(asked)).toEqual([])
  await user.type(pattern, ')')
  expect(isInvalid(pattern)).toBe(false)
})

it('makes opening hours with time zone, rows and closed dates', async () => {
  const { user, asked, container } = await open(flow())
  await screen.findByRole('group', { name: 'Condition 1' })
  await user.selectOptions(condition('1').getByRole('combobox', { name: 'Field' }), 'Time of arrival')
  const zone = await screen.findByRole('combobox', { name: /Time zone/ })
  await user.clear(zone)
  await user.type(zone, 'europe vie')
  await user.click(await screen.findByRole('option', { name: 'Europe/Vienna' }))
  for (const n of [5, 4, 3, 2]) await user.click(screen.getByRole('button', { name: `Remove opening hours ${n}` }))
  const to = screen.getByRole('textbox', { name: 'To 1' })
  await user.clear(to)
  await user.type(to, '06:00')
  await user.type(screen.getByRole('textbox', { name: /Closed on/ }), '2026-12-24{Enter}')
  await user.keyboard('{Control>}s{/Control}')
  await waitFor(() => expect(descriptionOf(to)).toMatch(/For a night use two entries/))
  await user.clear(to)
  await user.type(to, '24:00')
  expect(await violations({ container })).toEqual([])
  await user.keyboard('{Control>}s{/Control}')
  await waitFor(() => expect(saved(asked)).toHaveLength(1))
  const open1 = [{ weekday: 1, from: '09:00', to: '24:00' }]
  expect(saved(asked)[0]?.definition.rules[0]).toMatchObject({
    when: {
      all: [
        {
          compare: {
            field: 'RECEIVED_AT',
            operator: 'WITHIN_SCHEDULE',
            schedule: { timeZone: 'Europe/Vienna', open: open1, closedOn: ['2026-12-24'] },
          },
        },
      ],
    },
  })
})

it('puts problems of the server at the condition that they are about', async () => {
  const path = ['definition', 'rules', '0', 'when', 'all', '0', 'compare', 'value']
  const { user } = await open(flow(), {
    UpdateFlow: () => ({
      data: {
        updateFlow: entity('FlowPayload', {
          flow: null,
          problems: [problem('TOO_LONG', path, { limit: '1', count: '2' })],
        }),
      },
    }),
  })
  const value = await waitFor(() => condition('1').getByRole('textbox', { name: /^Value/ }))
  await user.type(value, 's')
  await user.keyboard('{Control>}s{/Control}')
  await waitFor(() => expect(isInvalid(value)).toBe(true))
})

it('takes an older version as the draft, which is saved like any change (R-FLO-4)', async () => {
  const { user, asked } = await open(published())
  await user.click(await screen.findByRole('button', { name: 'Take version 1 as draft' }))
  expect(screen.getByText(/The draft is version 1 now/)).toBeTruthy()
  expect(screen.queryByRole('group', { name: 'Condition 1' })).toBeNull()
  await user.keyboard('{Control>}s{/Control}')
  await waitFor(() => expect(saved(asked)[0]?.definition).toEqual(sourceOf()))
})

it('does not unpublish what is used, and says by whom (R-FLO-4)', async () => {
  const use = entity('Use', { entityType: 'EmailAddress', id: 'adr_1', name: 'help@shop.example' })
  const { user, container } = await open(published(), {
    UnpublishFlow: () => ({
      data: {
        unpublishFlow: entity('FlowPayload', {
          flow: null,
          usedBy: [use],
          problems: [problem('IN_USE', [], { count: '1' })],
        }),
      },
    }),
  })
  await user.click(await screen.findByRole('button', { name: 'Unpublish' }))
  const link = await screen.findByRole('link', { name: 'help@shop.example' })
  expect(link.getAttribute('href')).toBe('/o/acme/addresses/adr_1')
  expect(await violations({ container })).toEqual([])
})

it('shows everything to whoever may only view, and lets nothing be changed', async () => {
  await open(published(), {}, ['flow:view'])
  await screen.findByRole('group', { name: 'Condition 1' })
  expect(screen.queryByRole('button', { name: /^(Add|Remove|Save|Publish|Unpublish|Take)/ })).toBeNull()
  expect((condition('1').getByRole('combobox', { name: 'Field' }) as HTMLSelectElement).disabled).toBe(true)
})
