import { screen } from '@testing-library/vue'
import { afterEach, describe, expect, it } from 'vitest'
import type { RouteRecordRaw } from 'vue-router'
import { LOCALES, switchTo } from '@/shared/i18n'
import { answerWith, renderAt, violations } from '../../../test/render'
import routes from './routes'
import { GUIDES } from './texts'

describe('DNS guide', () => {
  afterEach(() => switchTo('en'))

  it('has the same sections, paragraphs and items in every language, and none in another one', async () => {
    const shapes = await Promise.all(
      LOCALES.map(async (locale) => {
        const { sections } = (await GUIDES[locale]()).default
        return sections.map(({ id, text, list }) => [id, text?.length, list?.length])
      }),
    )
    for (const shape of shapes) expect(shape).toEqual(shapes[0])
    const titles = await Promise.all(LOCALES.map(async (locale) => (await GUIDES[locale]()).default.intro))
    expect(new Set(titles).size).toBe(LOCALES.length)
  })

  it('is there without signing in, and follows the language', async () => {
    answerWith({})
    const shown = await renderAt('/guide/dns', routes as RouteRecordRaw[])
    expect(await screen.findByRole('heading', { level: 2, name: 'Common mistakes' })).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Why a subdomain' }).getAttribute('href')).toBe('#subdomain')
    expect(await violations(shown)).toEqual([])
    await switchTo('fr')
    expect(await screen.findByRole('heading', { level: 2, name: 'Erreurs fréquentes' })).toBeTruthy()
  })
})
