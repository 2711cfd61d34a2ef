import type { MigrationInterface, QueryRunner } from 'typeorm'
import { columnsOf, table } from '../columns.js'

/** Every published version of a flow (R-FLO-4). What was published before begins the list; by whom is not known. */
export class FlowVersions1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const c = columnsOf(runner.dataSource)
    const number = { ...c.integer('number'), isPrimary: true }
    const columns = [c.key('organisationId'), c.key('flowId'), number]
    await runner.createTable(
      table('flow_version', {
        columns: [...columns, c.text('definition'), c.text('publishedAt'), c.text('publishedBy', { nullable: true })],
        references: [['flowId', 'flow', 'CASCADE']],
        ofOrganisation: false,
      }),
    )
    const isPostgres = runner.dataSource.options.type === 'postgres'
    if (isPostgres) await runner.query(`select set_config('mailroom.scope', '*', true)`)
    await runner.query(`insert into "flow_version" ("organisationId", "flowId", "number", "definition", "publishedAt")
      select "organisationId", "id", "publishedVersion", "published", "updatedAt" from "flow" where "published" is not null`)
  }

  async down(): Promise<void> {
    throw new Error('Versions are not taken back: restore a backup')
  }
}
