import {
  lintConfiguration,
  LINTED,
  lintPosition,
  parseLintPosition,
  type LintedType,
  type LintFinding,
  type LintPosition,
  type Severity,
} from '@mailroom/core'
import type { TenantRows } from '../../database/unit-of-work.js'
import { pageOf, toConnection, type Connection } from '../../graphql/connection.js'
import { badInput } from '../../graphql/errors.js'
import { countAddressFindings, lintAddresses } from './lint-addresses.read-model.js'
import { loadLintDomains, type LintSurroundings } from '../domain/lint-domains.read-model.js'
import { lintFlows } from './lint-flows.read-model.js'
import type { LintArgs } from './lint.input.js'

const SEVERITIES: readonly Severity[] = ['ERROR', 'WARNING']

/** A finding as a row of the list. */
type FindingRow = LintFinding & { readonly id: string }

/**
 * A page of findings in the order of core. Of addresses those alone are looked at that have a problem by the counts that
 * are kept with them, and no more than the page needs; domains and flows are few.
 */
export async function pageOfFindings(
  rows: TenantRows,
  args: LintArgs,
  surroundings: LintSurroundings,
): Promise<Connection<FindingRow>> {
  const page = pageOf(args)
  const [after = null] = page.after ?? []
  const start = after === null ? null : parseLintPosition(after)
  if (start === undefined) throw badInput('after is no cursor of this list')
  const severities = args.severity ? [args.severity] : SEVERITIES
  const lint = new Lint(rows, surroundings)
  const found: FindingRow[] = []
  for (const { severity, entityType } of placesFrom(severities, start)) {
    const from = start?.severity === severity && start.entityType === entityType ? start : null
    for await (const findings of lint.of(entityType, severity, from, page.first + 1)) {
      const fresh = findings.filter((finding) => after === null || lintPosition(finding) > after)
      found.push(...fresh.map((finding) => ({ ...finding, id: finding.entityId })))
      if (found.length > page.first) break
    }
    if (found.length > page.first) break
  }
  return toConnection(page, found, lintPosition, () => lint.count(severities))
}

interface LintPlace {
  readonly severity: Severity
  readonly entityType: LintedType
}

/** Severities and types in the order of findings, from that of the start on. */
function placesFrom(severities: readonly Severity[], start: LintPosition | null): LintPlace[] {
  const places = severities.flatMap((severity) => LINTED.map((entityType) => ({ severity, entityType })))
  return start === null ? places : places.filter((place) => rankOf(place) >= rankOf(start))
}

function rankOf({ severity, entityType }: LintPlace): number {
  return SEVERITIES.indexOf(severity) * LINTED.length + LINTED.indexOf(entityType)
}

/** The findings of one request; what is small is read once. */
class Lint {
  private domains: ReturnType<typeof loadLintDomains> | undefined
  private flows: Promise<readonly LintFinding[]> | undefined

  constructor(
    private readonly rows: TenantRows,
    private readonly surroundings: LintSurroundings,
  ) {}

  /** Findings of one type and severity in order, a few at a time, from the thing that `from` names on. */
  async *of(
    type: LintedType,
    severity: Severity,
    from: LintPosition | null,
    atOnce: number,
  ): AsyncGenerator<readonly LintFinding[]> {
    const parts =
      type === 'EmailAddress'
        ? lintAddresses(this.rows, await this.loadDomains(), { severity, from, atOnce })
        : [await (type === 'EmailDomain' ? this.lintDomains() : this.lintFlows())]
    for await (const part of parts) yield part.filter((finding) => isOf(finding, type, severity))
  }

  async count(severities: readonly Severity[]): Promise<number> {
    const few = [...(await this.lintDomains()), ...(await this.lintFlows())]
    const ofAddresses = await countAddressFindings(this.rows, severities)
    return few.filter(({ problem }) => severities.includes(problem.severity)).length + ofAddresses
  }

  private loadDomains() {
    this.domains ??= loadLintDomains(this.rows, this.surroundings)
    return this.domains
  }

  private async lintDomains(): Promise<readonly LintFinding[]> {
    return lintConfiguration({ ...NOTHING, domains: await this.loadDomains() })
  }

  private lintFlows(): Promise<readonly LintFinding[]> {
    this.flows ??= lintFlows(this.rows)
    return this.flows
  }
}

const NOTHING = {
  addresses: [],
  domains: [],
  flows: [],
  flow: () => undefined,
  addressOf: () => undefined,
  isOwnAddress: () => false,
}

function isOf({ entityType, problem }: LintFinding, type: LintedType, severity: Severity): boolean {
  return entityType === type && problem.severity === severity
}
