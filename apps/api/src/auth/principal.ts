import type { Permission } from '@mailroom/core'
import type { Person } from '../database/directory.js'

/** What the caller may do in one organisation. */
export interface Grant {
  readonly organisationId: string
  readonly memberId: string
  readonly roleId: string
  readonly permissions: ReadonlySet<Permission>
}

/** Who calls. */
export interface Principal {
  readonly person: Person
  readonly sessionHash: string
  /** By organisation. */
  readonly grants: ReadonlyMap<string, Grant>
}
