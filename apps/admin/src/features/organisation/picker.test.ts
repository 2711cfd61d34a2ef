import { screen, waitFor } from '@testing-library/vue'
import { expect, it } from 'vitest'
import type { RouteRecordRaw } from 'vue-router'
import { refreshViewer } from '@/shared/api'
import { rememberOrganisation } from '@/shell/last-organisations'
import { answerWith, renderAt, violations } from '../../../test/render'
import { entity, organisation } from '../../../test/samples'
import routes from './routes'

const tree = routes.filter(({ path }) => path === '/orgs') as RouteRecordRaw[]

async function open(count: number, permissions = ['routing:email:view']) {
  const memberships = Array.from({ length: count }, (_, index) =>
    entity('Membership', {
      permissions,
      role: entity('Role', { id: 'rol_1', name: 'Viewer', builtInKey: 'VIEWER' }),
      organization: organisation({ id: `org_${index}`, slug: `shop-${index}`, name: `Shop ${index}` }),
    }),
  )
  const user = entity('User', { id: 'usr_1', email: 'a@b.example', name: 'Ada', locale: 'en', operator: false })
  const asked = answerWith({
    Viewer: () => ({ data: { viewer: entity('Viewer', { user, memberships }) } }),
    ProblemCount: ({ org }) => ({
      data: {
        organization: entity('Organization', {
          id: `org_${String(org).slice(5)}`,
          lint: entity('LintConnection', { totalCount: org === 'shop-1' ? 1 : 0 }),
        }),
      },
    }),
  })
  await refreshViewer()
  return { asked, ...(await renderAt('/orgs', tree, ['overview', 'start', 'me', 'sign-in'])) }
}
const links = () => screen.queryAllByRole('link', { name: /^Shop/ })

it('shows role and problems, and has the focus on the organisation that was opened last', async () => {
  rememberOrganisation('org_2')
  const shown = await open(3)
  expect(links().map((link) => link.textContent)).toEqual([
    expect.stringMatching(/^Shop 2.*shop-2.*Viewer/s),
    expect.stringMatching(/^Shop 0/),
    expect.stringMatching(/^Shop 1/),
  ])
  await waitFor(() => expect(document.activeElement).toBe(links()[0]))
  expect((await screen.findByText('1 problem')).closest('a')?.textContent).toContain('Shop 1')
  expect(screen.queryByLabelText('Filter by name')).toBeNull()
  expect(await violations(shown)).toEqual([])
})

it('can be filtered from eight on, shows 50 of 300, and says when nothing is found', async () => {
  const { user, asked } = await open(300)
  expect(links()).toHaveLength(50)
  expect(screen.getByText(/^250 more/)).toBeTruthy()
  expect(asked.filter(({ name }) => name === 'ProblemCount').length).toBeLessThanOrEqual(20)
  await user.type(screen.getByLabelText('Filter by name'), 'shop 277')
  expect(links().map((link) => link.textContent)).toEqual([expect.stringContaining('shop-277')])
  await user.type(screen.getByLabelText('Filter by name'), 'x')
  expect(screen.getByText('Nothing found')).toBeTruthy()
})

it('asks for no problems where the role shows none', async () => {
  const { asked } = await open(2, ['routing:queue:view'])
  await screen.findByText('Shop 0')
  expect(asked.some(({ name }) => name === 'ProblemCount')).toBe(false)
})
