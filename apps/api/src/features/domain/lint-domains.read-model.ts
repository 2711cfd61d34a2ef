import { alignStates, canReceive, canSend, domainWarnings, type LintDomain, type Platform } from '@mailroom/core'
import type { TenantRows } from '../../database/unit-of-work.js'
import { loadAllDomains, type DomainRow } from './domain.read-model.js'
import { toMailDomain } from './mail-domain.js'

/** What domains are judged by beside their rows. */
export interface LintSurroundings {
  readonly platform: Platform
  /** Milliseconds since 1970. */
  readonly now: number
}

/** All domains of the organisation with what is known of them. */
export async function loadLintDomains(rows: TenantRows, surroundings: LintSurroundings): Promise<LintDomain[]> {
  return (await loadAllDomains(rows)).map((row) => toLintDomain(row, surroundings))
}

function toLintDomain(row: DomainRow, { platform, now }: LintSurroundings): LintDomain {
  const domain = toMailDomain(row, row.claim ?? 'NONE')
  const states = alignStates(domain, platform, row.recordStates, now)
  return {
    id: row.id,
    name: row.name,
    canReceive: canReceive(domain, states),
    canSend: canSend(domain, states),
    warnings: domainWarnings(domain, platform, states),
  }
}
