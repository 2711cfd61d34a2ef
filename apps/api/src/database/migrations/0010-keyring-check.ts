import type { MigrationInterface, QueryRunner } from 'typeorm'
import { columnsOf, table } from '../columns.js'

/** A sealed word by which a start sees that the key file belongs to the database. */
export class KeyringCheck1700000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const c = columnsOf(runner.dataSource)
    await runner.createTable(
      table('keyring_check', { ofOrganisation: false, columns: [c.key('id'), c.text('envelope')] }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('keyring_check')
  }
}
