import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm'
import { CHAIN_START, linkOf, type ChainedEntry } from '../audit-chain.js'
import { columnsOf, table } from '../columns.js'

const AT_ONCE = 500
const ADDED = [
  `"sequence" integer not null default 0`,
  `"actorKind" text not null default 'SYSTEM'`,
  `"actor" text not null default 'system'`,
  `"entityName" text`,
  `"ip" text`,
  `"requestId" text`,
  `"prevHash" text not null default ''`,
  `"hash" text not null default ''`,
]
const INDEXES = [['at'], ['entityId', 'at'], ['entityType', 'at'], ['actorId', 'at']]

/** API keys; the audit log as a chain that only grows; redirection targets found without their organisation. */
export class ApiKeysAndAuditChain1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    if (isPostgres(runner)) await runner.query(`select set_config('mailroom.scope', '*', true)`)
    await this.createApiKeys(runner)
    await runner.query(`create index "ix_address_redirectSecret" on "address" ("redirectSecret")`)
    await this.widenAuditLog(runner)
    await this.nameActors(runner)
    await this.chain(runner)
    await this.index(runner)
    await this.closeAuditLog(runner)
  }

  async down(): Promise<void> {
    throw new Error('An audit log is not taken back: restore a backup')
  }

  private async createApiKeys(runner: QueryRunner): Promise<void> {
    const c = columnsOf(runner.dataSource)
    const nullable = { nullable: true }
    const columns = [
      ...c.versioned(),
      c.text('name'),
      c.sorted('nameKey'),
      c.sorted('keyId'),
      c.text('lastFour'),
      c.text('secretHash'),
      c.text('previousHash', nullable),
      c.text('previousUntil', nullable),
      c.text('permissions'),
      c.boolean('operator'),
      c.text('expiresAt'),
      c.text('lastUsedAt', nullable),
    ]
    await runner.createTable(table('api_key', { columns, unique: [['organisationId', 'nameKey'], ['keyId']] }))
  }

  /** By plain statements: the query runner would copy the table on SQLite. */
  private async widenAuditLog(runner: QueryRunner): Promise<void> {
    const collated = isPostgres(runner) ? ' collate "C"' : ''
    await runner.query(`alter table "audit_entry" add column "actorId" text${collated}`)
    for (const column of ADDED) await runner.query(`alter table "audit_entry" add column ${column}`)
  }

  private async nameActors(runner: QueryRunner): Promise<void> {
    const person = `from "user" u where u.id = "audit_entry"."userId"`
    await runner.query(`update "audit_entry" set "actorId" = "userId", "actorKind" = 'USER', "actor" = coalesce(
      (select case when u.name = u.email then u.email else u.name || ' <' || u.email || '>' end ${person}), "userId")
      where "userId" is not null`)
    await runner.query(`alter table "audit_entry" drop column "userId"`)
  }

  /** What was written before becomes the beginning of the chain, in the order of its ids, which is that of time. */
  private async chain(runner: QueryRunner): Promise<void> {
    const [a, b, c, d, e] = isPostgres(runner) ? ['$1', '$2', '$3', '$4', '$5'] : ['?', '?', '?', '?', '?']
    const set = `update "audit_entry" set "sequence" = ${a}, "prevHash" = ${b}, "hash" = ${c}
      where "organisationId" = ${d} and id = ${e}`
    let last = { organisationId: '', id: '', sequence: 0, hash: CHAIN_START }
    for (;;) {
      const entries = await this.entriesAfter(runner, last)
      for (const entry of entries) {
        if (entry.organisationId !== last.organisationId) last = { ...last, sequence: 0, hash: CHAIN_START }
        const sequence = last.sequence + 1
        const hash = linkOf(last.hash, { ...entry, sequence })
        await runner.query(set, [sequence, last.hash, hash, entry.organisationId, entry.id])
        last = { organisationId: entry.organisationId, id: entry.id, sequence, hash }
      }
      if (entries.length < AT_ONCE) return
    }
  }

  private entriesAfter(
    runner: QueryRunner,
    { organisationId, id }: Pick<ChainedEntry, 'organisationId' | 'id'>,
  ): Promise<ChainedEntry[]> {
    const [first, second] = isPostgres(runner) ? ['$1', '$2'] : ['?', '?']
    return runner.query(
      `select * from "audit_entry" where ("organisationId", id) > (${first}, ${second}) order by "organisationId", id limit ${AT_ONCE}`,
      [organisationId, id],
    ) as Promise<ChainedEntry[]>
  }

  private async index(runner: QueryRunner): Promise<void> {
    const of = (columns: readonly string[], isUnique: boolean) =>
      new TableIndex({ columnNames: ['organisationId', ...columns], isUnique })
    await runner.query('drop index "ix_audit_entry_org_entityId"')
    await runner.createIndex('audit_entry', of(['sequence'], true))
    for (const columns of INDEXES) await runner.createIndex('audit_entry', of(columns, false))
  }

  /** When the organisation itself goes, its row is gone before those that follow. */
  private async closeAuditLog(runner: QueryRunner): Promise<void> {
    for (const statement of isPostgres(runner) ? POSTGRES_TRIGGERS : SQLITE_TRIGGERS) await runner.query(statement)
  }
}

const REFUSAL = 'The audit log only grows'
const STANDS = 'exists (select 1 from "organisation" o where o.id = old."organisationId")'

const SQLITE_TRIGGERS = [
  `create trigger "tr_audit_entry_update" before update on "audit_entry" begin select raise(abort, '${REFUSAL}'); end`,
  `create trigger "tr_audit_entry_delete" before delete on "audit_entry" when ${STANDS}
   begin select raise(abort, '${REFUSAL}'); end`,
]

const POSTGRES_TRIGGERS = [
  `create function "audit_entry_only_grows"() returns trigger language plpgsql as $$ begin
     if tg_op = 'DELETE' and not ${STANDS} then return old; end if;
     raise exception '${REFUSAL}';
   end $$`,
  `create trigger "tr_audit_entry_change" before update or delete on "audit_entry"
   for each row execute function "audit_entry_only_grows"()`,
  `create trigger "tr_audit_entry_truncate" before truncate on "audit_entry" execute function "audit_entry_only_grows"()`,
]

function isPostgres(runner: QueryRunner): boolean {
  return runner.dataSource.options.type === 'postgres'
}
