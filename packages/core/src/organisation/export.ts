import type { Permission } from '../access/permissions.js'

/** What somebody must be allowed who takes everything of an organisation along: to see all of it, and to manage it. */
export const EXPORT_PERMISSIONS: readonly Permission[] = [
  'organization:manage',
  'routing:email:manage',
  'routing:queue:view',
  'flow:view',
  'responses:view',
  'directory:user:view',
  'audit:view',
]
