import { nameKey } from '@mailroom/core'
import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm'

const INDEX = ['organisationId', 'entityType', 'nameKey']

interface Row {
  readonly organisationId: string
  readonly entityId: string
  readonly name: string
}

/** The keys of deleted things' names, to find what is about to be made anew; older rows get theirs. */
export class NamesOfDeletedThings1700000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const isPostgres = runner.dataSource.options.type === 'postgres'
    if (isPostgres) await runner.query(`select set_config('mailroom.scope', '*', true)`)
    await runner.query(
      `alter table "deleted_item" add column "nameKey" text${isPostgres ? ' collate "C"' : ''} not null default ''`,
    )
    const rows = (await runner.query('select "organisationId", "entityId", name from "deleted_item"')) as Row[]
    const [key, organisation, id] = isPostgres ? ['$1', '$2', '$3'] : ['?', '?', '?']
    const update = `update "deleted_item" set "nameKey" = ${key} where "organisationId" = ${organisation} and "entityId" = ${id}`
    for (const row of rows) await runner.query(update, [nameKey(row.name), row.organisationId, row.entityId])
    await runner.createIndex('deleted_item', new TableIndex({ columnNames: INDEX }))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('deleted_item', new TableIndex({ columnNames: INDEX }))
    await runner.query('alter table "deleted_item" drop column "nameKey"')
  }
}
