import { dirname } from 'node:path'
import { freeShare } from '../adapters/disk.js'
import type { Secrets } from '../adapters/secrets.js'
import type { DatabaseTarget } from '../config.js'
import type { Database } from '../database/database.js'
import { loadKeyringCheck, opens } from '../database/keyring-check.js'

/** A file system with less of it free is as good as full: what is under way still has to end. */
const LEAST_FREE = 0.05

/** What a server needs to be ready: a database that answers, the keyring of its secrets, and on SQLite room on the disk. */
export interface ReadinessDeps {
  readonly database: Database
  readonly secrets: Secrets
  readonly target: DatabaseTarget
  /** From 0 to 1. */
  readonly free?: (folder: string) => Promise<number>
}

export async function isReady({ database, secrets, target, free = freeShare }: ReadinessDeps): Promise<boolean> {
  try {
    if (!(await database.isReady())) return false
    if (target.dialect === 'sqlite' && (await free(dirname(target.path))) < LEAST_FREE) return false
    const check = await loadKeyringCheck(database)
    return check !== null && (await opens(secrets, check))
  } catch {
    return false
  }
}
