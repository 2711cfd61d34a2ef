import { TableForeignKey, type MigrationInterface, type QueryRunner } from 'typeorm'
import { columnsOf, table } from '../columns.js'

const INDEX_BEFORE = 'create index "ix_domain_record_change_org_domainId" on "domain_record_change"'

/** Rotation of DKIM keys, timelines that are read, and who is still to be told of a change. */
export class DomainTimeline1700000000003 implements MigrationInterface {
  /** Columns are added as they are: a table that is built anew on SQLite takes along what refers to it. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table "domain" add column "dkimRotation" text')
    await runner.query('alter table "domain_record_change" add column "event" text')
    await runner.query('alter table "domain_record_change" add column "host" text')
    await runner.query('drop index "ix_domain_record_change_org_domainId"')
    await runner.query(
      'create index "ix_domain_record_change_org_domainId_at" on "domain_record_change" ("organisationId", "domainId", "at")',
    )
    await runner.query(
      'create index "ix_domain_record_change_org_at" on "domain_record_change" ("organisationId", "at")',
    )
    await this.createNotices(runner)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('domain_notice')
    await runner.query('drop index "ix_domain_record_change_org_at"')
    await runner.query('drop index "ix_domain_record_change_org_domainId_at"')
    await runner.query(`${INDEX_BEFORE} ("organisationId", "domainId")`)
    for (const column of ['event', 'host'])
      await runner.query(`alter table "domain_record_change" drop column "${column}"`)
    await runner.query('alter table "domain" drop column "dkimRotation"')
  }

  private async createNotices(runner: QueryRunner): Promise<void> {
    const c = columnsOf(runner.dataSource)
    const notice = table('domain_notice', {
      columns: [
        ...c.tenant(),
        c.sorted('domainId'),
        c.sorted('userId'),
        c.text('changes'),
        c.integer('attempts'),
        c.sorted('nextAt', { nullable: true }),
        c.sorted('toldAt', { nullable: true }),
      ],
      references: [['domainId', 'domain', 'CASCADE']],
      indexes: [['nextAt'], ['organisationId', 'domainId'], ['userId']],
    })
    notice.addForeignKey(
      new TableForeignKey({
        columnNames: ['userId'],
        referencedTableName: 'user',
        referencedColumnNames: ['id'],
        onDelete: 'CASCADE',
      }),
    )
    await runner.createTable(notice)
  }
}
