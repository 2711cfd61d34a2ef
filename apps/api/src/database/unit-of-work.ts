import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm'
import type { TenantScope } from '../auth/tenant-scope.js'
import { appendToAuditLog, type AuditRecord } from './audit-log.js'
import { newId, placeholderId, type IdKind } from './ids.js'
import { InstallationRepository } from './installation-repository.js'
import { enterScope, EVERY_ORGANISATION } from './row-security.js'
import type { Dialect, Sql } from './sql.js'
import { TenantRepository, type RepositoryContext } from './tenant-repository.js'
import { orUnavailable } from './unavailable.js'

/** Runs raw SQL of read models. */
export interface Rows {
  all<R>(query: Sql): Promise<R[]>
  first<R>(query: Sql): Promise<R | undefined>
}

/** Reads of one organisation; every statement of a read model names `organisationId`. */
export interface TenantRows extends Rows {
  readonly organisationId: string
  /** Every organisation's rows, for the few questions about others' claims to a name. Never for what is shown. */
  readonly everywhere: Rows
}

/** Runs the statement on a connection or transaction. */
export function rowsOf(runner: { query(text: string, values?: unknown[]): Promise<unknown> }, dialect: Dialect): Rows {
  const all = async <R>(query: Sql): Promise<R[]> => {
    const { text, values } = query.render(dialect)
    try {
      return (await runner.query(text, values)) as R[]
    } catch (reason) {
      throw orUnavailable(reason)
    }
  }
  return { all, first: async <R>(query: Sql) => (await all<R>(query))[0] }
}

/** One transaction that belongs to no organisation: people, sessions, making an organisation. */
export class InstallationUnit implements Rows {
  private readonly afterwards: (() => void)[] = []
  private readonly rows: Rows

  constructor(
    readonly manager: EntityManager,
    protected readonly dialect: Dialect,
    /** The time of this unit, as it is stored. */
    readonly now: string,
    /** Everything is checked and shown, and nothing stays. */
    readonly dryRun: boolean,
  ) {
    this.rows = rowsOf(manager, dialect)
  }

  all<R>(query: Sql): Promise<R[]> {
    return this.rows.all<R>(query)
  }

  first<R>(query: Sql): Promise<R | undefined> {
    return this.rows.first<R>(query)
  }

  /** Rows that belong to no organisation. */
  installation<E extends ObjectLiteral>(entity: EntityTarget<E>): InstallationRepository<E> {
    return new InstallationRepository(this.manager, entity)
  }

  /** No other transaction that calls this with the same word overlaps with the rest of this one. */
  async alone(word: string): Promise<void> {
    if (this.dialect === 'postgres') await this.manager.query('select pg_advisory_xact_lock(hashtext($1))', [word])
  }

  /**
   * After every hundred new rows. PostgreSQL keeps its plans of how to look for what rows refer to: one that was made for
   * a small table reads far too much of it when it has grown.
   */
  async grown(): Promise<void> {
    if (this.dialect === 'postgres') await this.manager.query('discard plans')
  }

  /** Runs when the transaction has been committed; not at all in a dry run. */
  afterCommit(action: () => void): void {
    this.afterwards.push(action)
  }

  /** For `Database` alone. */
  committed(): void {
    for (const action of this.afterwards) action()
  }

  /** As `within`, where others may write in the organisation: they wait for the end of this transaction. */
  async inTurn(scope: TenantScope): Promise<UnitOfWork> {
    const turn = 'select pg_advisory_xact_lock(hashtextextended($1, 0))'
    if (this.dialect === 'postgres') await this.manager.query(turn, [scope.organisationId])
    return this.within(scope)
  }

  /** The same transaction, for one organisation. */
  within(scope: TenantScope): UnitOfWork {
    return new UnitOfWork(scope, this.manager, this.dialect, this.now, this.dryRun, this.afterwards)
  }
}

/** One transaction on one organisation's rows. */
export class UnitOfWork extends InstallationUnit implements TenantRows {
  constructor(
    readonly scope: TenantScope,
    manager: EntityManager,
    dialect: Dialect,
    now: string,
    dryRun: boolean,
    private readonly outer?: (() => void)[],
  ) {
    super(manager, dialect, now, dryRun)
  }

  get organisationId(): string {
    return this.scope.organisationId
  }

  readonly everywhere: Rows = {
    all: (query) => this.beyondScope(() => this.all(query)),
    first: (query) => this.beyondScope(() => this.first(query)),
  }

  override afterCommit(action: () => void): void {
    if (this.outer) this.outer.push(action)
    else super.afterCommit(action)
  }

  /** A new id; in a dry run a placeholder. */
  newId(kind: IdKind): string {
    return (this.dryRun ? placeholderId : newId)(kind, this.organisationId)
  }

  /** The organisation's rows of one kind. */
  of<E extends ObjectLiteral>(entity: EntityTarget<E>): TenantRepository<E> {
    return new TenantRepository(this.context(), entity)
  }

  /** An audit entry of what no repository writes by itself. */
  record(what: AuditRecord): Promise<void> {
    return appendToAuditLog(this.context(), what)
  }

  private async beyondScope<T>(work: () => Promise<T>): Promise<T> {
    if (this.dialect === 'sqlite') return work()
    await this.manager.query(enterScope(EVERY_ORGANISATION))
    const found = await work()
    await this.manager.query(enterScope(this.organisationId))
    return found
  }

  private context(): RepositoryContext {
    const { manager, now } = this
    const { organisationId, actor } = this.scope
    return { manager, now, organisationId, actor }
  }
}
