import type { MigrationInterface, QueryRunner } from 'typeorm'
import { columnsOf, table } from '../columns.js'

/**
 * How many problems of an address are errors, and what was deleted and can be restored. The only error is a flow that
 * is not published, which no write lets an address refer to: 0 is right for every address that is there.
 */
export class HealthAndDeletedItems1700000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const c = columnsOf(runner.dataSource)
    await runner.query('alter table "address" add column "errorCount" integer not null default 0')
    await runner.createTable(
      table('deleted_item', {
        columns: [
          c.key('organisationId'),
          c.key('entityId'),
          c.text('entityType'),
          c.text('name'),
          c.text('content'),
          c.sorted('deletedAt'),
          c.text('deletedBy', { nullable: true }),
        ],
        indexes: [['organisationId', 'deletedAt'], ['deletedAt']],
      }),
    )
  }

  async down(): Promise<void> {
    throw new Error('Tables are not taken back: restore a backup')
  }
}
