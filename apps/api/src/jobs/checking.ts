import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import type { Database } from '../database/database.js'
import type { DomainCheck } from '../features/domain/domain-check.js'
import { loadDueDomains } from '../features/domain/domain.read-model.js'
import type { DomainChecking } from './domain-checks.js'

/** The schedule's view of the rows, of the check and of the log. */
export function checkingOf(database: Database, check: DomainCheck, log: Pick<Logger, 'error'>): DomainChecking {
  return {
    claim: (domainId) => database.shared.claim(`DNS ${domainId}`),
    due: (now, limit) => loadDueDomains(database.readInstallation(), now, limit),
    check: (...args) => check.run(...args),
    tellParent: (...args) => check.tellParent(...args),
    failed: (domain, err) =>
      log.error({ err, incident: randomBytes(6).toString('hex'), ...domain }, 'DNS check failed'),
  }
}
