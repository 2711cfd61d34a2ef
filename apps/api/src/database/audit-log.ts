import type { EntityManager } from 'typeorm'
import type { Actor } from '../auth/actor.js'
import { AuditEntryEntity, type AuditAction, type AuditChange } from '../features/audit/audit-entry.entity.js'
import { CHAIN_START, linkOf } from './audit-chain.js'
import { EntityTable } from './entity-table.js'
import { newId } from './ids.js'

/** Who writes where, and when. */
export interface AuditContext {
  readonly manager: EntityManager
  readonly organisationId: string
  readonly actor: Actor
  readonly now: string
}

/** What happened to a thing. */
export interface AuditRecord {
  readonly action: AuditAction
  /** Table of the thing. */
  readonly entityType: string
  readonly entityId: string
  readonly entityName: string | null
  readonly changes: readonly AuditChange[]
}

/**
 * Adds an entry to the organisation's audit log, in the transaction of the write that it tells of. Units of one
 * organisation do not overlap; should they, the unique sequence lets one win and the other run again.
 */
export function appendToAuditLog(context: AuditContext, record: AuditRecord): Promise<void> {
  return appendAllToAuditLog(context, [record])
}

/** The same of several writes, in their order, in two statements. */
export async function appendAllToAuditLog(context: AuditContext, records: readonly AuditRecord[]): Promise<void> {
  const { manager, organisationId, actor, now } = context
  const table = new EntityTable(manager, AuditEntryEntity)
  const last = await table.last({ organisationId }, 'sequence')
  let sequence = last?.sequence ?? 0
  let prevHash = last?.hash ?? CHAIN_START
  const entries = records.map((record) => {
    const entry = {
      organisationId,
      id: newId('aud', organisationId),
      sequence: ++sequence,
      at: now,
      actorKind: actor.kind,
      actorId: actor.id,
      actor: actor.name,
      ip: actor.origin.ip,
      requestId: actor.origin.requestId,
      ...record,
    }
    const hash = linkOf(prevHash, { ...entry, changes: JSON.stringify(record.changes) })
    const chained = { ...entry, prevHash, hash }
    prevHash = hash
    return chained
  })
  await table.insertAll(entries)
}
