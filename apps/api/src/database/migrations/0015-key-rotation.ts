import type { MigrationInterface, QueryRunner } from 'typeorm'
import { columnsOf, table } from '../columns.js'

/** How far the secrets are sealed anew by a new key. */
export class KeyRotation1700000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const c = columnsOf(runner.dataSource)
    const nullable = { nullable: true }
    const columns = [c.key('kid'), c.text('at', nullable), c.text('after', nullable), c.text('finishedAt', nullable)]
    await runner.createTable(table('key_rotation', { ofOrganisation: false, columns }))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('key_rotation')
  }
}
