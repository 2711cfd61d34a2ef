import type { Permission } from '@mailroom/core'
import type { DirectoryApiKey, Person } from '../database/directory.js'

/** What the caller may do in one organisation. */
export interface Grant {
  readonly organisationId: string
  /** The operator has suspended the organisation: nothing of the grant counts. */
  readonly isSuspended: boolean
  /** The member, or the API key. */
  readonly memberId: string
  /** The role, or the API key, which is one of its own. */
  readonly roleId: string
  readonly permissions: ReadonlySet<Permission>
}

/** Who calls: a person or an API key. */
export interface Principal {
  /** Null: an API key. */
  readonly person: Person | null
  /** Null: a person. */
  readonly apiKey: DirectoryApiKey | null
  /** Whether it is a person who operates the installation (R-ORG-5); a key never does. */
  readonly isOperator: boolean
  /** Null: no session, so nothing to sign out of. */
  readonly sessionHash: string | null
  /** Whether they signed in lately enough to be handed a secret; a key always did. */
  readonly isProvenLately: boolean
  /** By organisation. */
  readonly grants: ReadonlyMap<string, Grant>
}
