import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import type { DatabaseTarget } from '../src/config.js'

/** Both kinds of database, for `describe.each`. */
export const DIALECTS = ['sqlite', 'postgres'] as const

/** An empty database of the kind. */
export async function emptyDatabase(
  dialect: (typeof DIALECTS)[number],
): Promise<{ target: DatabaseTarget; remove(): Promise<void> }> {
  if (dialect === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'mailroom-sqlite-'))
    return {
      target: { dialect, path: join(folder, 'test.sqlite') },
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    }
  }
  const name = `test_${randomBytes(6).toString('hex')}`
  const server = inject('postgresUrl')
  await administer(`${server}/postgres`, `create database ${name}`)
  return {
    target: { dialect, url: `${server}/${name}`, ownerUrl: null },
    remove: () => administer(`${server}/postgres`, `drop database if exists ${name} with (force)`),
  }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(statement)
  await client.end()
}
