import { TableForeignKey, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm'
import { columnsOf, table } from '../columns.js'

/** SMTP servers, and which domain sends by which. */
export class SmtpServers1700000000002 implements MigrationInterface {
  /** Only outside a transaction SQLite lets the references rest, without which a table built anew empties others. */
  readonly transaction = false

  async up(runner: QueryRunner): Promise<void> {
    const isSqlite = runner.dataSource.options.type !== 'postgres'
    if (isSqlite) await runner.query('pragma foreign_keys = off')
    await runner.startTransaction()
    try {
      await this.createTable(runner)
      await this.referFromDomains(runner)
      const broken = isSqlite ? ((await runner.query('pragma foreign_key_check')) as unknown[]) : []
      if (broken.length > 0) throw new Error('The database has references to rows that are not there')
      await runner.commitTransaction()
    } catch (reason) {
      await runner.rollbackTransaction()
      throw reason
    } finally {
      if (isSqlite) await runner.query('pragma foreign_keys = on')
    }
  }

  async down(): Promise<void> {
    throw new Error('Tables are not taken back: restore a backup')
  }

  private async createTable(runner: QueryRunner): Promise<void> {
    const c = columnsOf(runner.dataSource)
    const nullable = { nullable: true }
    await runner.createTable(
      table('smtp_server', {
        columns: [
          ...c.versioned(),
          c.text('name'),
          c.sorted('nameKey'),
          c.text('host'),
          c.integer('port'),
          c.text('security'),
          c.text('user', nullable),
          c.text('password', nullable),
          c.integer('maxMessageBytes'),
          c.boolean('keepAlive'),
          c.integer('idleSeconds'),
          c.text('lastTestedAt', nullable),
          c.text('lastTestResult', nullable),
        ],
        unique: [['organisationId', 'nameKey']],
        checks: { ck_smtp_server_password: `"password" IS NULL OR "security" <> 'NONE'` },
      }),
    )
  }

  private async referFromDomains(runner: QueryRunner): Promise<void> {
    const collation = runner.dataSource.options.type === 'postgres' ? ' collate "C"' : ''
    await runner.query(`alter table "domain" add column "smtpServerId" text${collation}`)
    await runner.query('alter table "domain" add column "smtpHost" text')
    await runner.query('alter table "domain" add column "smtpTestOk" boolean')
    await runner.createForeignKey(
      'domain',
      new TableForeignKey({
        columnNames: ['organisationId', 'smtpServerId'],
        referencedTableName: 'smtp_server',
        referencedColumnNames: ['organisationId', 'id'],
        onDelete: 'NO ACTION',
      }),
    )
    await runner.createIndex('domain', new TableIndex({ columnNames: ['organisationId', 'smtpServerId'] }))
  }
}
