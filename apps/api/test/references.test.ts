import { randomBytes } from 'node:crypto'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { getMetadataArgsStorage } from 'typeorm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DatabaseTarget } from '../src/config.js'
import { TENANT_ENTITIES } from '../src/database/entities.js'
import { fill } from './crawler-world.js'
import { DIALECTS } from './databases.js'
import { startHarness, type Harness } from './harness.js'

type Row = Record<string, unknown>

/** A column that refers to a row of the same organisation. */
interface Reference {
  readonly table: string
  readonly column: string
  readonly to: string
}

/** Columns that look like references and are none, and why. */
const NO_REFERENCES: Readonly<Record<string, string>> = {
  'audit_entry.actorId': 'who acted may be gone',
  'audit_entry.entityId': 'what was changed may be gone',
  'audit_entry.requestId': 'of a request',
  'member.userId': 'people belong to the installation',
  'domain_notice.userId': 'people belong to the installation',
  'api_key.makerId': 'people belong to the installation',
  'api_key.keyId': 'part of the key',
  'deleted_item.entityId': 'what was deleted is gone',
  'flow_reference.targetId': 'of several kinds; made of a definition whose references were checked',
}

const storage = getMetadataArgsStorage()
const inherits = (entity: abstract new () => object, target: unknown) =>
  entity === target || entity.prototype instanceof (target as never)
const TABLES = TENANT_ENTITIES.map((entity) => ({
  name: storage.tables.find((table) => table.target === entity)!.name!,
  columns: storage.columns.filter(({ target }) => inherits(entity, target)),
  unique: storage.indices
    .filter(({ target, unique }) => inherits(entity, target) && unique)
    .flatMap(({ columns }) => columns as string[]),
  foreignKeys: storage.foreignKeys.filter(({ target }) => inherits(entity, target)),
}))
const REFERENCES: readonly Reference[] = TABLES.flatMap(({ name, foreignKeys }) =>
  foreignKeys
    .map(({ columnNames, type }) => ({
      table: name,
      column: columnNames?.[1] ?? '',
      to: String(type),
      first: columnNames?.[0],
    }))
    .filter(({ column, first }) => column !== '' && first === 'organisationId'),
)

test('every column that names a thing refers to it within the organisation', () => {
  const columns = TABLES.flatMap(({ name, columns: all }) =>
    all
      .filter(({ propertyName }) => /.Id$/.test(propertyName) && propertyName !== 'organisationId')
      .map(({ propertyName }) => `${name}.${propertyName}`),
  )
  const bound = new Set(REFERENCES.map(({ table, column }) => `${table}.${column}`))
  const loose = columns.filter((column) => !bound.has(column) && !(column in NO_REFERENCES))
  expect(loose, 'add References to the entity, or the reason to NO_REFERENCES').toEqual([])
})

describe.each(DIALECTS)('references on %s', (dialect) => {
  let harness: Harness
  let own: string
  let foreign: string
  let connections: Connection[]
  beforeAll(async () => {
    harness = await startHarness(dialect)
    const here = await harness.organisation('beta')
    const there = await harness.organisation('gamma')
    await harness.operator.data(
      'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { problems { code } } }',
      { input: { id: here.id, expectedVersion: 1, limits: [{ key: 'domains', limit: 5 }] } },
    )
    await fill(here.owner, here, '')
    await fill(there.owner, there, 'other')
    own = here.id
    foreign = there.id
    connections = await connect(harness.target)
  }, 60_000)
  afterAll(async () => {
    for (const connection of connections) await connection.close()
    await harness.stop()
  })

  test.each(REFERENCES)('$table $column takes a $to of the own organisation alone', async (reference) => {
    for (const connection of connections) {
      const write = (organisation: string) =>
        connection.undone(own, async (run) => {
          const row = await exampleOf(run, reference, own)
          const [target] = await idsOf(reference.to, organisation)
          expect(target, `a ${reference.to} of each organisation to try with`).toBeDefined()
          await insert(run, reference.table, { ...row, [reference.column]: target })
        })
      await expect(write(own), connection.name).resolves.toBeUndefined()
      await expect(write(foreign), connection.name).rejects.toThrow(/foreign key/i)
    }
  })

  /** Ids are looked up as the owner: the application's role does not see them. */
  const idsOf = async (table: string, organisation: string): Promise<unknown[]> => {
    const rows = await connections[0]!.query(
      `select id from "${table}" where "organisationId" = '${organisation}' order by id desc`,
    )
    return rows.map(({ id }) => id)
  }

  const strangerTo = async (organisation: string): Promise<unknown> => {
    const members = `select "userId" from member where "organisationId" = '${organisation}'`
    return (await connections[0]!.query(`select id from "user" where id not in (${members})`))[0]!['id']
  }

  /** A row of the table that nothing else is like, with references of its own organisation. */
  async function exampleOf(run: Run, { table, column }: Reference, organisation: string): Promise<Row> {
    const { columns, unique, foreignKeys } = TABLES.find(({ name }) => name === table)!
    const rows = await run(`select * from "${table}" where "organisationId" = '${organisation}'`)
    const found = rows.find((row) => row[column] !== null) ?? rows[0]
    const row: Row = found ?? { organisationId: organisation }
    const hasId = columns.some(({ propertyName }) => propertyName === 'id')
    if (found && !hasId) await run(`delete from "${table}" where "organisationId" = '${organisation}'`)
    for (const { propertyName, options } of columns) {
      if (propertyName === 'organisationId') continue
      const key = foreignKeys.find(({ columnNames }) => columnNames?.at(-1) === propertyName)
      const isKey = options.primary === true || unique.includes(propertyName)
      const isPerson = key?.type === 'user'
      if (isPerson || (key && !found && !options.nullable)) {
        row[propertyName] = isPerson
          ? await strangerTo(organisation)
          : (await idsOf(String(key!.type), organisation))[0]
      } else if (!key && isKey && row[propertyName] !== null) row[propertyName] = fresh(options.type)
      else if (!found && !options.nullable) row[propertyName] = fresh(options.type)
    }
    return row
  }
})

const fresh = (type: unknown): unknown => {
  if (type === 'integer') return 1_000_000
  if (type === 'boolean') return 0
  return type === 'simple-json' ? '[]' : `x${randomBytes(8).toString('hex')}`
}

type Run = (statement: string, values?: readonly unknown[]) => Promise<Row[]>

/** Somebody at the database itself. */
interface Connection {
  readonly name: string
  readonly query: Run
  /** Does it in a transaction that is rolled back. */
  undone(scope: string, work: (run: Run) => Promise<void>): Promise<void>
  close(): Promise<void>
}

async function connect(target: DatabaseTarget): Promise<Connection[]> {
  if (target.dialect === 'sqlite') return [sqliteConnection(target.path)]
  return [
    await postgresConnection('the owner', target.ownerUrl!),
    await postgresConnection('the application', target.url),
  ]
}

function sqliteConnection(path: string): Connection {
  const database = new Sqlite(path)
  const query: Run = async (statement, values = []) => {
    const prepared = database.prepare(statement.replaceAll(/\$\d+/g, '?'))
    if (prepared.reader) return prepared.all(...values) as Row[]
    prepared.run(...values)
    return []
  }
  return connection('SQLite', query, 'begin immediate', async () => void database.close())
}

async function postgresConnection(name: string, url: string): Promise<Connection> {
  const client = new pg.Client(url)
  await client.connect()
  const query: Run = async (statement, values = []) => (await client.query(statement, [...values])).rows as Row[]
  return connection(
    name,
    query,
    'begin',
    () => client.end(),
    (scope) => query(`select set_config('mailroom.scope', $1, true)`, [scope]),
  )
}

function connection(
  name: string,
  query: Run,
  begin: string,
  close: () => Promise<void>,
  enter: (scope: string) => Promise<unknown> = async () => undefined,
): Connection {
  const undone: Connection['undone'] = async (scope, work) => {
    await query(begin)
    try {
      await enter(scope)
      await work(query)
    } finally {
      await query('rollback')
    }
  }
  return { name, query, undone, close }
}

async function insert(run: Run, table: string, row: Row): Promise<void> {
  const names = Object.keys(row)
  const places = names.map((_, index) => `$${index + 1}`)
  await run(
    `insert into "${table}" (${names.map((name) => `"${name}"`).join(', ')}) values (${places.join(', ')})`,
    Object.values(row),
  )
}
