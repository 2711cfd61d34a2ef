import { screen, waitFor } from '@testing-library/vue'
import { expect, it, vi } from 'vitest'
import AppShell from '@/shell/AppShell.vue'
import { renderAt, violations } from '../../../test/render'
import { signedIn } from '../../../test/samples'

const gate = vi.hoisted(() => {
  let open = () => {}
  return { opened: new Promise<void>((resolve) => (open = resolve)), open: () => open() }
})
vi.mock('./PaletteSearch.vue', async (load) => {
  await gate.opened
  return load()
})

const page = (name: string, path: string) => ({ name, path, component: { template: `<h1>${name}</h1>` } })
const children = [page('overview', ''), page('domains', 'domains'), page('domain-new', 'domains/new')]
const tree = [{ path: '/o/:org', component: AppShell, children }, page('me', '/me'), page('organisations', '/orgs')]

it('keeps what is typed right after the first Ctrl+K, while the search is loading', async () => {
  await signedIn({})
  const shown = await renderAt('/o/acme', tree)
  await shown.user.keyboard('{Control>}k{/Control}add ')
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Search or jump to…' })
  expect([document.activeElement, field.value]).toEqual([field, 'add '])
  expect(await violations(shown)).toEqual([])

  gate.open()
  const search = await screen.findByRole<HTMLInputElement>('combobox')
  await waitFor(() => expect(search.value).toBe('add '))
  expect(screen.queryByRole('textbox')).toBeNull()
  await shown.user.keyboard('dom')
  expect([document.activeElement, search.value]).toEqual([search, 'add dom'])
  await shown.user.keyboard('{Enter}')
  await waitFor(() => expect(shown.router.currentRoute.value.name).toBe('domain-new'))

  await shown.user.keyboard('{Control>}k{/Control}')
  expect((await screen.findByRole<HTMLInputElement>('combobox')).value).toBe('')
})
