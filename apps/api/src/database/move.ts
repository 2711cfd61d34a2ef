import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral } from 'typeorm'
import { ConfigError, type Config } from '../config.js'
import { checkCopy } from './backup.js'
import { connect, openOwner } from './data-source.js'
import { INSTALLATION_ENTITIES, TENANT_ENTITIES } from './entities.js'
import { jsonParts } from './json-parts.js'
import { copySqlite, lockSqlite } from './sqlite-file.js'

/** No text has half a billion characters, whatever the rows have. */
const A_STATEMENT = { rows: 500, characters: 16_000_000 }

/**
 * Copies everything of a SQLite database into the PostgreSQL one of the configuration, all of it or nothing; the file
 * stays as it is. Refused while Mailroom runs on the file, for one that `restore` would refuse, and where the PostgreSQL
 * database is in use.
 * @returns how many rows were copied
 */
export async function moveToPostgres({ database: target, secretKeyFile }: Config, file: string): Promise<number> {
  if (target.dialect !== 'postgres') {
    throw new ConfigError('MAILROOM_DATABASE_URL must name the PostgreSQL database to move to')
  }
  const from = resolve(file)
  await checkCopy(from, secretKeyFile)
  const release = lockSqlite(from)
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-move-'))
  try {
    const source = await newestOf(from, join(folder, 'copy.sqlite'))
    await (await connect(target)).close()
    const owner = await openOwner(target)
    const copied = owner.transaction((manager) => copyAll(source, owner, manager))
    return await copied.finally(() => {
      source.close()
      return owner.destroy()
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
    release()
  }
}

/** A copy of the file with the tables as they are now. */
async function newestOf(from: string, path: string): Promise<Sqlite.Database> {
  copySqlite(from, path)
  await (await connect({ dialect: 'sqlite', path })).close()
  return new Sqlite(path, { readonly: true })
}

async function copyAll(source: Sqlite.Database, owner: DataSource, to: EntityManager): Promise<number> {
  const tableOf = (entity: EntityTarget<ObjectLiteral>) => owner.getMetadata(entity).tableName
  await to.query('lock table organisation, "user" in exclusive mode')
  const used = (await to.query('select 1 from organisation union all select 1 from "user" limit 1')) as unknown[]
  if (used.length > 0) throw new ConfigError('The PostgreSQL database is in use: name an empty one')
  // What a start leaves there before anybody has set it up.
  for (const entity of INSTALLATION_ENTITIES) await to.query(`delete from "${tableOf(entity)}"`)
  return withoutOrder(to, async () => {
    let rows = 0
    for (const entity of [...INSTALLATION_ENTITIES, ...TENANT_ENTITIES])
      rows += await copyTable(source, to, tableOf(entity))
    return rows
  })
}

/** Foreign keys are checked when `work` has ended: rows refer to rows of their own table, and tables to one another. */
async function withoutOrder<T>(to: EntityManager, work: () => Promise<T>): Promise<T> {
  const keys = (await to.query(
    `select c.relname as table, k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
     where k.contype = 'f' and k.connamespace = current_schema()::regnamespace`,
  )) as { table: string; name: string }[]
  const alter = async (how: string) => {
    for (const { table, name } of keys) await to.query(`alter table "${table}" alter constraint "${name}" ${how}`)
  }
  await alter('deferrable initially deferred')
  const done = await work()
  await to.query('set constraints all immediate')
  await alter('not deferrable')
  return done
}

async function copyTable(source: Sqlite.Database, to: EntityManager, table: string): Promise<number> {
  const from = source.prepare(`select * from "${table}"`).iterate()
  for (const rows of jsonParts(from, A_STATEMENT)) {
    const values = `json_populate_recordset(null::"${table}", $1::json)`
    await to.query(`insert into "${table}" select * from ${values}`, [rows])
  }
  const wanted = source.prepare(`select count(*) from "${table}"`).pluck().get() as number
  const [found] = (await to.query(`select count(*)::int as rows from "${table}"`)) as { rows: number }[]
  if (found?.rows !== wanted) throw new Error(`Of ${wanted} rows of ${table}, ${found?.rows} arrived`)
  return wanted
}
