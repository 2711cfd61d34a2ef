import type { BuiltInRoleKey } from '@mailroom/core'
import { translate } from './i18n'

/** A role as its name is shown. */
export interface NamedRole {
  readonly name: string
  readonly builtInKey: BuiltInRoleKey | null
}

/** A role, to be found by its id. */
export type RoleById = NamedRole & { readonly id: string }

/** What a role is called: one that every organisation has in the console's language, its own ones as they were typed. */
export function roleName({ name, builtInKey }: NamedRole): string {
  return builtInKey ? translate(`builtInRole.${builtInKey}`) : name
}

/** A thing of the audit log by its name; a role that every organisation has, in the console's language. */
export function nameOfThing(
  { entityId, entityName }: { readonly entityId: string; readonly entityName?: string | null },
  roles: readonly RoleById[],
): string | null | undefined {
  const role = roles.find(({ id, builtInKey }) => id === entityId && builtInKey !== null)
  return role ? roleName(role) : entityName
}
