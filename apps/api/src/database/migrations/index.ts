import { FirstTables1700000000001 } from './0001-first-tables.js'
import { KeyringCheck1700000000010 } from './0010-keyring-check.js'

/** Every migration, in the order of their numbers. */
export const MIGRATIONS = [FirstTables1700000000001, KeyringCheck1700000000010] as const
