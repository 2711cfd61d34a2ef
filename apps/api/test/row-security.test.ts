import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { TENANT_ENTITIES } from '../src/database/entities.js'
import { EVERY_ORGANISATION } from '../src/database/row-security.js'
import { administer } from './databases.js'
import { startHarness, type Harness } from './harness.js'

let harness: Harness
let other: { id: string }
let role: pg.Client
const name = `app_${randomBytes(6).toString('hex')}`

beforeAll(async () => {
  const server = inject('postgresUrl')
  const owner = `${server}/${name}`
  await administer(`${server}/postgres`, `create role ${name} login password 'app'`, `create database ${name}`)
  const url = owner.replace('mailroom:mailroom@', `${name}:app@`)
  harness = await startHarness('postgres', {}, { MAILROOM_DATABASE_URL: url, MAILROOM_DATABASE_OWNER_URL: owner })
  other = await harness.organisation('beta')
  role = new pg.Client(url)
  await role.connect()
})
afterAll(async () => {
  await role.end()
  await harness.stop()
  await administer(`${inject('postgresUrl')}/postgres`, `drop database ${name} with (force)`, `drop role ${name}`)
})

async function within<T>(scope: string | null, work: () => Promise<T>): Promise<T> {
  await role.query('begin')
  try {
    if (scope !== null) await role.query(`select set_config('mailroom.scope', $1, true)`, [scope])
    return await work()
  } finally {
    await role.query('rollback')
  }
}

const count = async (table: string) => Number((await role.query(`select count(*) from "${table}"`)).rows[0].count)

test('every table with an organisation is under a policy that binds its owner too, and the role owns nothing', async () => {
  const { rows } = await role.query(`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as secured,
      exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polqual is not null and p.polwithcheck is not null) as policy,
      pg_get_userbyid(c.relowner) as owner
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisationId'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`)
  const tenant = rows.filter(({ name }) => name !== 'reserved_name')
  expect(tenant).toHaveLength(TENANT_ENTITIES.length)
  for (const table of tenant) expect(table).toMatchObject({ secured: true, policy: true, owner: 'mailroom' })
})

test('without a scope nothing is seen, in a scope its own rows alone', async () => {
  for (const table of ['member', 'role', 'domain', 'audit_entry']) {
    const counts: number[] = []
    for (const scope of [null, harness.acme.id, other.id, EVERY_ORGANISATION]) {
      counts.push(await within(scope, () => count(table)))
    }
    const [none, acme, beta, all] = counts
    expect({ table, none, sum: acme! + beta! }).toEqual({ table, none: 0, sum: all })
    expect([acme, beta]).not.toContain(0)
  }
})

test('a row of another organisation is neither written, nor changed, nor deleted', async () => {
  const insert = `insert into skill ("organisationId", id, version, "createdAt", "updatedAt", name, "nameKey")
    values ($1, 'skl_x', 1, '', '', 'x', 'x')`
  await expect(within(harness.acme.id, () => role.query(insert, [other.id]))).rejects.toThrow(/row-level security/)
  await expect(within(null, () => role.query(insert, [other.id]))).rejects.toThrow(/row-level security/)
  await within(harness.acme.id, async () => {
    expect((await role.query(`update member set version = 9 where "organisationId" = $1`, [other.id])).rowCount).toBe(0)
    expect((await role.query(`delete from member where "organisationId" = $1`, [other.id])).rowCount).toBe(0)
  })
})

test('a scope ends with its transaction', async () => {
  await within(harness.acme.id, () => count('member'))
  expect(await count('member')).toBe(0)
})

test('the role changes no table', async () => {
  await expect(role.query('alter table member disable row level security')).rejects.toThrow(/owner/)
  await expect(role.query('create table mine (id text)')).rejects.toThrow(/permission denied/)
  await expect(role.query(`delete from migrations`)).rejects.toThrow(/permission denied/)
})
