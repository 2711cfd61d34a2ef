import Sqlite from 'better-sqlite3'
import type { Logger } from 'typeorm'

/** Statements that stay prepared; the texts of read models are few. */
const PREPARED_AT_MOST = 500

/**
 * The reading connection. Rows are fetched as arrays and made objects here, which takes half the time of the driver's
 * own objects.
 */
export class SqliteReader {
  private readonly database: Sqlite.Database
  private readonly prepared = new Map<string, (values: readonly unknown[]) => unknown[]>()

  constructor(
    path: string,
    timeout: number,
    private readonly logger: Logger | undefined,
  ) {
    this.database = new Sqlite(path, { readonly: true, timeout })
  }

  async query(text: string, values: readonly unknown[] = []): Promise<unknown[]> {
    this.logger?.logQuery(text, [...values])
    return (this.prepared.get(text) ?? this.prepare(text))(values)
  }

  /** From now on everything is read as it is at this moment. */
  hold(): this {
    this.database.exec('begin')
    this.database.prepare('select 1 from organisation limit 1').all()
    return this
  }

  close(): void {
    this.database.close()
  }

  private prepare(text: string) {
    const statement = this.database.prepare<unknown[], unknown[]>(text).raw()
    const names = statement.columns().map(({ name }) => name)
    const toObject = objectOf(names)
    const run = (values: readonly unknown[]) => statement.all(...values.map(bindable)).map(toObject)
    if (this.prepared.size >= PREPARED_AT_MOST) this.prepared.clear()
    this.prepared.set(text, run)
    return run
  }
}

/** What makes objects of a statement's rows: compiled once, as setting each column by its name is a tenth of a list. */
function objectOf(names: readonly string[]): (row: unknown[]) => unknown {
  const members = names.map((name, index) => `${JSON.stringify(name)}: row[${index}]`)
  return new Function('row', `return { ${members.join(', ')} }`) as (row: unknown[]) => unknown
}

/** SQLite knows no booleans. */
function bindable(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value
}
