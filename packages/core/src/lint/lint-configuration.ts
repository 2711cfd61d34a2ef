import type { AddressFacts } from '../address/facts.js'
import { addressHealth, type HealthFacts } from '../address/health.js'
import { domainOf } from '../address/mailbox.js'
import { lintFlow } from '../flow/lint.js'
import { parseFlow } from '../flow/parse-flow.js'
import { nameKey } from '../organisation/names.js'
import type { Problem, Severity } from '../problem.js'
import { placeOf, SEVERITIES } from './position.js'
import type { LintAddress, LintConfiguration, LintDomain, LintedType, LintFinding, LintFlow } from './types.js'

interface Linted {
  readonly type: LintedType
  readonly id: string
  readonly name: string
  readonly problems: readonly Problem[]
}

/**
 * The health of a whole configuration: of addresses R-ADR-13, of domains the reasons of R-DOM-12 and the warnings of
 * R-DOM-17, of flows R-FLO-5 and what a published version refers to and is missing (R-FLO-4). Errors first, then by
 * type, name, id, code and path (`lintPosition`); the same code at the same path of one thing is found once.
 */
export function lintConfiguration(configuration: LintConfiguration): LintFinding[] {
  const facts = factsOf(configuration)
  const types = [
    configuration.addresses.map((address) => lintAddress(address, facts(domainOf(address.address)))),
    configuration.domains.map(lintDomain),
    configuration.flows.map((flow) => lintWholeFlow(flow, configuration)),
  ]
  const found = types.flatMap((linted) => sorted(linted.filter(({ problems }) => problems.length > 0)))
  return SEVERITIES.flatMap((severity) => found.flatMap((linted) => findingsOf(linted, severity)))
}

/** The facts of health for the addresses of each domain, and of none; an address's own key is among the own ones. */
function factsOf(configuration: LintConfiguration): (domain: string) => HealthFacts {
  const domains = new Map(configuration.domains.map((domain) => [domain.name, domain]))
  const common: AddressFacts = {
    queue: (id) => configuration.queue?.(id),
    flow: (id) => configuration.flow(id),
    fromAddress(id) {
      const address = configuration.addressOf(id)
      if (address === undefined) return undefined
      const domain = domainOf(address)
      return { address, domain, canSend: domains.get(domain)?.canSend.ready ?? false }
    },
    isOwnAddress: (key) => configuration.isOwnAddress(key),
    isOwnDomain: (name) => domains.has(name),
  }
  const ofDomain = new Map<string, HealthFacts>()
  for (const { name, canReceive, canSend } of configuration.domains)
    ofDomain.set(name, { ...common, domain: { canReceive: canReceive.ready, canSend: canSend.ready } })
  return (domain) => ofDomain.get(domain) ?? common
}

function lintAddress(address: LintAddress, facts: HealthFacts): Linted {
  return { type: 'EmailAddress', id: address.id, name: address.address, problems: addressHealth(address, facts) }
}

function lintDomain({ id, name, canReceive, canSend, warnings }: LintDomain): Linted {
  return { type: 'EmailDomain', id, name, problems: [...canReceive.reasons, ...canSend.reasons, ...warnings] }
}

/** The draft, as its editor shows it, and the version that decides about mail. */
function lintWholeFlow({ id, name, draft, published }: LintFlow, facts: LintConfiguration): Linted {
  const problems = lintFlow(draft, facts)
  if (published) problems.push(...lintFlow(published, facts), ...parseFlow(published, facts).problems.filter(isError))
  return { type: 'Flow', id, name, problems }
}

function isError({ severity }: Problem): boolean {
  return severity === 'ERROR'
}

function sorted(linted: readonly Linted[]): Linted[] {
  return linted
    .map((each) => ({ each, key: nameKey(each.name) }))
    .sort((a, b) => compare(a.key, b.key) || compare(a.each.id, b.each.id))
    .map(({ each }) => each)
}

function findingsOf({ type, id, name, problems }: Linted, severity: Severity): LintFinding[] {
  const places = new Map<string, Problem>()
  for (const problem of problems) {
    if (problem.severity !== severity) continue
    const place = placeOf(problem)
    if (!places.has(place)) places.set(place, problem)
  }
  const ordered = places.size < 2 ? [...places] : [...places].sort(([a], [b]) => compare(a, b))
  return ordered.map(([, problem]) => ({ entityType: type, entityId: id, entityName: name, problem }))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
