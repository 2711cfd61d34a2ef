import type { DataSource } from 'typeorm'
import { ConfigError } from '../config.js'
import { MIGRATIONS } from './migrations/index.js'

/** How the database keeps its promises, for the log of the start. */
export type DatabaseFacts = Readonly<Record<string, string | number>>

/** What a start relies on, asked of the connection that writes; refuses where it does not hold. */
export async function checkDatabase(writer: DataSource): Promise<DatabaseFacts> {
  return writer.options.type === 'postgres' ? factsOfPostgres(writer) : checkSqlite(writer)
}

/** Refuses a database of a newer Mailroom, before anything is written to it. */
export async function refuseNewer(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner()
  try {
    if (!(await runner.hasTable('migrations'))) return
    const known = new Set<string>(MIGRATIONS.map(({ name }) => name))
    const applied = (await runner.query('select name from migrations')) as { name: string }[]
    const newer = applied.find(({ name }) => !known.has(name))
    if (newer) throw new ConfigError(`The database is of a newer Mailroom (it has ${newer.name}): update first`)
  } finally {
    await runner.release()
  }
}

async function checkSqlite(writer: DataSource): Promise<DatabaseFacts> {
  const pragma = async (name: string) =>
    Object.values(((await writer.query(`pragma ${name}`)) as Record<string, string | number>[])[0] ?? {})[0]!
  const [version] = (await writer.query('select sqlite_version() as sqlite')) as { sqlite: string }[]
  const facts = {
    ...version,
    journalMode: await pragma('journal_mode'),
    synchronous: await pragma('synchronous'),
    foreignKeys: await pragma('foreign_keys'),
  }
  if (facts.journalMode !== 'wal' || facts.synchronous !== 2 || facts.foreignKeys !== 1) {
    throw new ConfigError(`SQLite does not keep what it was asked for: ${JSON.stringify(facts)}`)
  }
  return facts
}

/** Its administrator decides how it stores; what that means for a loss of power stands in the log. */
async function factsOfPostgres(writer: DataSource): Promise<DatabaseFacts> {
  const names = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes']
  const found = names.map((name) => `current_setting('${name}') as ${name}`).join(', ')
  const [facts] = (await writer.query(`select ${found}`)) as DatabaseFacts[]
  return facts!
}
