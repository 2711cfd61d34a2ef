import { describe, expect, it } from 'vitest'
import {
  BUILT_IN_ROLE_KEYS,
  BUILT_IN_ROLES,
  builtInRoleKey,
  isAllowed,
  PERMISSIONS,
  type BuiltInRole,
  type Permission,
} from './permissions.js'

const allowedTo = (role: BuiltInRole) =>
  PERMISSIONS.filter((permission) => isAllowed(new Set(BUILT_IN_ROLES[role]), permission))

describe('R-ORG-6 permissions', () => {
  it('manage includes view of the same resource alone', () => {
    const granted = new Set<Permission>(['routing:email:manage'])
    expect(PERMISSIONS.filter((permission) => isAllowed(granted, permission))).toEqual([
      'routing:email:view',
      'routing:email:manage',
    ])
  })

  it('view does not include manage, and nothing is allowed to nobody', () => {
    expect(isAllowed(new Set(['flow:view']), 'flow:manage')).toBe(false)
    expect(isAllowed(new Set(['flow:manage']), 'flow:publish')).toBe(false)
    expect(PERMISSIONS.some((permission) => isAllowed(new Set(), permission))).toBe(false)
  })
})

describe('R-ORG-6 built-in roles', () => {
  it('Owner may everything', () => {
    expect(allowedTo('Owner')).toEqual(PERMISSIONS)
  })

  it('Viewer may view everything and change nothing', () => {
    expect(allowedTo('Viewer')).toEqual(PERMISSIONS.filter((permission) => permission.endsWith(':view')))
  })

  it('E-mail administrator may everything of e-mail, see the audit log and users, and nothing of access', () => {
    const others = ['directory:user:manage', 'authorization:role:manage', 'apiKey:manage', 'organization:manage']
    expect(allowedTo('E-mail administrator')).toEqual(PERMISSIONS.filter((permission) => !others.includes(permission)))
  })

  it('Agent sees queues and responses', () => {
    expect(allowedTo('Agent')).toEqual(['routing:queue:view', 'responses:view'])
  })

  it('each has a key of its own, and a role that the organisation made has none, whatever it is called', () => {
    const names = Object.keys(BUILT_IN_ROLES)
    expect(names.map((name) => builtInRoleKey({ name, builtIn: true }))).toEqual(Object.values(BUILT_IN_ROLE_KEYS))
    expect(new Set(Object.values(BUILT_IN_ROLE_KEYS)).size).toBe(names.length)
    expect(builtInRoleKey({ name: 'Owner', builtIn: false })).toBeNull()
    expect(builtInRoleKey({ name: 'toString', builtIn: true })).toBeNull()
  })
})
