import { screen, waitFor, within } from '@testing-library/vue'
import { describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import type { RouteRecordRaw } from 'vue-router'
import { EditForm, useForm } from '@/shared/form'
import { documentTitle, PageHeader, TextInput } from '@/shared/ui'
import { answerWith, renderAt, violations } from '../../test/render'
import { entity, organisation } from '../../test/samples'
import { refreshViewer } from '@/shared/api'
import AppShell from './AppShell.vue'
import { hueOf } from './organisation-hue'

const titled = (title: string) => defineComponent(() => () => h(PageHeader, { title }))
const saving = { busy: false, savedAt: undefined, failureText: undefined, problems: [] }
const FormPage = defineComponent(() => {
  const form = useForm({ initial: { name: '' } })
  const field = () =>
    h(TextInput, {
      ...{ id: 'name', label: 'Name', modelValue: form.draft.name },
      'onUpdate:modelValue': (name: string | null | undefined) => (form.draft.name = name ?? ''),
    })
  return () => [h(PageHeader, { title: 'Billing' }), h(EditForm, { form, saving } as never, field)]
})
const email = { permission: 'routing:email:view' }
const tree: RouteRecordRaw[] = [
  {
    path: '/o/:org',
    component: AppShell,
    children: [
      { path: '', name: 'overview', component: titled('Overview') },
      { path: 'domains', name: 'domains', component: titled('Domains'), meta: email },
      { path: 'addresses', name: 'addresses', component: titled('Addresses'), meta: email },
      { path: 'queues', name: 'queues', component: titled('Queues'), meta: { permission: 'routing:queue:view' } },
      { path: 'queues/:id', name: 'queue', component: FormPage, meta: { section: 'queues' } },
    ],
  },
]
const ready = (is: boolean) => entity('Capability', { ready: is })
const domain = (id: string, sends: boolean, receives: boolean) =>
  entity('EmailDomain', { id, canSend: ready(sends), canReceive: ready(receives) })

async function start(path: string, permissions: readonly string[]) {
  const member = (id: string, slug: string, name: string) =>
    entity('Membership', {
      permissions,
      role: entity('Role', { id: 'rol_1', name: 'Owner', builtInKey: 'OWNER' }),
      organization: organisation({ id, slug, name }),
    })
  const memberships = [member('org_1', 'acme', 'Acme'), member('org_2', 'other', 'Other')]
  const user = entity('User', { id: 'usr_1', email: 'a@b.example', name: 'Ada', locale: 'en', operator: false })
  const idOf = (org: unknown) => (org === 'acme' ? 'org_1' : 'org_2')
  const asked = answerWith({
    Viewer: () => ({ data: { viewer: entity('Viewer', { user, memberships }) } }),
    ProblemCount: ({ org }) => ({
      data: {
        organization: entity('Organization', { id: idOf(org), lint: entity('LintConnection', { totalCount: 0 }) }),
      },
    }),
    NavigationCounts: ({ org }) => ({
      data: {
        organization: entity('Organization', {
          id: idOf(org),
          domains: [domain('a', true, false), domain('b', true, true), domain('c', false, true)],
          withProblems: entity('EmailAddressConnection', { totalCount: org === 'acme' ? 1 : 0 }),
        }),
      },
    }),
  })
  await refreshViewer()
  return { asked, ...(await renderAt(path, tree)) }
}
const navigation = () => within(screen.getByRole('navigation', { name: 'Main navigation' }))
const OWNER = ['routing:email:manage', 'routing:queue:manage']

describe('the shell', () => {
  it('says in the navigation how many domains and addresses have a problem', async () => {
    const shown = await start('/o/acme', OWNER)
    expect(await navigation().findByRole('link', { name: /Domains.*2 problems/ })).toBeTruthy()
    expect(navigation().getByRole('link', { name: /Addresses.*1 problem$/ })).toBeTruthy()
    expect(navigation().getByRole('link', { name: 'Queues' })).toBeTruthy()
    expect(await violations(shown)).toEqual([])
  })

  it('asks for no counts, and goes to no page by keys, that the role does not show', async () => {
    const { asked, user, router } = await start('/o/acme', ['routing:queue:view'])
    await user.keyboard('gd')
    expect(router.currentRoute.value.name).toBe('overview')
    await user.keyboard('gq')
    await waitFor(() => expect(router.currentRoute.value.name).toBe('queues'))
    expect(asked.some(({ name }) => name === 'NavigationCounts')).toBe(false)
  })

  it('names page, section and organisation in the tab, none of them twice', async () => {
    const { router } = await start('/o/acme/queues/que_1', OWNER)
    expect(documentTitle.value).toBe('Billing · Queues · Acme · Mailroom')
    await router.push('/o/acme/queues')
    await waitFor(() => expect(documentTitle.value).toBe('Queues · Acme · Mailroom'))
    await router.push('/o/other/queues')
    await waitFor(() => expect(documentTitle.value).toBe('Queues · Other · Mailroom'))
  })

  it('has a colour for each organisation, beside its name', async () => {
    const { router } = await start('/o/acme', OWNER)
    const hue = () => screen.getAllByRole('banner')[0]!.style.getPropertyValue('--hue')
    expect(hue()).toBe(String(hueOf('org_1')))
    await router.push('/o/other')
    await waitFor(() => expect(hue()).toBe(String(hueOf('org_2'))))
    expect(hueOf('org_1')).not.toBe(hueOf('org_2'))
    const hues = Array.from({ length: 500 }, (_, index) => hueOf(`org_${index}`))
    expect(hues.every((one) => Number.isInteger(one) && one >= 0 && one < 360)).toBe(true)
    expect(new Set(hues).size).toBeGreaterThan(200)
  })

  it('asks before another organisation opens over unsaved changes', { timeout: 20_000 }, async () => {
    const { user, router } = await start('/o/acme/queues/que_1', OWNER)
    await user.type(screen.getByLabelText('Name'), 'New')
    const leave = async () => {
      await user.click(screen.getByRole('button', { name: /Acme/ }))
      await user.click(await screen.findByRole('option', { name: /Other/ }))
      return within(await screen.findByRole('dialog', { name: 'Discard 1 change?' }))
    }
    await user.click((await leave()).getByRole('button', { name: 'Keep editing' }))
    expect(router.currentRoute.value.fullPath).toBe('/o/acme/queues/que_1')
    expect((screen.getByLabelText('Name') as HTMLInputElement).value).toBe('New')
    await user.click((await leave()).getByRole('button', { name: 'Discard' }))
    await waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/o/other/queues'))
  })
})
