import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../test/databases.js'
import { startHarness, type Harness } from '../../test/harness.js'
import { freeShare } from '../adapters/disk.js'
import { Secrets } from '../adapters/secrets.js'
import { isReady } from './readiness.js'

describe.each(DIALECTS)('readiness on %s', (dialect) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-ready-'))
  const file = join(folder, 'secret.key')
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness(dialect, {}, { MAILROOM_SECRET_KEY_FILE: file })
  })
  afterAll(async () => {
    await harness.stop()
    rmSync(folder, { recursive: true })
  })

  const ready = (free: number, keyFile = file) =>
    isReady({
      database: harness.app.database,
      secrets: Secrets.open(keyFile),
      target: harness.target,
      free: async () => free,
    })

  test('a server that has all it needs is ready', async () => {
    expect(await ready(0.05)).toBe(true)
    expect((await harness.app.server.inject('/readyz')).statusCode).toBe(200)
  })

  test('with less than a twentieth of the disk free SQLite is not; the disk of PostgreSQL is not ours', async () => {
    expect(await ready(0.049)).toBe(dialect === 'postgres')
  })

  test('with the keyring of another database it is not', async () => {
    expect(await ready(1, join(folder, 'foreign.key'))).toBe(false)
  })
})

test('the free share is one of the file system', async () => {
  expect(await freeShare(tmpdir())).toBeGreaterThan(0)
  expect(await freeShare(tmpdir())).toBeLessThanOrEqual(1)
  await expect(freeShare('/nowhere/at/all')).rejects.toThrow()
})
