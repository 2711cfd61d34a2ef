import { existsSync } from 'node:fs'
import pg from 'pg'
import { ConfigError, type DatabaseTarget } from '../config.js'
import { PostgresReader } from './postgres-reader.js'
import { EVERY_ORGANISATION } from './row-security.js'
import { SqliteReader } from './sqlite-reader.js'
import { rowsOf, type Rows } from './unit-of-work.js'

const BUSY_TIMEOUT_MS = 5_000
/** Who looks on has nobody to take turns with. */
const AT_ONCE = { run: <T>(_lane: string, work: () => Promise<T>) => work() }

/** Looks at every organisation's rows without migrating, locking or writing anything, also while Mailroom runs. */
export async function readOnly<T>(target: DatabaseTarget, look: (rows: Rows) => Promise<T>): Promise<T> {
  if (target.dialect === 'sqlite') {
    if (!existsSync(target.path)) throw new ConfigError(`There is no database at ${target.path}`)
    const reader = new SqliteReader(target.path, BUSY_TIMEOUT_MS, undefined)
    return look(rowsOf(reader, 'sqlite')).finally(() => reader.close())
  }
  const pool = new pg.Pool({ connectionString: target.url, max: 1 })
  const reader = new PostgresReader(pool, AT_ONCE, undefined).of(EVERY_ORGANISATION)
  return look(rowsOf(reader, 'postgres')).finally(() => pool.end())
}
