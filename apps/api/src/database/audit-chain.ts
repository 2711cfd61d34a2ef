import { createHash } from 'node:crypto'

/** What a link of the chain vouches for: an audit entry as it is stored. */
export interface ChainedEntry {
  readonly organisationId: string
  readonly sequence: number
  readonly id: string
  readonly at: string
  readonly actorKind: string
  readonly actorId: string | null
  readonly actor: string
  readonly action: string
  readonly entityType: string
  readonly entityId: string
  readonly entityName: string | null
  readonly ip: string | null
  readonly requestId: string | null
  /** JSON, as it is stored. */
  readonly changes: string
}

/** Before the first entry of an organisation. */
export const CHAIN_START = ''

/** The hash of an entry, in hex: over all it says and the hash of the entry before, so that none can be changed alone. */
export function linkOf(previousHash: string, entry: ChainedEntry): string {
  const { organisationId, sequence, id, at, actorKind, actorId, actor, action, entityType, entityId } = entry
  const { entityName, ip, requestId, changes } = entry
  const said = [organisationId, sequence, id, at, actorKind, actorId, actor, action, entityType, entityId]
  const text = JSON.stringify([previousHash, ...said, entityName, ip, requestId, changes])
  return createHash('sha256').update(text).digest('hex')
}
