import { DefaultNamingStrategy, type Table } from 'typeorm'

const nameOf = (table: Table | string): string => (typeof table === 'string' ? table : table.name)

/** Readable, stable names of constraints and indexes: the same from migrations and from entities, on both databases. */
export class Naming extends DefaultNamingStrategy {
  override primaryKeyName(table: Table | string): string {
    return `pk_${nameOf(table)}`
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return `fk_${nameOf(table)}_${columns.at(-1)}`
  }

  override indexName(table: Table | string, columns: string[]): string {
    const own = columns.map((column) => (column === 'organisationId' ? 'org' : column))
    return `ix_${nameOf(table)}_${own.join('_')}`
  }
}
