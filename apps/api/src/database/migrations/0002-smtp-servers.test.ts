import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DataSource } from 'typeorm'
import { afterEach, expect, test } from 'vitest'
import { connect } from '../data-source.js'
import { Naming } from '../naming.js'
import { FirstTables1700000000001 } from './0001-first-tables.js'

const folder = mkdtempSync(join(tmpdir(), 'mailroom-migration-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const AT = `'2026-01-01T00:00:00.000Z'`
const STAMPS = `1, ${AT}, ${AT}`
/** A domain with what goes with it when it is deleted. */
const ROWS = [
  `insert into organisation values ('org_a', 'acme', 'Acme', 'acme', 'CX_3', '{}', '{}', ${STAMPS})`,
  `insert into domain ("organisationId", id, version, "createdAt", "updatedAt", name, "displayName", type, sender, reception,
     "ownershipToken", "dkimKeys", "recordStates", "sendReady", "receiveReady", "addressCount")
   values ('org_a', 'dom_a', ${STAMPS}, 'acme.example', 'acme.example', 'CUSTOM', 'PLATFORM', 'MX', 't', '[]', '[]', 0, 0, 1)`,
  `insert into address ("organisationId", id, version, "createdAt", "updatedAt", "domainId", "localPart", "addressKey", bcc,
     "bccCount", "routingKind", priority, history, "multipleActions", "redirectSecret", "problemCount")
   values ('org_a', 'adr_a', ${STAMPS}, 'dom_a', 'help', 'help@acme.example', '[]', 0, 'NONE', 0, 'NEVER', 0, 's', 0)`,
]

test('what refers to a domain survives that its table is built anew on SQLite', async () => {
  const database = join(folder, 'old.sqlite')
  const first = await new DataSource({
    type: 'better-sqlite3',
    database,
    migrations: [FirstTables1700000000001],
    namingStrategy: new Naming(),
  }).initialize()
  await first.runMigrations()
  for (const row of ROWS) await first.query(row)
  await first.destroy()

  const connections = await connect({ dialect: 'sqlite', path: database })
  const { writer } = connections
  expect(await writer.query('select id, name, "smtpServerId", "smtpTestOk" from domain')).toEqual([
    { id: 'dom_a', name: 'acme.example', smtpServerId: null, smtpTestOk: null },
  ])
  expect(await writer.query('select id, "domainId" from address')).toEqual([{ id: 'adr_a', domainId: 'dom_a' }])
  expect(await writer.query('pragma foreign_keys')).toEqual([{ foreign_keys: 1 }])
  expect(await writer.query('pragma foreign_key_check')).toEqual([])
  await expect(writer.query(`update domain set "smtpServerId" = 'smt_x'`)).rejects.toThrow(/FOREIGN KEY/)
  await writer.query('delete from domain')
  expect(await writer.query('select id from address')).toEqual([])
  await connections.close()
})
