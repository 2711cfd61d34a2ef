import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Organisations that the operator has suspended. By a plain statement: a copy of the table would cascade on SQLite. */
export class SuspendedOrganisations1700000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table "organisation" add column "suspendedAt" text')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table "organisation" drop column "suspendedAt"')
  }
}
