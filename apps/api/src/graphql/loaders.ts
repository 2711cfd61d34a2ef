import DataLoader from 'dataloader'
import type { Caller } from '../auth/caller.js'
import type { Database } from '../database/database.js'
import { anyOf, raw, sql } from '../database/sql.js'
import type { Rows, TenantRows } from '../database/unit-of-work.js'
import type { Ready } from './when-ready.js'

type LoadMany<R> = (rows: TenantRows, ids: readonly string[]) => Promise<ReadonlyMap<string, R>>

/** Batched reads of one request, by organisation: nothing warmed for one organisation or caller serves another. */
export class Loaders {
  private readonly made = new Map<string, DataLoader<string, unknown>>()
  private readonly whole = new Map<string, unknown>()

  constructor(
    private readonly database: Database,
    private readonly caller: Caller,
    /** False for subscriptions: each event reads anew. */
    private readonly cache = true,
  ) {}

  /** Committed rows of an organisation that the caller has entered. */
  rows(organisationId: string): TenantRows {
    return this.database.read(this.caller.scopeOf(organisationId))
  }

  /** The row of an id, together with all that are asked for in the same tick; null: not there. */
  async load<R>(organisationId: string, kind: string, id: string, loadMany: LoadMany<R>): Promise<R | null> {
    return this.batched<R>(`${organisationId} ${kind}`, (ids) => loadMany(this.rows(organisationId), ids)).load(id)
  }

  /** What is known of an organisation that the caller has entered, together with all others that are asked for. */
  async loadOrganisation<R>(
    organisationId: string,
    kind: string,
    loadMany: (rows: Rows, ids: readonly string[]) => Promise<ReadonlyMap<string, R>>,
  ): Promise<R | null> {
    const { organisationId: id } = this.caller.scopeOf(organisationId)
    return this.batched<R>(`* ${kind}`, (ids) => loadMany(this.database.readInstallation(), ids)).load(id)
  }

  /** What is small enough to be read whole, once a request. */
  once<R>(organisationId: string, kind: string, load: (rows: TenantRows) => Promise<R>): Ready<R> {
    const key = `${organisationId} ${kind}`
    if (this.cache && this.whole.has(key)) return this.whole.get(key) as Ready<R>
    const loading = load(this.rows(organisationId)).then((loaded) => {
      this.whole.set(key, loaded)
      return loaded
    })
    this.whole.set(key, loading)
    return loading
  }

  private batched<R>(
    key: string,
    loadMany: (ids: readonly string[]) => Promise<ReadonlyMap<string, R>>,
  ): DataLoader<string, R | null> {
    const known = this.made.get(key) as DataLoader<string, R | null> | undefined
    if (known) return known
    const batch = async (ids: readonly string[]) => {
      const found = await loadMany(ids)
      return ids.map((each) => found.get(each) ?? null)
    }
    const loader = new DataLoader<string, R | null>(batch, { cache: this.cache })
    this.made.set(key, loader as DataLoader<string, unknown>)
    return loader
  }

  /** The row of a plain table. */
  row<R extends { readonly id: string }>(organisationId: string, table: string, id: string): Promise<R | null> {
    return this.load<R>(organisationId, table, id, (rows, ids) => loadTable<R>(rows, table, ids))
  }

  /** The rows of a plain table that are there, in the order of the ids. */
  async listed<R extends { readonly id: string }>(
    organisationId: string,
    table: string,
    ids: readonly string[],
  ): Promise<R[]> {
    const found = await Promise.all(ids.map((id) => this.row<R>(organisationId, table, id)))
    return found.filter((row) => row !== null)
  }
}

async function loadTable<R extends { readonly id: string }>(
  rows: TenantRows,
  table: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, R>> {
  const found = await rows.all<R>(
    sql`select * from ${raw(`"${table}"`)} where "organisationId" = ${rows.organisationId} and id ${anyOf(ids)}`,
  )
  return new Map(found.map((row) => [row.id, row]))
}
