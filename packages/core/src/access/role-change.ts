import { error, type Problem } from '../problem.js'
import { builtInRoleKey, isAllowed, PERMISSIONS, type Permission } from './permissions.js'

/**
 * R-ORG-6: nobody gives or takes a role that allows more than they may themselves. PERMISSION_NOT_OWN with the first
 * permission that is beyond them.
 */
export function checkRoleWithinOwn(
  permissions: readonly Permission[],
  own: ReadonlySet<string>,
  path: readonly string[],
): Problem[] {
  const found = permissions.find((permission) => !isAllowed(own, permission))
  return found === undefined ? [] : [error('PERMISSION_NOT_OWN', path, { found })]
}

/**
 * R-ORG-6: permissions that somebody gives to a role or key: they exist (INVALID), and the giver has them
 * (PERMISSION_NOT_OWN). Each problem's path ends in the place in the list.
 */
export function checkPermissionsGiven(
  permissions: readonly string[],
  own: ReadonlySet<string>,
  path: readonly string[],
): Problem[] {
  return permissions.flatMap((found, index) => {
    const place = [...path, String(index)]
    const permission = PERMISSIONS.find((each) => each === found)
    if (permission === undefined) return [error('INVALID', place)]
    return isAllowed(own, permission) ? [] : [error('PERMISSION_NOT_OWN', place, { found })]
  })
}

/** Whether it is the built-in role that may everything: an organisation always has somebody with it (R-ORG-6). */
export function isOwnerRole({ name, builtIn }: { readonly name: string; readonly builtIn: boolean }): boolean {
  return builtInRoleKey({ name, builtIn }) === 'OWNER'
}

/** LAST_OWNER where an Owner would go, or get another role, and no other is left (R-ORG-6). */
export function checkOwnerRemains(otherOwners: number, path: readonly string[]): Problem[] {
  return otherOwners > 0 ? [] : [error('LAST_OWNER', path)]
}
