import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Who made or last rolled an API key; null in older rows: nobody's rights limit them. */
export class MakersOfKeys1700000000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const collation = runner.dataSource.options.type === 'postgres' ? ' collate "C"' : ''
    await runner.query(`alter table "api_key" add column "makerId" text${collation}`)
    await runner.query('alter table "api_key" add column "makerName" text')
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['makerId', 'makerName']) await runner.query(`alter table "api_key" drop column "${column}"`)
  }
}
