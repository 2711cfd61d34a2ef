import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Whether the text of a canned response was given: so far nobody knows, so the texts that are there stay. */
export class OwnTextOfResponses1700000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const yes = runner.dataSource.options.type === 'postgres' ? 'true' : '1'
    await runner.query(`alter table "canned_response" add column "ownText" boolean not null default ${yes}`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table "canned_response" drop column "ownText"')
  }
}
