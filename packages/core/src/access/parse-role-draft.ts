import { parseName } from '../organisation/names.js'
import { error, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { isAllowed, PERMISSIONS, type Permission } from './permissions.js'
import { checkPermissionsGiven, checkRoleWithinOwn } from './role-change.js'

/** What a form says of a role. */
export interface RoleDraft {
  readonly name: string | null | undefined
  readonly permissions: readonly string[]
}

/** A role as it is stored. */
export interface RoleSettings {
  readonly name: string
  /** Each once, in the order of the rules, with the `view` that a `manage` includes. */
  readonly permissions: readonly Permission[]
}

/** A role that exists. */
export interface StoredRole {
  readonly permissions: readonly Permission[]
  readonly builtIn: boolean
}

/** Who makes or changes a role. */
export interface RoleFacts {
  /** What they may do. */
  readonly own: ReadonlySet<string>
  /** The role as it is; undefined: a new one. */
  readonly stored?: StoredRole | undefined
  /** Whether it is the role that they have themselves. */
  readonly isOwn?: boolean
}

/**
 * A role to be made or changed: a name (R-ORG-7) and permissions that exist; none, before or after, that its author has
 * not got; and whoever changes their own role may still manage roles afterwards (R-ORG-6). No permission at all is
 * allowed: every member sees skills, languages and settings. Problems: those of the name, INVALID, PERMISSION_NOT_OWN,
 * ROLE_BUILT_IN, OWN_ROLE_NEEDS.
 */
export function parseRoleDraft(draft: RoleDraft, { own, stored, isOwn = false }: RoleFacts): Result<RoleSettings> {
  const locked = stored ? checkRoleChangeable(stored, own) : []
  const named = parseName(draft.name, ['name'])
  const problems = [
    ...locked,
    ...named.problems,
    ...checkPermissionsGiven(draft.permissions, own, ['permissions']),
    ...(isOwn ? checkStillManaging(draft.permissions) : []),
  ]
  return resultOf(
    { name: named.ok ? named.value : '', permissions: withIncluded(draft.permissions) },
    locked.length > 0 ? locked : problems,
  )
}

/** Why a role can neither be changed nor deleted by somebody with these permissions: ROLE_BUILT_IN, PERMISSION_NOT_OWN. */
export function checkRoleChangeable({ permissions, builtIn }: StoredRole, own: ReadonlySet<string>): Problem[] {
  if (builtIn) return [error('ROLE_BUILT_IN', [])]
  return checkRoleWithinOwn(permissions, own, [])
}

/** All that the permissions allow, each once, in the order of the rules: `manage` brings `view` (R-ORG-6). */
export function withIncluded(permissions: readonly string[]): Permission[] {
  const granted = new Set(permissions)
  return PERMISSIONS.filter((permission) => isAllowed(granted, permission))
}

function checkStillManaging(permissions: readonly string[]): Problem[] {
  const needed: Permission = 'authorization:role:manage'
  return permissions.includes(needed) ? [] : [error('OWN_ROLE_NEEDS', ['permissions'], { found: needed })]
}
