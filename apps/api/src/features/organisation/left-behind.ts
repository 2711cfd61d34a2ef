import type { EntityMetadata } from '../../database/database.js'
import { TENANT_ENTITIES } from '../../database/entities.js'
import { raw, sql } from '../../database/sql.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'

/** Ids of people who are members of this organisation and of no other, and who do not operate the installation. */
export async function loadPeopleOfAlone(uow: UnitOfWork): Promise<string[]> {
  const found = await uow.everywhere.all<{ id: string }>(sql`
    select u.id from "user" u join member m on m."userId" = u.id
    where m."organisationId" = ${uow.organisationId} and not u.operator and not exists (
      select 1 from member o where o."userId" = u.id and o."organisationId" <> ${uow.organisationId})`)
  return found.map(({ id }) => id)
}

/** What only goes with the organisation itself. */
const BY_CASCADE = new Set(['audit_entry'])

/**
 * Deletes every row of the organisation but its own and its audit log, what refers to others first: PostgreSQL does not
 * let a cascade pass by references between the rows that it deletes.
 */
export async function deleteRows(uow: UnitOfWork): Promise<void> {
  const tables = TENANT_ENTITIES.map((entity) => uow.manager.connection.getMetadata(entity))
  for (const { tableName } of referredLast(tables)) {
    if (BY_CASCADE.has(tableName)) continue
    await uow.all(sql`delete from ${raw(`"${tableName}"`)} where "organisationId" = ${uow.organisationId}`)
  }
}

function referredLast(tables: readonly EntityMetadata[]): EntityMetadata[] {
  const placed = new Set<EntityMetadata>()
  const place = (table: EntityMetadata): void => {
    const referring = tables.filter((other) =>
      other.foreignKeys.some(({ referencedEntityMetadata }) => referencedEntityMetadata === table),
    )
    for (const other of referring) if (other !== table && !placed.has(other)) place(other)
    placed.add(table)
  }
  for (const table of tables) if (!placed.has(table)) place(table)
  return [...placed]
}

/** Kept answers to creates that were made in the organisation, or that made it: every id in them carries its own. */
export async function forgetAnswers(uow: UnitOfWork): Promise<void> {
  const mark = `%${uow.organisationId.slice(4)}%`
  await uow.all(sql`delete from idempotency_key where owner = ${uow.organisationId} or answer like ${mark}`)
}
