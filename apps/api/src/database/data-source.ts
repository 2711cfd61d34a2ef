import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type Sqlite from 'better-sqlite3'
import type { Pool } from 'pg'
import { DataSource, type DataSourceOptions, type Logger } from 'typeorm'
import { ConfigError, type DatabaseTarget } from '../config.js'
import { INSTALLATION_ENTITIES, TENANT_ENTITIES } from './entities.js'
import { MIGRATIONS } from './migrations/index.js'
import { Naming } from './naming.js'
import { FairQueue } from './fair-queue.js'
import { PostgresReader, type Held } from './postgres-reader.js'
import { PostgresSession } from './postgres-session.js'
import { admitRole, EVERY_ORGANISATION, protectRows } from './row-security.js'
import { ONE_PROCESS, type Shared } from './shared.js'
import { refuseNewer } from './self-check.js'
import { lockSqlite } from './sqlite-file.js'
import { SqliteReader } from './sqlite-reader.js'

/** Older releases can corrupt a WAL file that two connections share. */
const SQLITE_AT_LEAST = [3, 51, 3] as const
const BUSY_TIMEOUT_MS = 5_000
/** How long a statement waits for a connection before it is refused. */
const CONNECTION_TIMEOUT_MS = 5_000

/** More than this waits for nothing: at a few milliseconds a write, its caller has long given up. */
const WAITING = { waiting: 1_000, waitingPerLane: 200 }
const SQLITE_WRITES = { ...WAITING, atOnce: 1, atOncePerLane: 1 }
/** An organisation's units never overlap, so a second connection would only wait for the first. */
const POSTGRES_WRITES = { ...WAITING, atOnce: 8, atOncePerLane: 1 }
const POSTGRES_READS = { ...WAITING, atOnce: 10, atOncePerLane: 5 }
/** Each has a connection to itself, for as long as somebody takes to read it. */
export const SNAPSHOTS_AT_ONCE = 2
/** Beside writes, reads and snapshots: limiters. */
const POSTGRES_CONNECTIONS = POSTGRES_WRITES.atOnce + POSTGRES_READS.atOnce + SNAPSHOTS_AT_ONCE + 2

/** The connections of a database: on SQLite one that writes and one that reads, on PostgreSQL one pool for both. */
export interface Connections {
  readonly writer: DataSource
  /** Reads that see the rows of one organisation, or of every one (`EVERY_ORGANISATION`). */
  readerOf(scope: string): { query(text: string, values?: unknown[]): Promise<unknown> }
  /** Reads of one organisation that all see one moment. */
  hold(scope: string): Promise<Held>
  /** The turns in which organisations write. */
  readonly writes: FairQueue
  /** What other processes on this database have part in. */
  readonly shared: Shared
  /** PostgreSQL's pool, for limiters. */
  readonly pool: Pool | null
  close(): Promise<void>
}

/** Connects, migrates and checks what the promises rely on. `logger` sees every statement. */
export async function connect(target: DatabaseTarget, logger?: Logger): Promise<Connections> {
  return target.dialect === 'sqlite' ? connectSqlite(target.path, logger) : connectPostgres(target, logger)
}

function common(logger: Logger | undefined) {
  return {
    entities: [...INSTALLATION_ENTITIES, ...TENANT_ENTITIES],
    migrations: [...MIGRATIONS],
    migrationsTransactionMode: 'each' as const,
    namingStrategy: new Naming(),
    synchronize: false,
    ...(logger ? { logger, logging: ['query' as const] } : { logging: false as const }),
  }
}

async function open(options: DataSourceOptions): Promise<DataSource> {
  return new DataSource(options).initialize()
}

async function connectSqlite(path: string, logger?: Logger): Promise<Connections> {
  mkdirSync(dirname(path), { recursive: true })
  const release = lockSqlite(path)
  const base = { ...common(logger), type: 'better-sqlite3' as const, database: path, timeout: BUSY_TIMEOUT_MS }
  const writer = await open({ ...base, prepareDatabase: prepareWriter }).catch(releasing(release))
  await migrateSqlite(writer).catch(releasing(release))
  const reader = new SqliteReader(path, BUSY_TIMEOUT_MS, logger)
  return {
    writer,
    readerOf: () => reader,
    async hold() {
      const held = new SqliteReader(path, BUSY_TIMEOUT_MS, logger).hold()
      return { query: (text, values) => held.query(text, values), end: async () => held.close() }
    },
    writes: new FairQueue(SQLITE_WRITES),
    shared: ONE_PROCESS,
    pool: null,
    async close() {
      reader.close()
      await writer.destroy()
      release()
    },
  }
}

async function migrateSqlite(writer: DataSource): Promise<void> {
  try {
    await refuseNewer(writer)
    await writer.runMigrations()
  } catch (reason) {
    await writer.destroy()
    throw reason
  }
}

function releasing(release: () => void): (reason: unknown) => never {
  return (reason) => {
    release()
    throw reason
  }
}

function prepareWriter(database: Sqlite.Database): void {
  const version = String(database.prepare('select sqlite_version()').pluck().get())
  if (isOlder(version)) throw new ConfigError(`SQLite ${version} is too old: ${SQLITE_AT_LEAST.join('.')} is needed`)
  const mode = database.pragma('journal_mode = WAL', { simple: true })
  database.pragma('synchronous = FULL')
  database.pragma('secure_delete = ON')
  const synchronous = database.pragma('synchronous', { simple: true })
  if (mode !== 'wal' || synchronous !== 2) throw new ConfigError('SQLite refuses WAL with synchronous=FULL')
}

function isOlder(version: string): boolean {
  const found = version.split('.').map(Number)
  const difference = SQLITE_AT_LEAST.map((least, index) => (found[index] ?? 0) - least).find((each) => each !== 0)
  return (difference ?? 0) < 0
}

type PostgresTarget = Extract<DatabaseTarget, { dialect: 'postgres' }>

function postgresOptions(url: string, settings: string, logger: Logger | undefined): DataSourceOptions {
  return {
    ...common(logger),
    type: 'postgres',
    url,
    installExtensions: false,
    extra: { options: settings, max: POSTGRES_CONNECTIONS, connectionTimeoutMillis: CONNECTION_TIMEOUT_MS },
  }
}

/** As the role that migrates, with the rows of every organisation in sight. */
export function openOwner({ url, ownerUrl }: PostgresTarget, logger?: Logger): Promise<DataSource> {
  return open(postgresOptions(ownerUrl ?? url, `-c mailroom.scope=${EVERY_ORGANISATION}`, logger))
}

async function connectPostgres(target: PostgresTarget, logger?: Logger): Promise<Connections> {
  const { url, ownerUrl } = target
  const role = ownerUrl === null ? null : roleOf(url)
  await migratePostgres(await openOwner(target, logger), role)
  const limits = '-c statement_timeout=5000 -c idle_in_transaction_session_timeout=10000'
  const writer = await open(postgresOptions(url, limits, logger))
  const pool = (writer.driver as unknown as { master: Pool }).master
  const reader = new PostgresReader(pool, new FairQueue(POSTGRES_READS), logger)
  const shared = await PostgresSession.open(url)
  return {
    writer,
    readerOf: (scope) => reader.of(scope),
    hold: (scope) => reader.hold(scope),
    writes: new FairQueue(POSTGRES_WRITES),
    shared,
    pool,
    async close() {
      await shared.close()
      await writer.destroy()
    },
  }
}

function roleOf(url: string): string {
  const { username } = new URL(url)
  if (username === '') {
    throw new ConfigError('MAILROOM_DATABASE_URL must name its role where MAILROOM_DATABASE_OWNER_URL is set')
  }
  return decodeURIComponent(username)
}

/** Under an advisory lock: several processes may start at once. `role` is the one that serves requests, if another. */
async function migratePostgres(owner: DataSource, role: string | null): Promise<void> {
  const guard = owner.createQueryRunner()
  try {
    await guard.query(`select pg_advisory_lock(hashtext('mailroom migrations'))`)
    await refuseNewer(owner)
    await owner.runMigrations()
    await protectRows(owner)
    if (role !== null) await admitRole(owner, role)
  } finally {
    await guard.query(`select pg_advisory_unlock(hashtext('mailroom migrations'))`)
    await guard.release()
    await owner.destroy()
  }
}
