import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asIntruder, DIALECTS, emptyDatabase } from '../../test/databases.js'
import { systemClock } from '../adapters/clock.js'
import { Database } from './database.js'

describe.each(DIALECTS)('the check of a start on %s', (dialect) => {
  let place: Awaited<ReturnType<typeof emptyDatabase>>
  let database: Database
  beforeEach(async () => {
    place = await emptyDatabase(dialect)
    database = await Database.open(place.target, systemClock)
  })
  afterEach(async () => {
    await database.close()
    await place.remove()
  })

  test('says how the database stores', async () => {
    const sqlite = { sqlite: expect.stringMatching(/^3\./), journalMode: 'wal', synchronous: 2, foreignKeys: 1 }
    const postgres = { server_version: expect.any(String), fsync: 'off', synchronous_commit: 'on' }
    expect(await database.facts()).toMatchObject(dialect === 'sqlite' ? sqlite : postgres)
  })

  test('refuses a database of a newer Mailroom, and leaves it as it is', async () => {
    await database.close()
    const insert = `insert into migrations (timestamp, name) values (1900000000000, 'Tomorrow1900000000000')`
    await asIntruder(place.target, insert)
    await expect(Database.open(place.target, systemClock)).rejects.toThrow(/newer Mailroom \(it has Tomorrow/)
    await asIntruder(place.target, `delete from migrations where name like 'Tomorrow%'`)
    database = await Database.open(place.target, systemClock)
  })
})

test('SQLite whose foreign keys are off is refused', async () => {
  const place = await emptyDatabase('sqlite')
  const database = await Database.open(place.target, systemClock)
  const { writer } = database['connections']
  await writer.query('pragma foreign_keys = off')
  await expect(database.facts()).rejects.toThrow(/foreignKeys/)
  await database.close()
  await place.remove()
})
