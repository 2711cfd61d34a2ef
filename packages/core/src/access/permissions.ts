/** Everything a role may allow (R-ORG-6). `manage` includes `view` of the same resource. */
export const PERMISSIONS = [
  'routing:email:view',
  'routing:email:manage',
  'routing:queue:view',
  'routing:queue:manage',
  'routing:skill:manage',
  'flow:view',
  'flow:manage',
  'flow:publish',
  'responses:view',
  'responses:manage',
  'smtp:manage',
  'directory:user:view',
  'directory:user:manage',
  'authorization:role:manage',
  'apiKey:manage',
  'audit:view',
  'organization:manage',
] as const

/** The key of a permission (R-ORG-6). */
export type Permission = (typeof PERMISSIONS)[number]

/** Names of the roles that every organisation has; they cannot be changed (R-ORG-6). */
export type BuiltInRole = 'Owner' | 'E-mail administrator' | 'Viewer' | 'Agent'

/** Stable keys of the built-in roles, for whoever shows them in another language (R-ORG-6). */
export const BUILT_IN_ROLE_KEYS = {
  Owner: 'OWNER',
  'E-mail administrator': 'EMAIL_ADMINISTRATOR',
  Viewer: 'VIEWER',
  Agent: 'AGENT',
} as const satisfies Readonly<Record<BuiltInRole, string>>

/** The stable key of a built-in role (R-ORG-6). */
export type BuiltInRoleKey = (typeof BUILT_IN_ROLE_KEYS)[BuiltInRole]

/** The key of a built-in role; null: the organisation has made it, whatever it is called (R-ORG-6). */
export function builtInRoleKey(role: { readonly name: string; readonly builtIn: boolean }): BuiltInRoleKey | null {
  const isKnown = role.builtIn && Object.hasOwn(BUILT_IN_ROLE_KEYS, role.name)
  return isKnown ? BUILT_IN_ROLE_KEYS[role.name as BuiltInRole] : null
}

/** What each built-in role allows (R-ORG-6). */
export const BUILT_IN_ROLES: Readonly<Record<BuiltInRole, readonly Permission[]>> = {
  Owner: PERMISSIONS,
  'E-mail administrator': [
    'routing:email:view',
    'routing:email:manage',
    'routing:queue:view',
    'routing:queue:manage',
    'routing:skill:manage',
    'flow:view',
    'flow:manage',
    'flow:publish',
    'responses:view',
    'responses:manage',
    'smtp:manage',
    'audit:view',
    'directory:user:view',
  ],
  Viewer: [
    'routing:email:view',
    'routing:queue:view',
    'flow:view',
    'responses:view',
    'directory:user:view',
    'audit:view',
  ],
  Agent: ['routing:queue:view', 'responses:view'],
}

/** Whether the granted permissions allow the wanted one; `…:manage` allows `…:view` (R-ORG-6). */
export function isAllowed(granted: ReadonlySet<string>, wanted: Permission): boolean {
  if (granted.has(wanted)) return true
  return wanted.endsWith(':view') && granted.has(wanted.replace(/:view$/, ':manage'))
}
