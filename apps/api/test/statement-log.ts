import type { StatementLogger } from '../src/database/database.js'

/** What jobs ask for by themselves, at any moment. */
const JOBS = /"nextCheckAt" <=|domain_notice|deleted_item where "deletedAt"|key_rotation|rate_limit/

/** Keeps the statements that requests cause, in their order. */
export function keeping(statements: string[]): StatementLogger {
  const ignore = () => undefined
  return {
    logQuery: (text: string) => void (JOBS.test(text) || statements.push(text)),
    ...{ logQueryError: ignore, logQuerySlow: ignore, logSchemaBuild: ignore, logMigration: ignore, log: ignore },
  }
}
