import { TableForeignKey, type MigrationInterface, type QueryRunner, type Table } from 'typeorm'
import { columnsOf, table } from '../columns.js'

/** Invitations, second factors, links for new passwords, known devices; members may be suspended. */
export class People1700000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const no = runner.dataSource.options.type === 'postgres' ? 'false' : '0'
    await runner.query(`alter table "member" add column "suspended" boolean not null default ${no}`)
    for (const column of ['ip', 'agent']) await runner.query(`alter table "session" add column "${column}" text`)
    for (const made of [...tablesOfPeople(runner), invitations(runner)]) await runner.createTable(made)
  }

  async down(): Promise<void> {
    throw new Error('People are not taken back: restore a backup')
  }
}

function tablesOfPeople(runner: QueryRunner): Table[] {
  const c = columnsOf(runner.dataSource)
  const nullable = { nullable: true }
  const secondFactor = [
    c.key('userId'),
    c.text('seed', nullable),
    c.text('pendingSeed', nullable),
    c.integer('lastStep'),
    c.text('confirmedAt', nullable),
  ]
  const byPerson = { ofOrganisation: false, indexes: [['userId']] }
  return [
    table('second_factor', { columns: secondFactor, ofOrganisation: false }),
    table('recovery_code', { ...byPerson, columns: [c.key('codeHash'), c.sorted('userId')] }),
    table('reset_link', { ...byPerson, columns: [c.key('codeHash'), c.sorted('userId'), c.text('expiresAt')] }),
    table('known_device', { ...byPerson, columns: [c.key('tokenHash'), c.key('userId'), c.text('createdAt')] }),
  ].map(ofPerson)
}

function ofPerson(made: Table): Table {
  made.addForeignKey(
    new TableForeignKey({
      columnNames: ['userId'],
      referencedTableName: 'user',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    }),
  )
  return made
}

function invitations(runner: QueryRunner): Table {
  const c = columnsOf(runner.dataSource)
  return table('invitation', {
    columns: [
      ...c.versioned(),
      c.text('email'),
      c.sorted('nameKey'),
      c.text('name', { nullable: true }),
      c.sorted('roleId'),
      c.text('skills'),
      c.text('languages'),
      c.text('invitedBy'),
      c.sorted('codeHash'),
      c.text('expiresAt'),
    ],
    references: [['roleId', 'role', 'CASCADE']],
    unique: [['organisationId', 'nameKey'], ['codeHash']],
    indexes: [['organisationId', 'roleId']],
  })
}
