import { existsSync } from 'node:fs'
import { ACCOUNT_LIMITS } from '@mailroom/core'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { isoTime } from '../adapters/clock.js'
import { hashOfToken, newToken } from '../auth/tokens.js'
import { ConfigError, type DatabaseTarget } from '../config.js'

const BUSY_TIMEOUT_MS = 5_000
const FIND = 'select id, email, locale from "user" where "emailKey" ='
const FORGET = 'delete from reset_link where "userId" ='
const STORE = 'insert into reset_link ("codeHash", "userId", "expiresAt") values'

/** Whose link it is, and the code that is in the link alone. */
export interface ResetLink {
  readonly code: string
  readonly email: string
  readonly locale: string
}

interface Person {
  readonly id: string
  readonly email: string
  readonly locale: string
}

/**
 * Stores a link for a new password of the person; links of before are void. By a connection of its own, also while
 * Mailroom runs: the operator at the machine may have no other way in. Null: nobody has the address.
 */
export async function storeResetLink(target: DatabaseTarget, email: string, now: number): Promise<ResetLink | null> {
  const code = newToken()
  const stored = [hashOfToken(code), isoTime(now + ACCOUNT_LIMITS.resetLink)] as const
  const key = email.trim().toLowerCase()
  const person = await (target.dialect === 'sqlite'
    ? inSqlite(target.path, key, stored)
    : inPostgres(target.url, key, stored))
  return person && { code, email: person.email, locale: person.locale }
}

type Stored = readonly [codeHash: string, expiresAt: string]

async function inSqlite(path: string, emailKey: string, [codeHash, expiresAt]: Stored): Promise<Person | null> {
  if (!existsSync(path)) throw new ConfigError(`There is no database at ${path}`)
  const database = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS })
  try {
    database.pragma('foreign_keys = on')
    return database.transaction(() => {
      const person = database.prepare<[string], Person>(`${FIND} ?`).get(emailKey)
      if (!person) return null
      database.prepare(`${FORGET} ?`).run(person.id)
      database.prepare(`${STORE} (?, ?, ?)`).run(codeHash, person.id, expiresAt)
      return person
    })()
  } finally {
    database.close()
  }
}

async function inPostgres(url: string, emailKey: string, [codeHash, expiresAt]: Stored): Promise<Person | null> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<Person>(`${FIND} $1`, [emailKey])
    const person = rows[0]
    if (person) {
      await client.query(`${FORGET} $1`, [person.id])
      await client.query(`${STORE} ($1, $2, $3)`, [codeHash, person.id, expiresAt])
    }
    await client.query('commit')
    return person ?? null
  } finally {
    await client.end()
  }
}
