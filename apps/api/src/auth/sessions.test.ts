import { expect, test } from 'vitest'
import { emptyDatabase } from '../../test/databases.js'
import { Database } from '../database/database.js'
import { sql } from '../database/sql.js'
import { UserEntity } from '../features/access/access.entity.js'
import { newUser } from './auth.service.js'
import { Sessions } from './sessions.js'

const HOUR = 60 * 60 * 1000

test('a session ends after 8 idle hours, and after 7 days whatever happens', async () => {
  const place = await emptyDatabase('sqlite')
  const time = { now: Date.parse('2026-11-22T12:00:00Z') }
  const clock = { now: () => time.now }
  const database = await Database.open(place.target, clock)
  const sessions = new Sessions(database, clock)
  const user = newUser('Ada', 'ada@acme.example', 'x', new Date(time.now).toISOString(), false)
  await database.writeInstallation((unit) => unit.installation(UserEntity).insert(user))

  const idle = await sessions.start(user.id)
  time.now += 7 * HOUR
  expect(await sessions.find(idle.token)).not.toBeNull()
  time.now += 9 * HOUR
  expect(await sessions.find(idle.token)).toBeNull()

  const busy = await sessions.start(user.id)
  for (let hours = 0; hours < 7 * 24; hours += 6) {
    expect(await sessions.find(busy.token)).not.toBeNull()
    time.now += 6 * HOUR
  }
  time.now += HOUR
  expect(await sessions.find(busy.token)).toBeNull()

  const ended = await sessions.start(user.id)
  await sessions.end(ended.principal.sessionHash!)
  expect(await sessions.find(ended.token)).toBeNull()
  await sessions.start(user.id)
  time.now += 8 * 24 * HOUR
  await sessions.forgetOver()
  expect(await database.readInstallation().all(sql`select 1 from session`)).toEqual([])
  await database.close()
  await place.remove()
})
