import { CHAIN_START, linkOf, type ChainedEntry } from './audit-chain.js'
import { sql } from './sql.js'
import type { Rows } from './unit-of-work.js'

const AT_ONCE = 500

/** Why an entry does not fit: it is missing or was inserted, what it says was changed, or it does not follow the one before. */
export type ChainFault = 'GAP' | 'CHANGED' | 'DETACHED'

/** The audit log of one organisation, looked at from its first entry. */
export interface ChainReport {
  readonly organisationId: string
  readonly slug: string
  /** Entries that fit. */
  readonly entries: number
  /** Hash of the last of them: whoever notes it elsewhere can prove later that none before was replaced. */
  readonly head: string
  /** The first entry that does not fit; null: all do. */
  readonly fault: { readonly fault: ChainFault; readonly sequence: number; readonly id: string } | null
}

type StoredEntry = ChainedEntry & { readonly prevHash: string; readonly hash: string }

/** Follows the chain of every organisation, some hundred entries at a time. */
export async function* verifyAuditLog(rows: Rows): AsyncGenerator<ChainReport> {
  const organisations = await rows.all<{ id: string; slug: string }>(
    sql`select id, slug from organisation order by slug`,
  )
  for (const organisation of organisations) yield await verifyChain(rows, organisation)
}

async function verifyChain(rows: Rows, { id, slug }: { id: string; slug: string }): Promise<ChainReport> {
  let entries = 0
  let head = CHAIN_START
  for (;;) {
    const found = await rows.all<StoredEntry>(
      sql`select * from audit_entry where "organisationId" = ${id} and sequence > ${entries} order by sequence limit ${AT_ONCE}`,
    )
    for (const entry of found) {
      const fault = faultOf(entry, entries + 1, head)
      if (fault) return { organisationId: id, slug, entries, head, fault: { fault, ...pick(entry) } }
      entries++
      head = entry.hash
    }
    if (found.length < AT_ONCE) return { organisationId: id, slug, entries, head, fault: null }
  }
}

function faultOf(entry: StoredEntry, sequence: number, head: string): ChainFault | null {
  if (entry.sequence !== sequence) return 'GAP'
  if (entry.hash !== linkOf(entry.prevHash, entry)) return 'CHANGED'
  return entry.prevHash === head ? null : 'DETACHED'
}

function pick({ sequence, id }: StoredEntry): { sequence: number; id: string } {
  return { sequence, id }
}
