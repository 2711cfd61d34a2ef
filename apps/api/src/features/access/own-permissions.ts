import { PERMISSIONS, type Permission } from '@mailroom/core'
import type { Caller } from '../../auth/caller.js'
import type { TenantScope } from '../../auth/tenant-scope.js'

/** What the caller may give and take: operators everything (R-ORG-5, R-ORG-6). */
export function permissionsOf(caller: Caller, { organisationId }: TenantScope): ReadonlySet<Permission> {
  const { isOperator, grants } = caller.required()
  return isOperator ? new Set(PERMISSIONS) : (grants.get(organisationId)?.permissions ?? new Set())
}
