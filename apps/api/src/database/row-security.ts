import type { DataSource } from 'typeorm'
import { TENANT_ENTITIES } from './entities.js'

/** The scope of work that belongs to no organisation: sign-in, lists for operators, jobs' agendas. */
export const EVERY_ORGANISATION = '*'

const POLICY = 'organisation_scope'
const SCOPE = `current_setting('mailroom.scope', true)`
const IN_SCOPE = `("organisationId" = ${SCOPE} or ${SCOPE} = '${EVERY_ORGANISATION}')`

/**
 * A statement that limits the rest of the transaction to one organisation's rows. Without it nothing is seen and nothing
 * can be written.
 */
export function enterScope(scope: string): string {
  if (!/^(org_[0-9a-z]+|\*)$/.test(scope)) throw new Error('A scope is an organisation id')
  return `select set_config('mailroom.scope', '${scope}', true)`
}

/** Puts every tenant table under row-level security, for its owner too. Tables that are, stay untouched. */
export async function protectRows(owner: DataSource): Promise<void> {
  const tables = TENANT_ENTITIES.map((entity) => owner.getMetadata(entity).tableName)
  const secured: { name: string }[] = await owner.query(
    `select c.relname as name from pg_class c join pg_policy p on p.polrelid = c.oid
     where c.relnamespace = current_schema()::regnamespace
       and c.relrowsecurity and c.relforcerowsecurity and p.polname = $1`,
    [POLICY],
  )
  const done = new Set(secured.map(({ name }) => name))
  for (const table of tables.filter((name) => !done.has(name))) {
    await owner.query(`alter table "${table}" enable row level security, force row level security`)
    await owner.query(`create policy ${POLICY} on "${table}" using ${IN_SCOPE} with check ${IN_SCOPE}`)
  }
}

/** Lets the role that serves requests read and write rows, and nothing else. */
export async function admitRole(owner: DataSource, role: string): Promise<void> {
  const name = `"${role.replaceAll('"', '""')}"`
  await owner.query(`grant usage on schema public to ${name}`)
  await owner.query(`grant select, insert, update, delete on all tables in schema public to ${name}`)
  await owner.query(`revoke insert, update, delete on migrations from ${name}`)
}
