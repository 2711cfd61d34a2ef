import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { startApp } from '../src/app.js'
import { readConfig } from '../src/config.js'
import { sql } from '../src/database/sql.js'
import { databaseVariables, DIALECTS, emptyDatabase } from './databases.js'
import { FIRST_START, OPERATOR } from './harness.js'
import { ServerProcess } from './server-process.js'

const CLIENTS = 20
const PROBE_MS = 100

interface Answered {
  readonly status: number
  readonly body: string
  readonly cookie: string
  readonly connection: string
}

/** A request on a connection that is kept. */
function ask(agent: Agent, url: string, body: object | null, cookie = ''): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', cookie }
    const sent = request(url, { agent, method: body ? 'POST' : 'GET', headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject)
      response.on('end', () => {
        const [set = ''] = response.headers['set-cookie'] ?? []
        const { connection = '' } = response.headers
        resolve({ status: response.statusCode!, body: Buffer.concat(chunks).toString(), cookie: set, connection })
      })
    })
    sent.on('error', reject).end(body ? JSON.stringify(body) : undefined)
  })
}

describe.each(DIALECTS)('SIGTERM under load on %s', (dialect) => {
  test('loses and resets no request of clients that a proxy leads away when /readyz has fallen', async () => {
    const place = await emptyDatabase(dialect)
    const folder = mkdtempSync(join(tmpdir(), 'mailroom-stop-'))
    const environment = { ...FIRST_START, ...databaseVariables(place.target), MAILROOM_DATA_DIR: folder }
    const server = await ServerProcess.start(environment)
    const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
    const graphql = (query: string, variables: object, cookie = '') =>
      ask(agent, `${server.url}/graphql`, { query, variables }, cookie)
    const { cookie } = await graphql(
      'mutation ($input: SignInInput!) { signIn(input: $input) { problems { code } } }',
      { input: OPERATOR },
    )
    const found = await graphql('{ organization(slug: "acme") { id } }', {}, cookie)
    const organizationId = JSON.parse(found.body).data.organization.id

    let isReady = true
    let wasAskedToClose = 0
    let afterFall = 0
    const failures: unknown[] = []
    const created: string[] = []
    const write = async (client: number, i: number) => {
      const name = `skill ${client} ${i}`
      const mutation = 'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill { name } } }'
      try {
        const began = isReady
        const { status, body, connection } = await graphql(mutation, { input: { organizationId, name } }, cookie)
        if (status !== 200 || JSON.parse(body).data?.createSkill?.skill?.name !== name) failures.push(body)
        else created.push(name)
        if (connection === 'close') wasAskedToClose++
        if (!began) afterFall++
      } catch (reason) {
        failures.push(reason)
      }
    }
    const clients = Array.from({ length: CLIENTS }, async (_, client) => {
      for (let i = 0; isReady; i++) await write(client, i)
    })
    await sleep(500)
    const began = performance.now()
    const stopped = server.stop()
    while (isReady) {
      isReady = (await ask(agent, `${server.url}/readyz`, null)).status === 200
      if (isReady) await sleep(PROBE_MS)
    }
    // Requests that a proxy has sent before it looked.
    await Promise.all(Array.from({ length: CLIENTS }, (_, client) => write(client, -1)))
    await Promise.all(clients)
    expect(await stopped).toBe(0)
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(failures).toEqual([])
    expect(afterFall).toBe(CLIENTS)
    expect(wasAskedToClose).toBeGreaterThan(0)

    const again = await startApp(readConfig({ ...environment, MAILROOM_PORT: '0', MAILROOM_LOG_LEVEL: 'error' }))
    const stored = await again.database.readInstallation().all<{ name: string }>(sql`select name from skill`)
    expect(stored.map(({ name }) => name).sort()).toEqual(created.sort())
    await again.stop()
    agent.destroy()
    await place.remove()
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)
})
