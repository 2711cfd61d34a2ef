import type { MigrationInterface, QueryRunner } from 'typeorm'
import { columnsOf, table } from '../columns.js'

/** Links to a domain's records for whoever keeps its DNS, and the zone that the records are in. */
export class DnsShare1700000000020 implements MigrationInterface {
  /** The column is added as it is: a table that is built anew on SQLite takes along what refers to it. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table "domain" add column "dnsZone" text')
    const c = columnsOf(runner.dataSource)
    await runner.createTable(
      table('dns_share_link', {
        columns: [
          ...c.versioned(),
          c.sorted('domainId'),
          c.text('name'),
          c.text('createdBy'),
          c.sorted('codeHash'),
          c.text('expiresAt'),
          c.text('openedAt', { nullable: true }),
        ],
        references: [['domainId', 'domain', 'CASCADE']],
        unique: [['codeHash']],
        indexes: [['organisationId', 'domainId']],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('dns_share_link')
    await runner.query('alter table "domain" drop column "dnsZone"')
  }
}
