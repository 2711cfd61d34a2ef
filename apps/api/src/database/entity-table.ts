import type { EntityManager, EntityMetadata, EntityTarget, ObjectLiteral, QueryResult } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { join, raw, sql, type Dialect, type Sql } from './sql.js'

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
    const values = this.stored(row)
    const names = raw(values.map(([name]) => `"${name}"`).join(', '))
    const places = join(
      values.map(([, value]) => sql`${value}`),
      ', ',
    )
    await this.run(sql`insert into ${this.table()} (${names}) values (${places})`)
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
