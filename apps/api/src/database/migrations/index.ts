import { FirstTables1700000000001 } from './0001-first-tables.js'
import { DomainTimeline1700000000003 } from './0003-domain-timeline.js'
import { ApiKeysAndAuditChain1700000000004 } from './0004-api-keys-and-audit-chain.js'
import { HealthAndDeletedItems1700000000008 } from './0008-health-and-deleted-items.js'
import { KeyringCheck1700000000010 } from './0010-keyring-check.js'

/** Every migration, in the order of their numbers. */
export const MIGRATIONS = [
  FirstTables1700000000001,
  DomainTimeline1700000000003,
  ApiKeysAndAuditChain1700000000004,
  HealthAndDeletedItems1700000000008,
  KeyringCheck1700000000010,
] as const
