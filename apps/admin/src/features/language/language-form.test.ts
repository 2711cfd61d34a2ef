import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { descriptionOf, valueOf } from '../../../test/look'
import { renderAt, violations, type Answers } from '../../../test/render'
import { entity, organisation, page, problem, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]
const german = entity('Language', {
  id: 'lan_1',
  name: 'German',
  tag: 'de',
  version: 1,
  memberCount: 0,
  addressCount: 0,
})
const payload = (language: object | null, problems: object[] = []) => entity('LanguagePayload', { language, problems })

async function open(answers: Answers = {}) {
  const asked = await signedIn({
    LanguageList: () => ({
      data: { organization: organisation({ viewerPermissions: [], languages: page('Language', [german]) }) },
    }),
    ...answers,
  })
  const view = await renderAt('/o/acme/languages?open=lan_1', nested)
  const drawer = within(await screen.findByRole('dialog', { name: /German/ }))
  return { asked, drawer, ...view }
}

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('says what a tag means, and asks the server nothing for one that is none', async () => {
  const { user, drawer, asked, container } = await open()
  const tag = drawer.getByRole('textbox', { name: /^Language tag|^Tag/ })
  await user.clear(tag)
  await user.type(tag, 'de-AT')
  expect(descriptionOf(tag)).toMatch(/Austria/)
  await user.clear(tag)
  await user.type(tag, 'no tag')
  await user.click(drawer.getByRole('button', { name: 'Save' }))
  expect(tag.getAttribute('aria-invalid')).toBe('true')
  expect(asked.map(({ name }) => name)).not.toContain('UpdateLanguage')
  expect(await violations({ container })).toEqual([])
})

it('saves with the version that it has seen, and keeps what was typed where the name is taken', async () => {
  const answers = [
    payload(null, [problem('NOT_UNIQUE', ['name'])]),
    payload({ ...german, name: 'Deutsch', version: 2 }),
  ]
  const { user, drawer, asked } = await open({ UpdateLanguage: () => ({ data: { updateLanguage: answers.shift()! } }) })
  const name = drawer.getByRole('textbox', { name: /^Name/ })
  await user.clear(name)
  await user.type(name, 'Deutsch')
  await user.click(drawer.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(name.getAttribute('aria-invalid')).toBe('true'))
  expect(valueOf(name)).toBe('Deutsch')
  await user.type(name, ' ')
  await user.click(drawer.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(asked.findLast((one) => one.name === 'UpdateLanguage')?.variables['input']).toMatchObject({
    id: 'lan_1',
    expectedVersion: 1,
    tag: 'de',
  })
})
