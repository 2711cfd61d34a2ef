import { randomBytes } from 'node:crypto'
import { sql } from '../src/database/sql.js'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OPERATOR, startHarness, type Harness } from './harness.js'
import { makePostgres, type PostgresServer } from './postgres.js'

const ADD = 'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill { id } problems { code } } }'
const COUNT = '{ organization(slug: "acme") { skills { totalCount } } }'
const RESPONSE = `mutation ($input: CreateCannedResponseInput!) {
  createCannedResponse(input: $input) { cannedResponse { id } problems { code } } }`

const addSkill = ({ operator, acme }: Harness, name: string) =>
  operator.ask(ADD, { input: { organizationId: acme.id, name } })
const skillsOf = async ({ operator }: Harness) => (await operator.data(COUNT)).organization.skills.totalCount

describe('a full disk (SQLite)', () => {
  let harness: Harness
  const pages = (harness: Harness, count: number) =>
    harness.app.database.writeInstallation((unit) => unit.manager.query(`pragma max_page_count = ${count}`))
  const fill = async (): Promise<{ status: number; errors: readonly { extensions: object }[] }> => {
    const { operator, acme } = harness
    for (let index = 0; index < 100; index++) {
      const html = `<p>${randomBytes(20_000).toString('hex')}</p>`
      const input = { organizationId: acme.id, name: `Filling ${index}`, kind: 'REPLY', html }
      const answer = await operator.ask(RESPONSE, { input })
      if (answer.errors.length > 0) return answer
    }
    throw new Error('The disk never was full')
  }

  const logged: string[] = []
  const log = pino({ level: 'error' }, { write: (line) => void logged.push(line) })

  beforeAll(async () => {
    harness = await startHarness('sqlite', { log })
  })
  afterAll(() => harness.stop())

  test('nothing is stored, the reason is told, reading goes on, and so does writing once there is room', async () => {
    await pages(harness, 1)
    const refused = await fill()
    expect(refused.status).toBe(503)
    expect(refused.errors[0]?.extensions).toEqual({ code: 'UNAVAILABLE', reason: 'STORAGE_FULL', retryAfter: 5 })

    const before = await harness.operator.data(
      '{ organization(slug: "acme") { cannedResponses(first: 200) { nodes { name } } } }',
    )
    const names = before.organization.cannedResponses.nodes.map((node: { name: string }) => node.name)
    const entries = await harness.app.database
      .readInstallation()
      .all(sql`select 1 from audit_entry where "entityType" = 'CannedResponse'`)
    expect(entries).toHaveLength(names.length)

    expect(logged.join('')).toContain('database or disk is full')
    expect(logged.join('')).not.toMatch(/Filling|parameters/)

    await pages(harness, 1_000_000)
    expect((await addSkill(harness, 'Room again')).data.createSkill.problems).toEqual([])
    expect(await skillsOf(harness)).toBe(1)
  })
})

describe('a PostgreSQL that is restarted', () => {
  let server: PostgresServer
  let harness: Harness

  beforeAll(async () => {
    server = await makePostgres()
    await server.start()
    const log = pino({ level: 'silent' })
    harness = await startHarness(
      'postgres',
      { log },
      {
        MAILROOM_DATABASE_URL: `${server.url}/postgres`,
        MAILROOM_DATABASE_OWNER_URL: '',
      },
    )
  })
  afterAll(async () => {
    await harness.stop()
    await server.stop()
    await server.remove()
  })

  test('while it is away 503 is answered, afterwards the same process goes on', async () => {
    for (let round = 1; round <= 3; round++) {
      expect((await addSkill(harness, `Before ${round}`)).data.createSkill.problems).toEqual([])
      await server.stop()
      const [read, written] = await Promise.all([harness.operator.ask(COUNT), addSkill(harness, `Away ${round}`)])
      expect([read.status, written.status]).toEqual([503, 503])
      expect(read.errors[0]?.extensions).toMatchObject({ code: 'UNAVAILABLE', reason: 'NO_DATABASE' })
      expect((await harness.app.server.inject('/readyz')).statusCode).toBe(503)
      await server.start()
      await expect.poll(async () => (await harness.app.server.inject('/readyz')).statusCode).toBe(200)
      expect(await skillsOf(harness)).toBe(round)
    }
    expect((await harness.operator.signIn(OPERATOR.email, OPERATOR.password)).cookie).not.toBe('')
  })
})
