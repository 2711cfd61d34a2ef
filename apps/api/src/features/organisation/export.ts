import { SECRETS } from '../../database/audit.js'
import type { Database, EntityMetadata } from '../../database/database.js'
import { TENANT_ENTITIES } from '../../database/entities.js'
import { join, raw, sql, type Sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { OrganisationEntity } from './organisation.entity.js'

const AT_ONCE = 500
const FORMAT = 'mailroom-organisation-1'

type Row = Record<string, unknown>

/**
 * Everything of one organisation as JSON, in pieces: the same rows make the same text, on either database. Without
 * secrets: what proves a person or key, private keys and passwords of servers are left out.
 */
export async function* exportOrganisation(database: Database, rows: TenantRows): AsyncGenerator<string> {
  const own = sql`id = ${rows.organisationId}`
  const organisation = database.metadataOf(OrganisationEntity)
  const [row] = await rows.all<Row>(sql`select * from organisation where ${own}`)
  yield `{\n"format": ${JSON.stringify(FORMAT)},\n"organisation": ${textOf(row ?? {}, organisation)},\n`
  yield `"people": [${(await loadPeople(rows)).map((each) => `\n${JSON.stringify(each)}`).join(',')}\n],\n"tables": {`
  const tables = TENANT_ENTITIES.map((entity) => database.metadataOf(entity))
  const named = tables.toSorted((a, b) => (a.tableName < b.tableName ? -1 : 1))
  for (const [index, table] of named.entries()) {
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(table.tableName)}: [`
    let separator = ''
    for await (const each of rowsOf(rows, table)) {
      yield `${separator}\n${textOf(each, table)}`
      separator = ','
    }
    yield '\n]'
  }
  yield '\n}\n}\n'
}

/** Rows of a table in the order of their keys, by pages. */
async function* rowsOf(rows: TenantRows, table: EntityMetadata): AsyncGenerator<Row> {
  const keys = table.primaryColumns.map(({ databaseName }) => databaseName).filter((name) => name !== 'organisationId')
  const columns = raw(keys.map((name) => `"${name}"`).join(', '))
  const from = sql`select * from ${raw(`"${table.tableName}"`)} where "organisationId" = ${rows.organisationId}`
  let after: Sql = raw('')
  for (;;) {
    const page = await rows.all<Row>(sql`${from}${after} order by ${columns} limit ${AT_ONCE}`)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < AT_ONCE) return
    const values = keys.map((name) => sql`${last[name]}`)
    after = sql` and (${columns}) > (${join(values, ', ')})`
  }
}

function loadPeople(rows: TenantRows): Promise<Row[]> {
  return rows.all<Row>(sql`select u.id, u.email, u.name, u.locale from "user" u
    join member m on m."userId" = u.id where m."organisationId" = ${rows.organisationId} order by u.id`)
}

function textOf(row: Row, { columns }: EntityMetadata): string {
  const shown = columns.filter(({ databaseName }) => !SECRETS.has(databaseName))
  const named = shown.toSorted((a, b) => (a.databaseName < b.databaseName ? -1 : 1))
  return JSON.stringify(Object.fromEntries(named.map((column) => [column.databaseName, valueOf(row, column)])))
}

function valueOf(row: Row, { databaseName, type }: EntityMetadata['columns'][number]): unknown {
  const value = row[databaseName] ?? null
  if (value === null) return null
  if (type === 'boolean') return Boolean(value)
  return type === 'simple-json' ? withoutSecrets(JSON.parse(value as string)) : value
}

/** Also what was deleted and can be restored has its secrets. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([name]) => !SECRETS.has(name))
  return Object.fromEntries(members.map(([name, member]) => [name, withoutSecrets(member)]))
}
