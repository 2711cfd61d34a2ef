import type { EntityManager, EntityMetadata, EntityTarget, Logger as StatementLogger, ObjectLiteral } from 'typeorm'
import { isoTime, type Clock } from '../adapters/clock.js'
import type { LimiterPool } from '../auth/limiter-store.js'
import type { TenantScope } from '../auth/tenant-scope.js'
import type { DatabaseTarget } from '../config.js'
import { connect, SNAPSHOTS_AT_ONCE, type Connections } from './data-source.js'
import type { Shared } from './shared.js'
import { enterScope, EVERY_ORGANISATION } from './row-security.js'
import { checkDatabase, type DatabaseFacts } from './self-check.js'
import type { Dialect } from './sql.js'
import { orUnavailable, Unavailable } from './unavailable.js'
import { InstallationUnit, rowsOf, UnitOfWork, type Rows, type TenantRows } from './unit-of-work.js'

/** PostgreSQL: another transaction was in the way; the work is run again and sees what that one did. */
const RETRIABLE = new Set(['40001', '40P01', '23505', '23503'])
const ATTEMPTS = 4

export type { EntityMetadata, StatementLogger }

export interface WriteOptions {
  /** Runs everything, then rolls back. */
  readonly dryRun?: boolean
}

/** The only way to the rows: `read` for read models, `write` for one user action in one transaction. */
export class Database {
  private readonly installationRows: Rows
  private snapshots = 0

  private constructor(
    private readonly connections: Connections,
    readonly dialect: Dialect,
    private readonly clock: Clock,
  ) {
    this.installationRows = rowsOf(connections.readerOf(EVERY_ORGANISATION), dialect)
  }

  /** Connects and migrates. `logger` sees every statement. */
  static async open(target: DatabaseTarget, clock: Clock, logger?: StatementLogger): Promise<Database> {
    return new Database(await connect(target, logger), target.dialect, clock)
  }

  /** What other processes on this database have part in. */
  get shared(): Shared {
    return this.connections.shared
  }

  /** PostgreSQL's pool, for what counts beside units of work; null on SQLite. */
  get pool(): LimiterPool | null {
    return this.connections.pool
  }

  /** How many writes wait for their turn. */
  get waitingWrites(): number {
    return this.connections.writes.length
  }

  /** Committed rows of one organisation. */
  read(scope: TenantScope): TenantRows {
    const { organisationId } = scope
    const own = rowsOf(this.connections.readerOf(organisationId), this.dialect)
    return { ...own, organisationId, everywhere: this.installationRows }
  }

  /**
   * Committed rows of one organisation, all as they are at this moment, until `end`; BUSY where others read so already.
   */
  async snapshot(scope: TenantScope): Promise<Snapshot> {
    if (this.snapshots >= SNAPSHOTS_AT_ONCE) throw new Unavailable('BUSY', undefined)
    this.snapshots++
    const release = once(() => this.snapshots--)
    try {
      const held = await this.connections.hold(scope.organisationId)
      const rows = { ...rowsOf(held, this.dialect), organisationId: scope.organisationId, everywhere: NOWHERE_ELSE }
      return { rows, end: once(() => held.end().finally(release)) }
    } catch (reason) {
      release()
      throw orUnavailable(reason)
    }
  }

  /** Committed rows before an organisation is known: sign-in, lists of organisations, jobs' agendas. */
  readInstallation(): Rows {
    return this.installationRows
  }

  /**
   * One user action on one organisation: all of `work` or nothing of it. Units of one organisation never overlap, so
   * what was checked inside still holds at the commit. Nothing slow belongs inside (DNS, hashing), nor another write.
   */
  write<T>(scope: TenantScope, work: (uow: UnitOfWork) => Promise<T>, options: WriteOptions = {}): Promise<T> {
    return this.run(scope.organisationId, options, async (manager, now, dryRun) => {
      await this.enter(manager, scope.organisationId)
      return this.complete(new UnitOfWork(scope, manager, this.dialect, now, dryRun), work)
    })
  }

  /** One action on rows that belong to no organisation. */
  writeInstallation<T>(work: (unit: InstallationUnit) => Promise<T>, options: WriteOptions = {}): Promise<T> {
    return this.run(EVERY_ORGANISATION, options, async (manager, now, dryRun) => {
      await this.enter(manager, EVERY_ORGANISATION)
      return this.complete(new InstallationUnit(manager, this.dialect, now, dryRun), work)
    })
  }

  /** Table and columns of an entity. */
  metadataOf(entity: EntityTarget<ObjectLiteral>): EntityMetadata {
    return this.connections.writer.getMetadata(entity)
  }

  /** Leaves nothing in the files of what was deleted; PostgreSQL does by itself, at its next vacuum. */
  async scrub(): Promise<void> {
    const { writer, writes } = this.connections
    if (this.dialect === 'sqlite')
      await writes.run(EVERY_ORGANISATION, () => writer.query('pragma wal_checkpoint(TRUNCATE)'))
  }

  /** Waits for the writes under way, then disconnects. */
  async close(): Promise<void> {
    await this.connections.writes.idle()
    await this.connections.close()
  }

  /** How it keeps its promises; refuses where it does not. */
  facts(): Promise<DatabaseFacts> {
    return checkDatabase(this.connections.writer)
  }

  /** Whether the writer answers and everything is migrated. */
  async isReady(): Promise<boolean> {
    try {
      await this.connections.readerOf(EVERY_ORGANISATION).query('select 1')
      return this.connections.writer.isInitialized
    } catch {
      return false
    }
  }

  /** On PostgreSQL: what the transaction may touch; one organisation at a time is written by one transaction. */
  private async enter(manager: EntityManager, scope: string): Promise<void> {
    if (this.dialect !== 'postgres') return
    const alone = scope === EVERY_ORGANISATION ? '' : `, pg_advisory_xact_lock(hashtextextended('${scope}', 0))`
    await manager.query(enterScope(scope) + alone)
  }

  private async complete<U extends InstallationUnit, T>(unit: U, work: (unit: U) => Promise<T>): Promise<Done<T>> {
    const value = await work(unit)
    if (unit.dryRun) throw new RolledBack(value)
    return { value, committed: () => unit.committed() }
  }

  private async run<T>(
    lane: string,
    options: WriteOptions,
    work: (manager: EntityManager, now: string, dryRun: boolean) => Promise<Done<T>>,
  ): Promise<T> {
    const dryRun = options.dryRun ?? false
    const transaction = () =>
      this.connections.writer.transaction((manager) => work(manager, isoTime(this.clock.now()), dryRun))
    try {
      const attempts = this.dialect === 'sqlite' ? transaction : () => retried(transaction)
      const done = await this.connections.writes.run(lane, attempts)
      done.committed()
      return done.value
    } catch (reason) {
      if (reason instanceof RolledBack) return reason.value as T
      throw orUnavailable(reason)
    }
  }
}

/** One organisation's rows as they were at one moment. */
export interface Snapshot {
  readonly rows: TenantRows
  /** Whenever nothing more is read. */
  end(): Promise<unknown> | undefined
}

/** A snapshot is of one organisation alone. */
const refuse = () => Promise.reject(new Error('A snapshot shows nothing of others'))
const NOWHERE_ELSE: Rows = { all: refuse, first: refuse }

function once<T>(work: () => T): () => T | undefined {
  let isDone = false
  return () => {
    if (isDone) return undefined
    isDone = true
    return work()
  }
}

interface Done<T> {
  readonly value: T
  committed(): void
}

/** Carries a dry run's answer out of the transaction that it undoes. */
class RolledBack extends Error {
  constructor(readonly value: unknown) {
    super('Dry run')
  }
}

async function retried<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction()
    } catch (reason) {
      const code = (reason as { driverError?: { code?: string } }).driverError?.code
      if (attempt === ATTEMPTS || !code || !RETRIABLE.has(code)) throw reason
    }
  }
}
