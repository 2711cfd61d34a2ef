import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../adapters/clock.js'
import { Database } from '../database/database.js'
import { sql } from '../database/sql.js'
import { emptyDatabase } from '../../test/databases.js'
import { limiterStore, type LimiterStore } from './limiter-store.js'

const OPTIONS = { name: 'guess', points: 3, duration: 60 }

/** How many of the attempts pass. */
async function passes(limiters: readonly LimiterStore[], attempts: number, key = 'ada'): Promise<number> {
  const limiter = limiters.map((make) => make(OPTIONS))
  let passed = 0
  for (let i = 0; i < attempts; i++)
    await limiter[i % limiter.length]!.consume(key).then(
      () => passed++,
      () => undefined,
    )
  return passed
}

test('in one process limiters of one name that are made apart count apart, and refusals are told', async () => {
  const refused: string[] = []
  expect(await passes([limiterStore(null, (name) => refused.push(name))], 5)).toBe(3)
  expect(refused).toEqual(['guess', 'guess'])
})

describe('on PostgreSQL', () => {
  let place: Awaited<ReturnType<typeof emptyDatabase>>
  let database: Database
  beforeAll(async () => {
    place = await emptyDatabase('postgres')
    database = await Database.open(place.target, systemClock)
  })
  afterAll(async () => {
    await database.close()
    await place.remove()
  })

  test('every process counts together, by limiter and key', async () => {
    const processes = [limiterStore(database.pool), limiterStore(database.pool)]
    expect(await passes(processes, 6)).toBe(3)
    expect(await passes(processes, 6, 'bob')).toBe(3)
    const other = limiterStore(database.pool)({ ...OPTIONS, name: 'other' })
    await expect(other.consume('ada')).resolves.toMatchObject({ consumedPoints: 1 })
    const rows = await database.readInstallation().all<{ key: string }>(sql`select key from rate_limit order by key`)
    expect(rows.map(({ key }) => key)).toEqual(['guess:ada', 'guess:bob', 'other:ada'])
  })

  test('where the database is away, each process counts for itself', async () => {
    const away = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:9/nowhere' })
    expect(await passes([limiterStore(away)], 5)).toBe(3)
    await away.end()
  })
})
