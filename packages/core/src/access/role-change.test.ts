import { describe, expect, it } from 'vitest'
import { BUILT_IN_ROLES, type Permission } from './permissions.js'
import { checkOwnerRemains, checkRoleWithinOwn, isOwnerRole } from './role-change.js'

describe('R-ORG-6 roles that one may give', () => {
  it.each<[readonly Permission[], readonly Permission[], string | undefined]>([
    [BUILT_IN_ROLES.Owner, BUILT_IN_ROLES.Owner, undefined],
    [['flow:view'], ['flow:manage'], undefined],
    [['flow:view', 'flow:publish', 'smtp:manage'], ['flow:manage'], 'flow:publish'],
    [BUILT_IN_ROLES.Owner, BUILT_IN_ROLES['E-mail administrator'], 'directory:user:manage'],
    [[], [], undefined],
  ])('%j by who has %j', (permissions, own, found) => {
    const problems = checkRoleWithinOwn(permissions, new Set(own), ['roleId'])
    expect(problems.map(({ code, path, params }) => [code, path, params])).toEqual(
      found === undefined ? [] : [['PERMISSION_NOT_OWN', ['roleId'], { found }]],
    )
  })
})

describe('R-ORG-6 the last Owner', () => {
  it('stays', () => {
    expect(checkOwnerRemains(0, ['roleId'])).toMatchObject([
      { code: 'LAST_OWNER', severity: 'ERROR', path: ['roleId'] },
    ])
    expect(checkOwnerRemains(1, [])).toEqual([])
  })

  it('has the built-in role, whatever others are called', () => {
    expect(isOwnerRole({ name: 'Owner', builtIn: true })).toBe(true)
    expect(isOwnerRole({ name: 'Owner', builtIn: false })).toBe(false)
    expect(isOwnerRole({ name: 'Viewer', builtIn: true })).toBe(false)
  })
})
