import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DataSource } from 'typeorm'
import { afterEach, expect, test } from 'vitest'
import { connect } from '../data-source.js'
import { Naming } from '../naming.js'
import { NamesOfDeletedThings1700000000025 } from './0025-names-of-deleted-things.js'
import { MIGRATIONS } from './index.js'

const folder = mkdtempSync(join(tmpdir(), 'mailroom-migration-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what was deleted before is found by its name, too (R-DEL-1)', async () => {
  const database = join(folder, 'old.sqlite')
  const earlier = MIGRATIONS.slice(0, MIGRATIONS.indexOf(NamesOfDeletedThings1700000000025))
  const first = await new DataSource({
    type: 'better-sqlite3',
    database,
    migrations: [...earlier],
    namingStrategy: new Naming(),
  }).initialize()
  await first.runMigrations({ transaction: 'each' })
  const at = '2026-01-01T00:00:00.000Z'
  await first.query(`insert into organisation (id, slug, name, "nameKey", edition, limits, settings, version, "createdAt", "updatedAt")
    values ('org_a', 'acme', 'Acme', 'acme', 'CX_3', '{}', '{}', 1, '${at}', '${at}')`)
  await first.query(`insert into deleted_item ("organisationId", "entityId", "entityType", name, content, "deletedAt")
    values ('org_a', 'skl_a', 'Skill', 'Übergabe', '{}', '${at}')`)
  await first.destroy()

  const connections = await connect({ dialect: 'sqlite', path: database })
  expect(await connections.writer.query('select name, "nameKey" from deleted_item')).toEqual([
    { name: 'Übergabe', nameKey: 'übergabe' },
  ])
  await connections.close()
})
