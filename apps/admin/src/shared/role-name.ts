import type { BuiltInRoleKey } from '@mailroom/core'
import { translate } from './i18n'

/** A role as its name is shown. */
export interface NamedRole {
  readonly name: string
  readonly builtInKey: BuiltInRoleKey | null
}

/** What a role is called: one that every organisation has in the console's language, its own ones as they were typed. */
export function roleName({ name, builtInKey }: NamedRole): string {
  return builtInKey ? translate(`builtInRole.${builtInKey}`) : name
}
