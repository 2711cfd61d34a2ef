import type { EntityManager, EntityMetadata, EntityTarget, ObjectLiteral, QueryResult } from 'typeorm'
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js'
import { anyOf, join, perDialect, raw, sql, withoutNul, type Dialect, type Sql } from './sql.js'

/** A statement with more takes more than a few milliseconds. */
const ROWS_OF_A_STATEMENT = 100

/** A row's columns and their values, in order. */
type Said = readonly (readonly [column: ColumnMetadata, value: unknown])[]

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

  /** The rows that match and have one of the values, in any order. */
  async selectAllOf(criteria: ObjectLiteral, column: string, values: readonly string[]): Promise<E[]> {
    const where = sql`${this.equal(criteria, ' and ')} and ${raw(`"${column}"`)} ${anyOf(values)}`
    const { records } = await this.run(sql`select * from ${this.table()} where ${where}`)
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
    const said = this.said(row)
    const values = said.map(([, value]) => sql`${value}`)
    await this.run(sql`insert into ${this.table()} (${namesOf(said)}) values (${join(values, ', ')})`)
  }

  /** Rows that say the same columns, many in a statement. */
  async insertAll(rows: readonly ObjectLiteral[]): Promise<void> {
    if (rows.length === 1) return this.insert(rows[0]!)
    for (const part of partsOf(rows)) {
      const said = part.map((row) => this.said(row))
      const { source, valueOf } = this.valuesOf(said)
      const values = said[0]!.map((_, index) => valueOf(index))
      await this.run(
        sql`insert into ${this.table()} (${namesOf(said[0]!)}) select ${join(values, ', ')} from ${source}`,
      )
    }
  }

  /**
   * Changes of a row each that say the same columns, many in a statement. The number of rows that matched their criteria
   * and were changed.
   */
  async updateAll(changes: readonly { criteria: ObjectLiteral; change: ObjectLiteral }[]): Promise<number> {
    let affected = 0
    for (const part of partsOf(changes)) affected += await this.updatePart(part)
    return affected
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

  /** Deletes the rows that match and have one of the values; the number of them. */
  async deleteAllOf(criteria: ObjectLiteral, column: string, values: readonly string[]): Promise<number> {
    const where = sql`${this.equal(criteria, ' and ')} and ${raw(`"${column}"`)} ${anyOf(values)}`
    return (await this.run(sql`delete from ${this.table()} where ${where}`)).affected ?? 0
  }

  private async updatePart(part: readonly { criteria: ObjectLiteral; change: ObjectLiteral }[]): Promise<number> {
    const said = part.map(({ criteria, change }) => [...this.said(criteria), ...this.said(change)])
    const keys = this.said(part[0]!.criteria).length
    const { source, valueOf } = this.valuesOf(said)
    const name = ([column]: Said[number]) => raw(`"${column.databaseName}"`)
    const set = said[0]!.slice(keys).map((each, index) => sql`${name(each)} = ${valueOf(keys + index)}`)
    const own = said[0]!.slice(0, keys)
    const where = own.map((each, index) => sql`${this.table()}.${name(each)} = ${valueOf(index)}`)
    const { affected } = await this.run(
      sql`update ${this.table()} set ${join(set, ', ')} from ${source} where ${join(where, ' and ')}`,
    )
    return affected ?? 0
  }

  /** Values of many rows as one JSON: the statement has the same text for any number of them, and one value to bind. */
  private valuesOf(rows: readonly Said[]): { readonly source: Sql; valueOf(index: number): Sql } {
    const texts = JSON.stringify(
      rows.map((row) => Object.fromEntries(row.map(([, value], index) => [`c${index}`, inJson(value)]))),
    )
    const { driver } = this.manager.connection
    const types = rows[0]!.map(([column], index) => `c${index} ${driver.normalizeType(column)}`)
    return {
      source: perDialect(
        sql`json_each(${texts}) v`,
        sql`json_to_recordset(${texts}::json) as v(${raw(types.join(', '))})`,
      ),
      valueOf: (index) => perDialect(raw(`v.value ->> 'c${index}'`), raw(`v.c${index}`)),
    }
  }

  private table(): Sql {
    return raw(`"${this.metadata.tableName}"`)
  }

  private equal(values: ObjectLiteral, separator: string): Sql {
    const pairs = this.said(values).map(([{ databaseName }, value]) => sql`${raw(`"${databaseName}"`)} = ${value}`)
    return join(pairs, separator)
  }

  /** What is said of columns, as the database stores it; undefined says nothing. */
  private said(values: ObjectLiteral): Said {
    return Object.entries(values).flatMap(([property, value]) => {
      const column = value === undefined ? undefined : this.metadata.findColumnWithPropertyName(property)
      return column ? [[column, this.toStored(value, column)] as const] : []
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

/** As a bound text would be stored: JSON would tell halves of surrogates, which PostgreSQL refuses. */
function inJson(value: unknown): unknown {
  const text = withoutNul(value)
  return typeof text === 'string' ? text.replaceAll(/\p{Surrogate}/gu, '\u{fffd}') : text
}

function namesOf(said: Said): Sql {
  return raw(said.map(([{ databaseName }]) => `"${databaseName}"`).join(', '))
}

function partsOf<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / ROWS_OF_A_STATEMENT) }, (_, index) =>
    items.slice(index * ROWS_OF_A_STATEMENT, (index + 1) * ROWS_OF_A_STATEMENT),
  )
}
