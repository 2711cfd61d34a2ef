import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { inject } from 'vitest'
import type { DatabaseTarget } from '../src/config.js'

/** Both kinds of database, for `describe.each`. */
export const DIALECTS = ['sqlite', 'postgres'] as const

/** Serves requests on PostgreSQL: owns nothing, and row-level security binds it. */
export const APP_ROLE = 'mailroom_app'

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
  const ownerUrl = `${server}/${name}`
  return {
    target: { dialect, url: ownerUrl.replace(/\/\/[^@]+@/, `//${APP_ROLE}:${APP_ROLE}@`), ownerUrl },
    remove: () => administer(`${server}/postgres`, `drop database if exists ${name} with (force)`),
  }
}

/** Runs statements as the server's owner. */
export async function administer(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

/** Runs statements as somebody who has the database to themselves, beside the running application. */
export async function asIntruder(target: DatabaseTarget, ...statements: string[]): Promise<void> {
  if (target.dialect === 'postgres') return administer(target.ownerUrl ?? target.url, ...statements)
  const database = new Sqlite(target.path)
  for (const statement of statements) database.exec(statement)
  database.close()
}

/** The variables that name the database. */
export function databaseVariables(target: DatabaseTarget): Record<string, string> {
  if (target.dialect === 'sqlite') return { MAILROOM_DATABASE_URL: `sqlite:${target.path}` }
  return { MAILROOM_DATABASE_URL: target.url, MAILROOM_DATABASE_OWNER_URL: target.ownerUrl ?? '' }
}
