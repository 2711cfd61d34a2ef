import type { Database } from '../database/database.js'
import type { DomainCheck } from '../features/domain/domain-check.js'
import { loadDueDomains } from '../features/domain/domain.read-model.js'
import type { DomainChecking } from './domain-checks.js'

/** The schedule's view of the rows and of the check. */
export function checkingOf(database: Database, check: DomainCheck, failed: DomainChecking['failed']): DomainChecking {
  return {
    due: (now, limit) => loadDueDomains(database.readInstallation(), now, limit),
    check: (...args) => check.run(...args),
    tellParent: (...args) => check.tellParent(...args),
    failed,
  }
}
