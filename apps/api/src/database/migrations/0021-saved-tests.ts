import type { MigrationInterface, QueryRunner } from 'typeorm'
import { columnsOf, table } from '../columns.js'

/** Mails with what is expected to become of them. */
export class SavedTests1700000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const c = columnsOf(runner.dataSource)
    await runner.createTable(
      table('saved_test', {
        columns: [...c.versioned(), c.text('name'), c.sorted('nameKey'), c.text('mail'), c.text('expected')],
        unique: [['organisationId', 'nameKey']],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('saved_test')
  }
}
