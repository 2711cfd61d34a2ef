import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { ConfigError } from '../config.js'

/** A file beside the database, locked as long as this process lives; a crash frees it. */
export function lockSqlite(path: string): () => void {
  const holder = new Sqlite(`${path}.lock`, { timeout: 0 })
  try {
    holder.exec('begin exclusive')
  } catch {
    holder.close()
    throw new ConfigError(`Another Mailroom is running on ${path}. SQLite means one process: stop it first`)
  }
  return () => holder.close()
}

/** One consistent state of the database as a file of its own, readable by its owner alone; others go on writing. */
export function copySqlite(from: string, to: string): void {
  const part = `${to}.part`
  rmSync(part, { force: true })
  closeSync(openSync(part, 'w', 0o600))
  const source = new Sqlite(from, { readonly: true, fileMustExist: true })
  try {
    source.prepare('vacuum into ?').run(part)
  } catch (reason) {
    rmSync(part, { force: true })
    throw reason
  } finally {
    source.close()
  }
  flush(part)
  renameSync(part, to)
  flush(dirname(to))
}

/** Runs `inspect` on the file read-only; whatever is no sound database is a `ConfigError`. */
export function inspectSqlite<T>(path: string, inspect: (database: Sqlite.Database) => T): T {
  if (!existsSync(path)) throw new ConfigError(`${path} does not exist`)
  const database = new Sqlite(path, { readonly: true })
  try {
    const found = database.pragma('integrity_check', { simple: true })
    if (found !== 'ok') throw new ConfigError(`${path} is damaged: ${String(found)}`)
    return inspect(database)
  } catch (reason) {
    if (reason instanceof Sqlite.SqliteError)
      throw new ConfigError(`${path} is no Mailroom database: ${reason.message}`)
    throw reason
  } finally {
    database.close()
  }
}

/** Puts the file in the database's place in one step. What was there is kept under the returned name. */
export function replaceSqlite(path: string, by: string, suffix: string): string | null {
  const kept = existsSync(path) ? `${path}.${suffix}` : null
  if (kept !== null) {
    settle(path)
    linkSync(path, kept)
  }
  for (const rest of ['-wal', '-shm']) {
    if (!existsSync(path + rest)) continue
    renameSync(path + rest, `${path}.${suffix}${rest}`)
  }
  renameSync(by, path)
  flush(dirname(path))
  return kept
}

/** Takes the newest writes from the file beside it, where the database is sound enough for that. */
function settle(path: string): void {
  try {
    const database = new Sqlite(path)
    database.pragma('wal_checkpoint(truncate)')
    database.close()
  } catch {
    // A damaged database is kept as it is, together with the file beside it.
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}
