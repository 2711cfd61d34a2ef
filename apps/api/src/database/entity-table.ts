import type { EntityManager, EntityMetadata, EntityTarget, ObjectLiteral, QueryResult } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { join, raw, sql, type Dialect, type Sql } from './sql.js'

/** Databases bind so many values at most: 32 766 on SQLite. */
const ROWS_OF_A_STATEMENT = 100

/**
 * Plain statements on an entity's table, inside one transaction. The ORM's own builders take longer to make a statement
 * than the database to run it, and write numbers into its text, so that none can be prepared for the next time.
 */
export class EntityTable<E extends ObjectLiteral> {
  readonly metadata: EntityMetadata
  private readonly dialect: Dialect

  constructor(
    private readonly manager: EntityManager,
    entity: EntityTarget<E>,
  ) {
    this.metadata = manager.connection.getMetadata(entity)
    this.dialect = manager.connection.options.type === 'postgres' ? 'postgres' : 'sqlite'
  }

  async select(criteria: ObjectLiteral): Promise<E[]> {
    const { records } = await this.run(sql`select * from ${this.table()} where ${this.equal(criteria, ' and ')}`)
    return (records as ObjectLiteral[]).map((record) => this.hydrate(record))
  }

  /** The row that matches and has the largest value in the column. */
  async last(criteria: ObjectLiteral, column: keyof E & string): Promise<E | undefined> {
    const where = this.equal(criteria, ' and ')
    const order = raw(`order by "${column}" desc limit 1`)
    const { records } = await this.run(sql`select * from ${this.table()} where ${where} ${order}`)
    return (records as ObjectLiteral[]).map((record) => this.hydrate(record))[0]
  }

  async insert(row: ObjectLiteral): Promise<void> {
    await this.insertAll([row])
  }

  /** Rows that say the same columns, many in a statement. */
  async insertAll(rows: readonly ObjectLiteral[]): Promise<void> {
    for (let from = 0; from < rows.length; from += ROWS_OF_A_STATEMENT)
      await this.insertAtOnce(rows.slice(from, from + ROWS_OF_A_STATEMENT).map((row) => this.stored(row)))
  }

  /** The number of rows that were changed. */
  async update(criteria: ObjectLiteral, change: ObjectLiteral): Promise<number> {
    const where = this.equal(criteria, ' and ')
    return (await this.run(sql`update ${this.table()} set ${this.equal(change, ', ')} where ${where}`)).affected ?? 0
  }

  /** The number of rows that were deleted. */
  async delete(criteria: ObjectLiteral): Promise<number> {
    return (await this.run(sql`delete from ${this.table()} where ${this.equal(criteria, ' and ')}`)).affected ?? 0
  }

  private async insertAtOnce(rows: readonly [name: string, value: unknown][][]): Promise<void> {
    const names = raw(rows[0]!.map(([name]) => `"${name}"`).join(', '))
    const placesOf = (row: readonly [name: string, value: unknown][]) =>
      join(
        row.map(([, value]) => sql`${value}`),
        ', ',
      )
    const places = join(
      rows.map((row) => sql`(${placesOf(row)})`),
      ', ',
    )
    await this.run(sql`insert into ${this.table()} (${names}) values ${places}`)
  }

  private table(): Sql {
    return raw(`"${this.metadata.tableName}"`)
  }

  private equal(values: ObjectLiteral, separator: string): Sql {
    const pairs = this.stored(values).map(([name, value]) => sql`${raw(`"${name}"`)} = ${value}`)
    return join(pairs, separator)
  }

  /** What is said of columns, as the database stores it; undefined says nothing. */
  private stored(values: ObjectLiteral): [name: string, value: unknown][] {
    return Object.entries(values).flatMap(([property, value]) => {
      const column = value === undefined ? undefined : this.metadata.findColumnWithPropertyName(property)
      return column ? [[column.databaseName, this.toStored(value, column)]] : []
    })
  }

  private toStored(value: unknown, column: ColumnMetadata): unknown {
    const stored: unknown = this.manager.connection.driver.preparePersistentValue(value, column)
    return typeof stored === 'boolean' && this.dialect === 'sqlite' ? Number(stored) : stored
  }

  private hydrate(record: ObjectLiteral): E {
    const entity = this.metadata.create() as ObjectLiteral
    const { driver } = this.manager.connection
    for (const column of this.metadata.columns)
      entity[column.propertyName] = driver.prepareHydratedValue(record[column.databaseName], column)
    return entity as E
  }

  private async run(statement: Sql): Promise<QueryResult> {
    const { text, values } = statement.render(this.dialect)
    const runner = this.manager.queryRunner
    if (!runner) throw new Error('Entities are written inside a transaction')
    return runner.query(text, values, true)
  }
}
