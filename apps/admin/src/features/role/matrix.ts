import { isAllowed, PERMISSIONS, withIncluded, type Permission } from '@mailroom/core'

/** The columns of the matrix. */
export const ACTIONS = ['view', 'manage', 'publish'] as const
export type Action = (typeof ACTIONS)[number]

/** What permissions are about, in the order of the rules: `routing:email` of `routing:email:view`. */
export const RESOURCES = [...new Set(PERMISSIONS.map(resourceOf))]

/** One box of the matrix. */
export interface Cell {
  readonly permission: Permission
  readonly action: Action
  readonly checked: boolean
  /** Part of a `manage` that is checked. */
  readonly included: boolean
  /** Whoever edits has not got it (R-ORG-6). */
  readonly beyond: boolean
}

/** A row of boxes; undefined where there is no such permission. */
export function cellsOf(
  resource: string,
  chosen: readonly string[],
  own: ReadonlySet<string>,
): readonly (Cell | undefined)[] {
  const granted = new Set(chosen)
  return ACTIONS.map((action) => {
    const permission = PERMISSIONS.find((each) => each === `${resource}:${action}`)
    if (!permission) return undefined
    return {
      permission,
      action,
      checked: isAllowed(granted, permission),
      included: action === 'view' && granted.has(`${resource}:manage`),
      beyond: !isAllowed(own, permission),
    }
  })
}

/** The permissions after a box was ticked or cleared: `manage` brings `view`, which stays when `manage` goes. */
export function toggled(chosen: readonly string[], permission: Permission, isWanted: boolean): Permission[] {
  const others = withIncluded(chosen).filter((each) => each !== permission)
  return withIncluded(isWanted ? [...others, permission] : others)
}

function resourceOf(permission: Permission): string {
  return permission.slice(0, permission.lastIndexOf(':'))
}
