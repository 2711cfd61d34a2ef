import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BUILT_IN_ROLES, isAllowed, PERMISSIONS, type Permission } from './permissions.js'
import { checkRoleChangeable, parseRoleDraft, withIncluded, type RoleFacts } from './parse-role-draft.js'

const DRAFT = { name: ' Routing ', permissions: ['flow:manage'] }
const OWNER: RoleFacts = { own: new Set<string>(PERMISSIONS) }
const some = fc.subarray([...PERMISSIONS])
const ownRole = (permissions: readonly Permission[]) => ({ permissions, builtIn: false })

const problemsOf = (changes: object, facts: Partial<RoleFacts> = {}) =>
  parseRoleDraft({ ...DRAFT, ...changes }, { ...OWNER, ...facts }).problems.map(({ code, path }) =>
    [code, ...path].join(' '),
  )

describe('R-ORG-6 a role to be made or changed', () => {
  it('is stored with the view that a manage includes, each once, in the order of the rules', () => {
    const permissions = ['smtp:manage', 'flow:manage', 'flow:manage', 'audit:view']
    expect(parseRoleDraft({ ...DRAFT, permissions }, OWNER)).toEqual({
      ok: true,
      value: { name: 'Routing', permissions: ['flow:view', 'flow:manage', 'smtp:manage', 'audit:view'] },
      problems: [],
    })
  })

  it('holds, stored, what it allowed before, and nothing more', () => {
    fc.assert(
      fc.property(some, (permissions) => {
        const stored = withIncluded(permissions)
        const granted = new Set<string>(permissions)
        expect(stored).toEqual(PERMISSIONS.filter((each) => isAllowed(granted, each)))
        expect(withIncluded(stored)).toEqual(stored)
      }),
    )
    for (const permissions of Object.values(BUILT_IN_ROLES))
      expect(new Set(withIncluded(permissions))).toEqual(new Set(permissions))
  })

  it('never allows, before or after, what its author may not', () => {
    fc.assert(
      fc.property(some, some, fc.option(some, { nil: undefined }), (own, permissions, before) => {
        const has = new Set<string>(own)
        const stored = before && ownRole(before)
        const isWithin = [...permissions, ...(before ?? [])].every((permission) => isAllowed(has, permission))
        expect(parseRoleDraft({ ...DRAFT, permissions }, { own: has, stored }).ok).toBe(isWithin)
      }),
    )
  })

  it.each([
    [{ permissions: ['flow:view', 'flow:fly'] }, {}, ['INVALID permissions 1']],
    [{ permissions: ['manage'] }, {}, ['INVALID permissions 0']],
    [{ permissions: [] }, {}, []],
    [
      { permissions: ['flow:view', 'flow:publish'] },
      { own: new Set(['flow:manage']) },
      ['PERMISSION_NOT_OWN permissions 1'],
    ],
    [{ name: '' }, { stored: ownRole([]) }, ['REQUIRED name']],
    [{ name: 'x'.repeat(101) }, {}, ['TOO_LONG name']],
    [{ name: 'a\u0000', permissions: ['x'] }, {}, ['FORBIDDEN_CHARACTERS name', 'INVALID permissions 0']],
    [{ name: '' }, { stored: { permissions: [], builtIn: true } }, ['ROLE_BUILT_IN']],
    [{}, { stored: ownRole(['smtp:manage']), own: new Set(['flow:manage']) }, ['PERMISSION_NOT_OWN']],
  ] as const)('with %j is refused by R-ORG-6 and R-ORG-7 %#', (changes, facts, problems) => {
    expect(problemsOf(changes, facts as Partial<RoleFacts>)).toEqual(problems)
  })

  it('keeps the right to manage roles where its author has it themselves', () => {
    const stored = ownRole(['authorization:role:manage'])
    expect(problemsOf({}, { stored, isOwn: true })).toEqual(['OWN_ROLE_NEEDS permissions'])
    expect(problemsOf({}, { stored, isOwn: false })).toEqual([])
    expect(problemsOf({ permissions: ['authorization:role:manage'] }, { stored, isOwn: true })).toEqual([])
  })

  it('is neither changed nor deleted where it is built in, whoever asks', () => {
    for (const permissions of Object.values(BUILT_IN_ROLES))
      expect(checkRoleChangeable({ permissions, builtIn: true }, OWNER.own)).toMatchObject([
        { code: 'ROLE_BUILT_IN', severity: 'ERROR', path: [] },
      ])
  })
})
