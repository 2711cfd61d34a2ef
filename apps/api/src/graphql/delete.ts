import { error, type Problem } from '@mailroom/core'
import type { Locale } from '@mailroom/messages'
import type { TenantScope } from '../auth/tenant-scope.js'
import type { Database } from '../database/database.js'
import { StaleVersion } from '../database/tenant-repository.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import type { DeletePayload } from './payload.type.js'
import { toProblems } from './problem.type.js'
import { Refused, USES_SHOWN, type Use } from './write.js'

/** One deletion, answered as every deletion is. */
export async function runDelete(
  database: Database,
  scope: TenantScope,
  input: { readonly id: string; readonly dryRun?: boolean | null },
  locale: Locale,
  work: (uow: UnitOfWork) => Promise<void>,
): Promise<DeletePayload> {
  const refused = (problems: readonly Problem[], usedBy: readonly Use[] = [], version: number | null = null) => ({
    deletedId: null,
    currentVersion: version,
    usedBy: usedBy.slice(0, USES_SHOWN),
    problems: toProblems(problems, locale),
  })
  try {
    await database.write(scope, work, { dryRun: input.dryRun ?? false })
    return { deletedId: input.id, currentVersion: null, usedBy: [], problems: [] }
  } catch (reason) {
    if (reason instanceof Refused) return refused(reason.problems, reason.usedBy)
    if (reason instanceof StaleVersion) {
      const current = reason.current as { version: number } | null
      return refused([error('STALE_VERSION', ['expectedVersion'])], [], current?.version ?? null)
    }
    throw reason
  }
}

/** Refuses the deletion of what others refer to (R-ADR-10). */
export function refuseInUse(usedBy: readonly Use[]): void {
  if (usedBy.length > 0) throw new Refused([error('IN_USE', [], { count: usedBy.length })], usedBy)
}
