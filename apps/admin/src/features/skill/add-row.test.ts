import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { entity, organisation, page, problem, signedIn } from '../../../test/samples'
import { renderAt, violations, type Answers } from '../../../test/render'
import { client } from '@/shared/api'
import languages from '@/features/language/routes'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: [...routes, ...languages] }]

async function open(path: string, answers: Answers, permissions = ['routing:skill:manage']) {
  const asked = await signedIn(answers, permissions)
  return { asked, ...(await renderAt(path, nested, [])) }
}

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('adds skills one after the other: Enter adds, and the focus stays', async () => {
  const names: string[] = []
  const skill = (name: string) =>
    entity('Skill', { id: `skl_${name}`, name, version: 1, memberCount: 0, addressCount: 0 })
  const { user, asked, ...view } = await open('/o/acme/skills', {
    SkillList: () => ({
      data: { organization: organisation({ viewerPermissions: [], skills: page('Skill', names.map(skill)) }) },
    }),
    CreateSkillChoice: ({ input }) => {
      const { name } = input as { name: string }
      const known = names.includes(name)
      if (!known) names.push(name)
      return {
        data: {
          createSkill: entity('SkillPayload', {
            skill: known ? null : skill(name),
            problems: known ? [problem('NOT_UNIQUE', ['name'])] : [],
          }),
        },
      }
    },
  })
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Add skills one after the other' })
  await user.type(field, 'Invoices{Enter}')
  expect(await screen.findByRole('rowheader', { name: 'Invoices' })).toBeTruthy()
  expect(screen.getByText('Skill Invoices is added.')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(field))
  expect(field.value).toBe('')
  await user.keyboard('Returns{Enter}')
  expect(await screen.findByRole('rowheader', { name: 'Returns' })).toBeTruthy()
  await user.keyboard('Returns{Enter}')
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'))
  expect(field.value).toBe('Returns')
  expect(await violations(view)).toEqual([])
  expect(asked.filter(({ name }) => name === 'CreateSkillChoice')).toHaveLength(3)
})

it('adds a language by its name or tag', async () => {
  const german = entity('Language', {
    id: 'lng_1',
    name: 'German',
    tag: 'de',
    version: 1,
    memberCount: 0,
    addressCount: 0,
  })
  const { user, asked } = await open('/o/acme/languages', {
    LanguageList: () => ({
      data: { organization: organisation({ viewerPermissions: [], languages: page('Language', []) }) },
    }),
    CreateLanguageChoice: () => ({
      data: { createLanguage: entity('LanguagePayload', { language: german, problems: [] }) },
    }),
  })
  await user.type(await screen.findByRole('textbox', { name: 'Add languages one after the other' }), 'de{Enter}')
  await waitFor(() =>
    expect(asked.find(({ name }) => name === 'CreateLanguageChoice')?.variables['input']).toMatchObject({
      name: 'German',
      tag: 'de',
    }),
  )
})

it('is there for those alone who manage skills', async () => {
  await open(
    '/o/acme/skills',
    {
      SkillList: () => ({ data: { organization: organisation({ viewerPermissions: [], skills: page('Skill', []) }) } }),
    },
    [],
  )
  await screen.findByText(/^A skill says/)
  expect(screen.queryByRole('textbox', { name: /one after the other/ })).toBeNull()
})

it.each([
  ['skill', '/o/acme/skills?open=skl_0'],
  ['language', '/o/acme/languages?open=lng_0'],
])('a link to a %s that is not there says so, and makes none', async (_kind, path) => {
  const skills = page('Skill', [])
  const languages = page('Language', [])
  await open(path, {
    SkillList: () => ({ data: { organization: organisation({ viewerPermissions: [], skills }) } }),
    LanguageList: () => ({ data: { organization: organisation({ viewerPermissions: [], languages }) } }),
  })
  const drawer = await screen.findByRole('dialog')
  expect(within(drawer).getByText('This is not there any more, or you may not see it.')).toBeTruthy()
  expect(within(drawer).queryByRole('textbox')).toBeNull()
})
