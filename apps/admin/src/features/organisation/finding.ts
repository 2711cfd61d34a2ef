import type { RouteLocationRaw } from 'vue-router'
import type { FindingFieldsFragment } from '@/gql/graphql'

/** Parts of an address's page by the setting that they hold; everything else is in the first one. */
const SECTIONS: Readonly<Record<string, string>> = { routing: 'routing', spamRouting: 'spam', signature: 'signature' }
/** Findings about an address that its domain, or that of its From address, causes. */
const OF_DOMAIN = new Set(['DOMAIN_CANNOT_RECEIVE', 'DOMAIN_CANNOT_SEND', 'FROM_DOMAIN_CANNOT_SEND'])
/** Reasons of a domain that are mended in its settings, not in DNS. */
const IN_SETTINGS = new Set(['SMTP_NOT_TESTED'])

/** Where the setting of a finding is changed; undefined: this console knows no page for such a thing. */
export function placeOf(finding: FindingFieldsFragment, org: string): RouteLocationRaw | undefined {
  const { entityType, entityId, entityName, problem } = finding
  if (entityType === 'EmailDomain') {
    const name = IN_SETTINGS.has(problem.code) ? 'domain-settings' : 'domain-dns'
    return { name, params: { org, domain: entityName } }
  }
  const domain = problem.params.find(({ name }) => name === 'domain')?.value
  if (entityType === 'EmailAddress' && OF_DOMAIN.has(problem.code) && domain)
    return { name: 'domain-dns', params: { org, domain } }
  if (entityType === 'EmailAddress') {
    const hash = `#${SECTIONS[problem.path[0] ?? ''] ?? 'identity'}`
    return { name: 'address-by-id', params: { org, id: entityId }, hash }
  }
  return entityType === 'Flow' ? { name: 'flow', params: { org, id: entityId } } : undefined
}

/** Findings without what a domain causes at each of its addresses, where the domain's own finding says it. */
export function withoutRepeats(findings: readonly FindingFieldsFragment[]): readonly FindingFieldsFragment[] {
  const told = new Set(
    findings.filter(({ entityType }) => entityType === 'EmailDomain').map(({ entityName }) => entityName),
  )
  return findings.filter(({ entityType, problem }) => {
    const domain = problem.params.find(({ name }) => name === 'domain')?.value
    return entityType !== 'EmailAddress' || !OF_DOMAIN.has(problem.code) || !told.has(domain ?? '')
  })
}

type Group = [FindingFieldsFragment, ...FindingFieldsFragment[]]

/** Findings of one thing and severity that follow one another. */
export function groupsOf(findings: readonly FindingFieldsFragment[]): Group[] {
  const groups: Group[] = []
  for (const finding of findings) {
    const [first] = groups.at(-1) ?? []
    const belongs = first?.entityId === finding.entityId && first.problem.severity === finding.problem.severity
    if (belongs) groups.at(-1)?.push(finding)
    else groups.push([finding])
  }
  return groups
}

/** What tells one finding from the others. */
export function keyOf({ entityId, problem }: FindingFieldsFragment): string {
  return [entityId, problem.code, ...problem.path].join(' ')
}
