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
