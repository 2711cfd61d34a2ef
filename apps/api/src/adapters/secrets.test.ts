import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { addKey, dropFormerKeys } from './keyring-file.js'
import { markOf, Secrets } from './secrets.js'

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

test('a key that is added seals from then on, in a process that runs too; the former one still opens', async () => {
  const secrets = Secrets.open(file)
  const former = await secrets.seal('s3cret', place)
  const kid = addKey(file)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const envelope = await secrets.seal('s3cret', place)
  expect([former.includes(markOf(kid)), envelope.includes(markOf(kid))]).toEqual([false, true])
  expect(await secrets.open(former, place)).toBe('s3cret')
  expect(await Secrets.open(file).open(former, place)).toBe('s3cret')
})

test('a process that has not looked yet opens what another has sealed by a new key', async () => {
  const secrets = Secrets.open(file)
  addKey(file)
  expect(await secrets.open(await Secrets.open(file).seal('s3cret', place), place)).toBe('s3cret')
})

test('a fingerprint is known again after a rotation, until its key goes', () => {
  const secrets = Secrets.open(file)
  const fingerprint = secrets.fingerprint('text')
  addKey(file)
  expect(secrets.fingerprint('text')).not.toBe(fingerprint)
  expect(secrets.isFingerprint(fingerprint, 'text')).toBe(true)
  expect(secrets.isFingerprint(fingerprint, 'other')).toBe(false)
  expect(secrets.isFingerprint(fingerprint.split('.')[1]!, 'text')).toBe(true)
  secrets.keyIds()
  dropFormerKeys(file)
  expect(secrets.isFingerprint(fingerprint, 'text')).toBe(false)
})

test('a file that is damaged, away, or of another database changes nothing for a process that runs', async () => {
  const secrets = Secrets.open(file)
  const kept = readFileSync(file)
  const envelope = await secrets.seal('s3cret', place)
  const foreign = join(folder, 'foreign.key')
  Secrets.open(foreign)
  for (const harm of [
    () => writeFileSync(file, '{'),
    () => rmSync(file),
    () => writeFileSync(file, readFileSync(foreign), { mode: 0o600 }),
  ]) {
    harm()
    expect(() => secrets.keyIds()).toThrow()
    expect(await secrets.open(await secrets.seal('s3cret', place), place)).toBe('s3cret')
  }
  writeFileSync(file, kept)
  expect(secrets.keyIds().current).toBe(Secrets.open(file).keyIds().current)
  expect(await secrets.open(envelope, place)).toBe('s3cret')
})

test('one change of the keyring at a time; an interrupted one leaves the keyring as it was', () => {
  const before = readFileSync(file, 'utf8')
  writeFileSync(`${file}.new`, '{')
  expect(() => addKey(file)).toThrow(/delete .*new/)
  expect(readFileSync(file, 'utf8')).toBe(before)
  rmSync(`${file}.new`)
  addKey(file)
  expect(readdirSync(folder).sort()).toEqual(['foreign.key', 'secret.key'])
})
