import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Whether a domain's SMTP server makes the DKIM signature; null in older rows: it does not. */
export class ServerSigns1700000000019 implements MigrationInterface {
  /** Added as it is: a table that is built anew on SQLite takes along what refers to it. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table "domain" add column "serverSigns" boolean')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table "domain" drop column "serverSigns"')
  }
}
