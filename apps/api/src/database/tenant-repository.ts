import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm'
import type { Actor } from '../auth/actor.js'
import { auditAction, auditChanges, nameOf, UNAUDITED, type AuditRow } from './audit.js'
import { appendAllToAuditLog, appendToAuditLog, type AuditRecord } from './audit-log.js'
import { EntityTable } from './entity-table.js'

type Criteria<E> = Partial<Omit<E, 'organisationId'>>
type Patch<E> = Partial<Omit<E, 'organisationId' | 'id' | 'version' | 'createdAt' | 'updatedAt'>>
type NewRow<E> = Omit<E, 'organisationId' | 'version' | 'createdAt' | 'updatedAt'>

/** What belongs to a thing but is stored elsewhere, before and after, for the audit entry. */
interface AlsoChanged {
  readonly before?: AuditRow
  readonly after?: AuditRow
}

/** Somebody changed the row since: carries it as it is now, or null where it is gone or was one of several. */
export class StaleVersion<E = unknown> extends Error {
  constructor(readonly current: E) {
    super('The row has another version')
  }
}

/** What the repository needs to know of the unit of work that it belongs to. */
export interface RepositoryContext {
  readonly manager: EntityManager
  readonly organisationId: string
  readonly actor: Actor
  readonly now: string
}

/**
 * Rows of one kind and one organisation, inside one unit of work. The organisation is never a criterion: it is always
 * there. Every write of a row that has an id is audited.
 */
export class TenantRepository<E extends ObjectLiteral> {
  private readonly tenantColumn: string
  private readonly table: EntityTable<E>

  constructor(
    private readonly context: RepositoryContext,
    entity: EntityTarget<E>,
  ) {
    this.table = new EntityTable(context.manager, entity)
    const { metadata } = this.table
    this.tenantColumn = metadata.findColumnWithPropertyName('organisationId') ? 'organisationId' : 'id'
  }

  async find(criteria: Criteria<E>): Promise<E[]> {
    return this.table.select(this.where(criteria))
  }

  /** Those that have one of the values in a column, in any order. */
  async findAllOf(column: keyof Criteria<E> & string, values: readonly string[]): Promise<E[]> {
    return this.table.selectAllOf({ [this.tenantColumn]: this.context.organisationId }, column, values)
  }

  async get(id: string): Promise<E | null> {
    if (id.includes('\0')) return null
    return (await this.find({ id } as unknown as Criteria<E>))[0] ?? null
  }

  /** `also`: what belongs to the thing but is stored elsewhere, for the audit entry. */
  async insert(row: NewRow<E>, also: AuditRow = {}): Promise<E> {
    const { organisationId, now } = this.context
    const versioned = 'version' in this.properties() ? { version: 1, createdAt: now, updatedAt: now } : {}
    const full = { ...row, ...versioned, [this.tenantColumn]: organisationId } as unknown as E
    await this.table.insert(full)
    if ('id' in full) await this.audit(full['id'] as string, null, { ...full, ...also })
    return full
  }

  /** Several new rows, each with its audit entry, in few statements. `also` as of `insert`. */
  async insertMany(rows: readonly { readonly row: NewRow<E>; readonly also?: AuditRow }[]): Promise<void> {
    const { organisationId, now } = this.context
    const versioned = { version: 1, createdAt: now, updatedAt: now, [this.tenantColumn]: organisationId }
    await this.table.insertAll(rows.map(({ row }) => ({ ...row, ...versioned })))
    const records = rows.map(({ row, also }) =>
      this.recordOf((row as ObjectLiteral)['id'] as string, null, { ...row, ...versioned, ...also }),
    )
    await appendAllToAuditLog(this.context, records)
  }

  /** Rows of a link table; what they belong to is audited with its own row. */
  async insertAll(rows: readonly Omit<E, 'organisationId'>[]): Promise<void> {
    const { organisationId } = this.context
    await this.table.insertAll(rows.map((row) => ({ ...row, organisationId })))
  }

  /** Compare-and-set: `StaleVersion` unless the row still has the expected version. */
  async update(current: E, expectedVersion: number, patch: Patch<E>, also: AlsoChanged = {}): Promise<E> {
    const id = current['id'] as string
    const change = { ...patch, version: expectedVersion + 1, updatedAt: this.context.now }
    const criteria = this.where({ id, version: expectedVersion } as unknown as Criteria<E>)
    if ((await this.table.update(criteria, change)) !== 1) throw new StaleVersion(await this.get(id))
    const after = { ...current, ...change }
    await this.audit(id, { ...current, ...also.before }, { ...after, ...also.after })
    return after
  }

  /**
   * Several, each as `update` would and with its audit entry, in few statements: `StaleVersion`, of none in particular,
   * unless all still have the version of `current`. Their patches say the same columns.
   */
  async updateMany(
    changes: readonly { readonly current: E; readonly patch: Patch<E>; readonly also: AlsoChanged }[],
  ): Promise<void> {
    const written = changes.map(({ current, patch, also }) => {
      const version = current['version'] as number
      const change = { ...patch, version: version + 1, updatedAt: this.context.now }
      const criteria = this.where({ id: current['id'], version } as unknown as Criteria<E>)
      return { current, also, criteria, change }
    })
    if ((await this.table.updateAll(written)) !== written.length) throw new StaleVersion(null)
    const records = written.map(({ current, change, also }) =>
      this.recordOf(current['id'] as string, { ...current, ...also.before }, { ...current, ...change, ...also.after }),
    )
    await appendAllToAuditLog(this.context, records)
  }

  /** A row that was deleted, as it was, with the next version (R-DEL-1). `also` as of `insert`. */
  async restore(row: E, also: AuditRow = {}): Promise<E> {
    const { organisationId, now } = this.context
    const version = (row['version'] as number) + 1
    const full = { ...row, version, updatedAt: now, [this.tenantColumn]: organisationId } as E
    await this.table.insert(full)
    await this.audit(full['id'] as string, null, { ...full, ...also }, 'RESTORED')
    return full
  }

  /** Several, each as `restore` would and with its audit entry, in few statements. */
  async restoreMany(rows: readonly { readonly row: E; readonly also: AuditRow }[]): Promise<void> {
    const { organisationId, now } = this.context
    const restored = rows.map(({ row, also }) => {
      const version = (row['version'] as number) + 1
      return { full: { ...row, version, updatedAt: now, [this.tenantColumn]: organisationId } as E, also }
    })
    await this.table.insertAll(restored.map(({ full }) => full))
    const records = restored.map(({ full, also }) =>
      this.recordOf(full['id'] as string, null, { ...full, ...also }, 'RESTORED'),
    )
    await appendAllToAuditLog(this.context, records)
  }

  /** Columns that no person sets (counts, states of checks): no version, no audit entry. */
  async keep(criteria: Criteria<E>, patch: Patch<E>): Promise<void> {
    await this.table.update(this.where(criteria), patch)
  }

  /** The same of several rows, in few statements; all say the same columns. */
  async keepMany(rows: readonly { readonly id: string; readonly patch: Patch<E> }[]): Promise<void> {
    await this.table.updateAll(
      rows.map(({ id, patch }) => ({ criteria: this.where({ id } as unknown as Criteria<E>), change: patch })),
    )
  }

  async delete(current: E, expectedVersion: number): Promise<void> {
    const id = current['id'] as string
    const criteria = this.where({ id, version: expectedVersion } as unknown as Criteria<E>)
    if ((await this.table.delete(criteria)) !== 1) throw new StaleVersion(await this.get(id))
    if (this.tenantColumn === 'organisationId') await this.audit(id, current, null)
  }

  /**
   * Several that this unit has read, each with its audit entry, in few statements: `StaleVersion`, of none in particular,
   * unless all are still there.
   */
  async deleteMany(currents: readonly E[]): Promise<void> {
    const ids = currents.map((current) => current['id'] as string)
    const criteria = { [this.tenantColumn]: this.context.organisationId }
    if ((await this.table.deleteAllOf(criteria, 'id', ids)) !== ids.length) throw new StaleVersion(null)
    await appendAllToAuditLog(
      this.context,
      currents.map((current) => this.recordOf(current['id'] as string, current, null)),
    )
  }

  /** Rows of a link table. */
  async deleteAll(criteria: Criteria<E>): Promise<void> {
    await this.table.delete(this.where(criteria))
  }

  /** Rows of a link table that have one of the values, in one statement. */
  async deleteAllOf(column: keyof Criteria<E> & string, values: readonly string[]): Promise<void> {
    await this.table.deleteAllOf({ [this.tenantColumn]: this.context.organisationId }, column, values)
  }

  private properties(): ObjectLiteral {
    return this.table.metadata.propertiesMap
  }

  private where(criteria: Criteria<E>): ObjectLiteral {
    const given = Object.entries(criteria).filter(([, value]) => value !== undefined)
    if (given.length === 0 || 'organisationId' in criteria || given.some(([, value]) => value === null))
      throw new Error(`Criteria of ${this.table.metadata.tableName} must name columns and values`)
    return { ...Object.fromEntries(given), [this.tenantColumn]: this.context.organisationId }
  }

  private async audit(
    entityId: string,
    before: AuditRow | null,
    after: AuditRow | null,
    action = auditAction(before, after),
  ): Promise<void> {
    if (UNAUDITED.has(this.table.metadata.tableName)) return
    await appendToAuditLog(this.context, this.recordOf(entityId, before, after, action))
  }

  private recordOf(
    entityId: string,
    before: AuditRow | null,
    after: AuditRow | null,
    action = auditAction(before, after),
  ): AuditRecord {
    const changes = auditChanges(before ?? {}, after ?? {})
    const entityName = nameOf(after ?? before ?? {})
    return { action, entityType: this.table.metadata.tableName, entityId, entityName, changes }
  }
}
