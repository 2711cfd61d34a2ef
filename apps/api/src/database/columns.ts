import { Table, TableForeignKey, TableIndex, type DataSource, type TableColumnOptions } from 'typeorm'

type ColumnType = 'text' | 'integer' | 'boolean'
interface Options {
  readonly nullable?: boolean
  readonly primary?: boolean
}

/** Column makers of migrations. The only place that knows a difference between the databases. */
export function columnsOf(dataSource: DataSource) {
  const collation = dataSource.options.type === 'postgres' ? { collation: 'C' } : {}
  const column = (
    type: ColumnType,
    name: string,
    { nullable = false, primary = false }: Options = {},
  ): TableColumnOptions => ({
    name,
    type,
    isNullable: nullable,
    isPrimary: primary,
  })
  const sorted = (name: string, options?: Options) => ({ ...column('text', name, options), ...collation })
  const key = (name: string) => sorted(name, { primary: true })
  return {
    text: (name: string, options?: Options) => column('text', name, options),
    integer: (name: string, options?: Options) => column('integer', name, options),
    boolean: (name: string, options?: Options) => column('boolean', name, options),
    /** Text that is searched or ordered by: bytewise on both databases. */
    sorted,
    key,
    tenant: () => [key('organisationId'), key('id')],
    versioned: () => [
      key('organisationId'),
      key('id'),
      column('integer', 'version'),
      column('text', 'createdAt'),
      column('text', 'updatedAt'),
    ],
  }
}

interface TableParts {
  readonly columns: readonly TableColumnOptions[]
  readonly ofOrganisation?: boolean
  /** Column → table of the same organisation. */
  readonly references?: readonly (readonly [column: string, table: string, onDelete?: 'CASCADE'])[]
  readonly unique?: readonly (readonly string[])[]
  readonly indexes?: readonly (readonly string[])[]
  /** Name → expression. */
  readonly checks?: Readonly<Record<string, string>>
}

/** A table with named constraints and indexes. */
export function table(name: string, parts: TableParts): Table {
  const foreignKeys = (parts.references ?? []).map(
    ([column, referenced, onDelete]) =>
      new TableForeignKey({
        columnNames: ['organisationId', column],
        referencedTableName: referenced,
        referencedColumnNames: ['organisationId', 'id'],
        onDelete: onDelete ?? 'NO ACTION',
      }),
  )
  if (parts.ofOrganisation ?? true) foreignKeys.unshift(organisationKey())
  const indexes = [
    ...(parts.unique ?? []).map((columns) => new TableIndex({ columnNames: [...columns], isUnique: true })),
    ...(parts.indexes ?? []).map((columns) => new TableIndex({ columnNames: [...columns] })),
  ]
  const checks = Object.entries(parts.checks ?? {}).map(([check, expression]) => ({ name: check, expression }))
  return new Table({ name, columns: [...parts.columns], foreignKeys, indices: indexes, checks })
}

function organisationKey(): TableForeignKey {
  return new TableForeignKey({
    columnNames: ['organisationId'],
    referencedTableName: 'organisation',
    referencedColumnNames: ['id'],
    onDelete: 'CASCADE',
  })
}
