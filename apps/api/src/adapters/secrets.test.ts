import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Secrets } from './secrets.js'

const folder = mkdtempSync(join(tmpdir(), 'mailroom-secrets-'))
const file = join(folder, 'secret.key')
const place = { organisationId: 'org_a', table: 'domain', row: 'dom_a', column: 'dkimKeys' }
afterAll(() => rmSync(folder, { recursive: true }))

test('a secret opens where it was sealed, also after a restart, and nowhere else', async () => {
  const envelope = await Secrets.open(file).seal('s3cret', place)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(envelope).not.toContain('s3cret')
  const secrets = Secrets.open(file)
  expect(await secrets.open(envelope, place)).toBe('s3cret')
  await expect(secrets.open(envelope, { ...place, organisationId: 'org_b' })).rejects.toThrow()
  await expect(secrets.open(envelope, { ...place, row: 'dom_b' })).rejects.toThrow()
})

test('a keyring that others may read is refused', () => {
  chmodSync(file, 0o644)
  expect(() => Secrets.open(file)).toThrow(/0600/)
  chmodSync(file, 0o600)
})
