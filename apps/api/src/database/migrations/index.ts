import { FirstTables1700000000001 } from './0001-first-tables.js'
import { SmtpServers1700000000002 } from './0002-smtp-servers.js'
import { DomainTimeline1700000000003 } from './0003-domain-timeline.js'
import { ApiKeysAndAuditChain1700000000004 } from './0004-api-keys-and-audit-chain.js'
import { FlowVersions1700000000005 } from './0005-flow-versions.js'
import { OwnTextOfResponses1700000000006 } from './0006-own-text-of-responses.js'
import { HealthAndDeletedItems1700000000008 } from './0008-health-and-deleted-items.js'
import { KeyringCheck1700000000010 } from './0010-keyring-check.js'
import { SuspendedOrganisations1700000000011 } from './0011-suspended-organisations.js'
import { People1700000000012 } from './0012-people.js'
import { SeveralProcesses1700000000014 } from './0014-several-processes.js'
import { KeyRotation1700000000015 } from './0015-key-rotation.js'
import { ServerSigns1700000000019 } from './0019-server-signs.js'
import { DnsShare1700000000020 } from './0020-dns-share.js'
import { SavedTests1700000000021 } from './0021-saved-tests.js'
import { MakersOfKeys1700000000024 } from './0024-makers-of-keys.js'
import { NamesOfDeletedThings1700000000025 } from './0025-names-of-deleted-things.js'

/** Every migration, in the order of their numbers. */
export const MIGRATIONS = [
  FirstTables1700000000001,
  SmtpServers1700000000002,
  DomainTimeline1700000000003,
  ApiKeysAndAuditChain1700000000004,
  FlowVersions1700000000005,
  OwnTextOfResponses1700000000006,
  HealthAndDeletedItems1700000000008,
  KeyringCheck1700000000010,
  SuspendedOrganisations1700000000011,
  People1700000000012,
  SeveralProcesses1700000000014,
  KeyRotation1700000000015,
  ServerSigns1700000000019,
  DnsShare1700000000020,
  SavedTests1700000000021,
  MakersOfKeys1700000000024,
  NamesOfDeletedThings1700000000025,
] as const
