import { BUILT_IN_ROLE_KEYS } from '@mailroom/core'
import { afterEach, describe, expect, it } from 'vitest'
import { LOCALES, showIn, translate } from './i18n'
import { roleName } from './role-name'

afterEach(() => showIn('en'))

describe('names of roles', () => {
  it.each(LOCALES)('are said in %s where every organisation has the role (R-ORG-6)', async (locale) => {
    await showIn(locale)
    const shown = Object.values(BUILT_IN_ROLE_KEYS).map((builtInKey) => roleName({ name: '', builtInKey }))
    expect(new Set(shown).size).toBe(4)
    expect(shown).toEqual(Object.values(BUILT_IN_ROLE_KEYS).map((key) => translate(`builtInRole.${key}`)))
    expect(shown.filter((name) => name.includes('builtInRole'))).toEqual([])
  })

  it('stay as they were typed where the organisation made the role, whatever it is called', async () => {
    await showIn('de')
    expect(roleName({ name: 'Owner', builtInKey: null })).toBe('Owner')
    expect(roleName({ name: 'Owner', builtInKey: 'OWNER' })).toBe('Inhaber')
  })
})
