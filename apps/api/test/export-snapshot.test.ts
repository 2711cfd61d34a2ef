import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { TenantScope } from '../src/auth/tenant-scope.js'
import { exportOrganisation } from '../src/features/organisation/export.js'
import { DIALECTS } from './databases.js'
import { startHarness, type Harness } from './harness.js'

const CREATE = 'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { problems { code } } }'

describe.each(DIALECTS)('an export on %s', (dialect) => {
  let harness: Harness
  beforeAll(async () => void (harness = await startHarness(dialect)))
  afterAll(() => harness.stop())

  const create = (name: string) => harness.operator.data(CREATE, { input: { organizationId: harness.acme.id, name } })
  const download = () =>
    harness.app.server.inject({ url: '/export/acme', headers: { cookie: harness.operator.cookie } })

  test('is of one moment, whatever is written while it is read', async () => {
    await create('Before')
    const { database } = harness.app
    const { rows, end } = await database.snapshot(TenantScope.issue(harness.acme.id, null))
    const pieces = exportOrganisation(database, rows)
    let text = (await pieces.next()).value as string
    await create('Meanwhile')
    for await (const piece of pieces) text += piece
    await end()
    const { tables } = JSON.parse(text)
    expect(tables.skill.map(({ name }: { name: string }) => name)).toEqual(['Before'])
    expect(JSON.stringify(tables.audit_entry)).not.toContain('Meanwhile')
    expect((await download()).body).toContain('Meanwhile')
  })

  test('of which too many are read at once is refused for now, and one that was given up leaves its place', async () => {
    const { database } = harness.app
    const scope = TenantScope.issue(harness.acme.id, null)
    const take = () => vi.waitFor(() => database.snapshot(scope))
    const held = [await take(), await take()]
    const refused = await download()
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '5'])
    for (const { end } of held) await Promise.all([end(), end()])
    const downloads = () => vi.waitFor(async () => expect((await download()).statusCode).toBe(200))
    for (let count = 0; count < 4; count++) await downloads()
    for (let count = 0; count < 4; count++) {
      const leaving = new AbortController()
      const answer = await fetch(`${harness.app.url}/export/acme`, {
        headers: { cookie: harness.operator.cookie },
        signal: leaving.signal,
      })
      expect(answer.ok || answer.status === 503).toBe(true)
      leaving.abort()
    }
    await downloads()
    await downloads()
    await downloads()
  })
})
