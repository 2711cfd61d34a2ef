import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { EntityMetadata } from 'typeorm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { INSTALLATION_ENTITIES, TENANT_ENTITIES } from '../src/database/entities.js'
import { raw, sql } from '../src/database/sql.js'
import { SECRETS } from '../src/database/audit.js'
import { configure } from './configured.js'
import { DIALECTS } from './databases.js'
import { Client, startHarness, type Harness } from './harness.js'

/** In every text that this test puts into the organisation. */
const MARK = 'zqplantedqz'
const SLUG = 'zqofboardqz'
const DELETE = `mutation ($input: DeleteOrganizationInput!) { deleteOrganization(input: $input) { deletedId problems { code } } }`

describe.each(DIALECTS)('an organisation that goes on %s', (dialect) => {
  let harness: Harness
  let gone: Awaited<ReturnType<Harness['organisation']>>
  let stays: Awaited<ReturnType<Harness['organisation']>>
  let operatorCount: number

  beforeAll(async () => {
    harness = await startHarness(dialect)
    gone = await harness.organisation(SLUG)
    stays = await harness.organisation('stays')
    await fill(gone, MARK)
    await fill(stays, 'kept')
    operatorCount = (await tableNames()).length
  })
  afterAll(() => harness.stop())

  test('has a row in every table of organisations, so that nothing is forgotten', async () => {
    for (const { tableName } of TENANT_ENTITIES.map(metadata)) {
      expect([tableName, await countOf(tableName, gone.id)]).toEqual([tableName, expect.any(Number)])
      expect(await countOf(tableName, gone.id), tableName).toBeGreaterThan(0)
    }
    expect(operatorCount).toBeGreaterThanOrEqual(TENANT_ENTITIES.length + INSTALLATION_ENTITIES.length)
  })

  test('its export has everything but secrets, alike each time, for those alone who may see all of it', async () => {
    const get = (client: Client, slug = SLUG) =>
      harness.app.server.inject({ url: `/export/${slug}`, headers: { cookie: client.cookie } })
    const first = await get(gone.owner)
    expect([first.statusCode, first.headers['content-disposition']]).toEqual([
      200,
      `attachment; filename="${SLUG}.json"`,
    ])
    const parsed = JSON.parse(first.body)
    const rows = Object.entries<object[]>(parsed.tables)
    expect(rows.map(([table]) => table).toSorted()).toEqual(
      TENANT_ENTITIES.map((each) => metadata(each).tableName).toSorted(),
    )
    expect(rows.filter(([, each]) => each.length === 0).map(([table]) => table)).toEqual([])
    expect(parsed.organisation).toMatchObject({ id: gone.id, slug: SLUG, suspendedAt: null })
    expect(parsed.people.map(({ email }: { email: string }) => email)).toContain(`owner@${SLUG}.example`)
    expect(first.body).not.toContain(stays.id.slice(4))
    expect((await get(gone.owner)).body).toBe(first.body)
    expect(namesIn(parsed).filter((name) => SECRETS.has(name))).toEqual([])
    for (const { name, value } of await secretValues(gone.id)) expect(first.body.includes(value), name).toBe(false)
    expect((await get(stays.owner)).statusCode).toBe(404)
    expect((await get(harness.operator)).statusCode, 'no member').toBe(403)
    expect((await get(new Client(harness.app))).statusCode).toBe(401)
    expect((await get(gone.owner, 'nowhere')).statusCode).toBe(404)
  })

  test('every column that may prove something is a secret of exports, or named here', () => {
    const harmless = new Set([
      'hash',
      'prevHash',
      'keyId',
      'lastFour',
      'dkimSelector',
      'nameKey',
      'addressKey',
      'fromNameKey',
      'key',
    ])
    const suspicious = TENANT_ENTITIES.map(metadata).flatMap(({ tableName, columns }) =>
      columns
        .map(({ databaseName }) => databaseName)
        .filter((name) => /secret|password|hash|token|key|code/i.test(name))
        .filter((name) => !SECRETS.has(name) && !harmless.has(name))
        .map((name) => `${tableName}.${name}`),
    )
    expect(suspicious).toEqual([])
  })

  test('nothing of it stays but the reservation of its names (R-ORG-3), and another loses nothing', async () => {
    const before = await counts(stays.id)
    const { organization } = await gone.owner.data(`{ organization(slug: "${SLUG}") { version } }`)
    const input = { id: gone.id, expectedVersion: organization.version, confirmName: SLUG }
    expect(await found(), 'before').not.toEqual([])
    const dry = await harness.operator.data(DELETE, { input: { ...input, dryRun: true } })
    expect(dry.deleteOrganization.deletedId).toBe(gone.id)
    const { deleteOrganization } = await harness.operator.data(DELETE, { input })
    expect(deleteOrganization).toEqual({ deletedId: gone.id, problems: [] })
    expect((await gone.owner.ask('{ viewer { user { id } } }')).data.viewer).toBeNull()
    expect(await found()).toEqual([])
    expect(await counts(stays.id)).toEqual(before)
    expect((await stays.owner.data('{ viewer { user { name } } }')).viewer.user.name).toBe('Owner of stays')
    if (harness.target.dialect === 'sqlite') {
      await harness.app.database.scrub()
      expect(inFiles(dirname(harness.target.path))).toEqual([])
    }
  })

  const metadata = (entity: (typeof TENANT_ENTITIES | typeof INSTALLATION_ENTITIES)[number]) =>
    harness.app.database.metadataOf(entity)

  /** By the API, and where that leaves a table empty by rows that are made of its columns. */
  async function fill(organisation: typeof gone, mark: string): Promise<void> {
    const { owner, id } = organisation
    await configure(owner, organisation, `${mark} `)
    const { organization } = await owner.data(`{ organization(slug: "${organisation.slug}") { domains { id } } }`)
    await owner.data(
      'mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { emailAddress { id } problems { code } } }',
      {
        input: {
          domainId: organization.domains[0].id,
          localPart: mark,
          settings: { fromName: mark },
          idempotencyKey: mark,
        },
      },
    )
    await harness.app.database.writeInstallation(async (unit) => {
      const people = await unit.all<{ userId: string }>(sql`select "userId" from member where "organisationId" = ${id}`)
      const ofPeople = INSTALLATION_ENTITIES.map(metadata).filter(({ columns }) =>
        columns.some(({ databaseName }) => databaseName === 'userId'),
      )
      for (const { userId } of people) {
        for (const table of ofPeople) {
          const there = await unit.first(sql`select 1 from ${raw(`"${table.tableName}"`)} where "userId" = ${userId}`)
          if (!there) await unit.all(rowFor(table, mark, { userId }))
        }
      }
      for (const table of inOrder(TENANT_ENTITIES.map(metadata))) {
        const own = sql`"organisationId" = ${id}`
        if (await unit.first(sql`select 1 from ${raw(`"${table.tableName}"`)} where ${own}`)) continue
        const referred: Record<string, unknown> = { organisationId: id, userId: people[0]!.userId }
        for (const { columnNames, referencedColumnNames, referencedEntityMetadata: other } of table.foreignKeys) {
          if (other.tableName === table.tableName || other.tableName === 'organisation') continue
          const where = other.columns.some(({ databaseName }) => databaseName === 'organisationId')
            ? own
            : sql`id = ${people[0]!.userId}`
          const row = await unit.first<Record<string, unknown>>(
            sql`select * from ${raw(`"${other.tableName}"`)} where ${where}`,
          )
          columnNames.forEach((name, index) => (referred[name] = row?.[referencedColumnNames[index]!]))
        }
        await unit.all(rowFor(table, mark, referred))
      }
    })
  }

  function rowFor(table: EntityMetadata, mark: string, given: Record<string, unknown>) {
    const columns = table.columns.map(({ databaseName, type, isNullable }) => {
      if (databaseName in given) return [databaseName, given[databaseName]] as const
      if (type === 'boolean') return [databaseName, raw(dialect === 'sqlite' ? '1' : 'true')] as const
      if (type === 'integer' || type === 'bigint') return [databaseName, 1] as const
      if (type === 'simple-json')
        return [databaseName, JSON.stringify({ [mark]: mark, password: `${mark} password` })] as const
      return [
        databaseName,
        isNullable && table.foreignKeys.some(({ columnNames }) => columnNames.includes(databaseName))
          ? null
          : `${mark} ${table.tableName} ${databaseName}`,
      ] as const
    })
    const names = raw(columns.map(([name]) => `"${name}"`).join(', '))
    const values = columns.map(([, value]) => sql`${value}`).reduce((all, each) => sql`${all}, ${each}`)
    return sql`insert into ${raw(`"${table.tableName}"`)} (${names}) values (${values})`
  }

  async function tableNames(): Promise<string[]> {
    const query =
      dialect === 'sqlite'
        ? sql`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
        : sql`select tablename as name from pg_tables where schemaname = 'public'`
    return (await harness.app.database.readInstallation().all<{ name: string }>(query)).map(({ name }) => name)
  }

  /** Every table and column that says something of the organisation. */
  async function found(): Promise<string[]> {
    const places: string[] = []
    for (const name of await tableNames()) {
      const rows = await harness.app.database
        .readInstallation()
        .all<Record<string, unknown>>(sql`select * from ${raw(`"${name}"`)}`)
      const telling = rows.flatMap((row) => Object.keys(row).filter((column) => tells(String(row[column]))))
      if (name !== 'reserved_name') places.push(...telling.map((column) => `${name}.${column}`))
    }
    return [...new Set(places)]
  }

  function tells(text: string): boolean {
    return [gone.id.slice(4), SLUG, MARK].some((each) => text.toLowerCase().includes(each))
  }

  /** Files that still have it; that of the database has the reservation, so it is looked through for what else there was. */
  function inFiles(folder: string): string[] {
    return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(MARK))
  }

  async function countOf(table: string, organisationId: string): Promise<number> {
    const counted = await harness.app.database
      .readInstallation()
      .first<{ n: number }>(
        sql`select cast(count(*) as integer) as n from ${raw(`"${table}"`)} where "organisationId" = ${organisationId}`,
      )
    return counted!.n
  }

  async function counts(organisationId: string) {
    const all = TENANT_ENTITIES.map(metadata).map(async ({ tableName }) => [
      tableName,
      await countOf(tableName, organisationId),
    ])
    return Promise.all(all)
  }

  /** What stands in columns of secrets. */
  async function secretValues(organisationId: string): Promise<{ name: string; value: string }[]> {
    const columns = TENANT_ENTITIES.map(metadata).flatMap((table) =>
      table.columns.map(({ databaseName }) => ({ table: table.tableName, column: databaseName })),
    )
    const found: { name: string; value: string }[] = []
    for (const { table, column } of columns.filter((each) => SECRETS.has(each.column))) {
      const rows = await harness.app.database
        .readInstallation()
        .all<{ value: string | null }>(
          sql`select ${raw(`"${column}"`)} as value from ${raw(`"${table}"`)} where "organisationId" = ${organisationId}`,
        )
      const values = rows.map(({ value }) => value ?? '').filter((value) => value !== '' && value !== '[]')
      found.push(...values.map((value) => ({ name: `${table}.${column}`, value })))
    }
    expect(found.length).toBeGreaterThan(0)
    return found
  }
})

/** What others refer to comes first. */
function inOrder(tables: readonly EntityMetadata[]): EntityMetadata[] {
  const placed: EntityMetadata[] = []
  const place = (table: EntityMetadata): void => {
    if (placed.includes(table)) return
    const others = table.foreignKeys.map(({ referencedEntityMetadata }) => referencedEntityMetadata)
    for (const other of others) if (other !== table && tables.includes(other)) place(other)
    placed.push(table)
  }
  tables.forEach(place)
  return placed
}

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => [name, ...namesIn(member)])
}
