import { existsSync, mkdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Secrets } from '../adapters/secrets.js'
import { ConfigError, type Config, type DatabaseTarget } from '../config.js'
import { opens } from './keyring-check.js'
import { MIGRATIONS } from './migrations/index.js'
import { copySqlite, inspectSqlite, lockSqlite, replaceSqlite } from './sqlite-file.js'

/** Copies one consistent state of the SQLite database to the file, also while Mailroom runs. */
export function backUp(target: DatabaseTarget, file: string): void {
  const path = sqlitePath(target, 'pg_dump makes backups of PostgreSQL')
  const to = resolve(file)
  if (!existsSync(path)) throw new ConfigError(`There is no database at ${path}`)
  if (existsSync(to) && statSync(to).isDirectory()) throw new ConfigError(`${to} is a folder: name a file`)
  if (existsSync(to) && realpathSync(to) === realpathSync(path)) throw new ConfigError(`${to} is the database itself`)
  mkdirSync(dirname(to), { recursive: true })
  copySqlite(path, to)
}

/**
 * Puts a copy in the database's place, all of it or nothing. Refused while Mailroom runs, for a damaged file, for one of
 * a newer Mailroom, and without the key file of its secrets. Everybody signs in anew afterwards.
 * @returns where the former database is kept; null: there was none
 */
export async function restore(config: Config, file: string, now: Date): Promise<string | null> {
  const path = sqlitePath(config.database, 'pg_restore brings PostgreSQL back')
  const from = resolve(file)
  await checkCopy(from, config.secretKeyFile)
  mkdirSync(dirname(path), { recursive: true })
  const release = lockSqlite(path)
  const part = `${path}.restoring`
  try {
    copySqlite(from, part)
    endSessions(part)
    return replaceSqlite(path, part, `before-restore-${now.toISOString().replaceAll(':', '-')}`)
  } finally {
    rmSync(part, { force: true })
    release()
  }
}

function sqlitePath(target: DatabaseTarget, otherwise: string): string {
  if (target.dialect === 'sqlite') return target.path
  throw new ConfigError(`This command is for SQLite; ${otherwise}`)
}

/** Refuses what is damaged, of a newer Mailroom, or sealed by other keys than those of the key file. */
export async function checkCopy(file: string, keyFile: string): Promise<void> {
  const known = new Set(MIGRATIONS.map((migration) => migration.name))
  const { applied, check } = inspectSqlite(file, (database) => ({
    applied: database.prepare('select name from migrations').pluck().all() as string[],
    check: hasCheck(database) ? (database.prepare('select envelope from keyring_check').pluck().get() as string) : null,
  }))
  const newer = applied.find((name) => !known.has(name))
  if (newer !== undefined) throw new ConfigError(`${file} is of a newer Mailroom (it has ${newer}): update first`)
  if (check === null) return
  if (!existsSync(keyFile)) {
    throw new ConfigError(
      `The key file ${keyFile} is missing: put it back first, without it the copy's secrets are lost`,
    )
  }
  if (!(await opens(Secrets.open(keyFile), check))) {
    throw new ConfigError(`The key file ${keyFile} is not the one that sealed the secrets of ${file}`)
  }
}

/** Copies of an older Mailroom have no such table. */
function hasCheck(database: Sqlite.Database): boolean {
  return database.prepare(`select 1 from sqlite_master where name = 'keyring_check'`).get() !== undefined
}

function endSessions(path: string): void {
  const database = new Sqlite(path)
  database.exec('delete from session')
  database.close()
}
