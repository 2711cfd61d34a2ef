import type { MigrationInterface, QueryRunner } from 'typeorm'
import { columnsOf, table } from '../columns.js'

/** What processes on one database share: counts of limiters, and tokens of the set-up page. */
export class SeveralProcesses1700000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const c = columnsOf(runner.dataSource)
    await runner.createTable(
      table('rate_limit', {
        ofOrganisation: false,
        columns: [c.key('key'), c.integer('points'), { name: 'expire', type: 'bigint', isNullable: true }],
      }),
    )
    await runner.createTable(
      table('set_up_token', { ofOrganisation: false, columns: [c.key('tokenHash'), c.sorted('createdAt')] }),
    )
  }

  async down(): Promise<void> {
    throw new Error('Tables are not taken back: restore a backup')
  }
}
