import { error, type Problem } from '../problem.js'
import type { Result } from '../result.js'
import { parseSlug } from '../organisation/slug.js'
import { normaliseHost, type DomainName } from './host.js'
import { FREE_MAIL_DOMAINS, RESERVED_TOP_LABELS } from './refused-names.js'
import { isPublicSuffix, isWithin, registrableDomain } from './registrable.js'

/** What only the server knows; a check whose fact is missing is skipped. */
export interface DomainNameFacts {
  readonly platformRoot?: string
}

/**
 * The name of an organisation's own domain (R-DOM-2). Problems as `normaliseHost`, and DOMAIN_RESERVED,
 * DOMAIN_PLATFORM_ROOT, DOMAIN_PUBLIC_SUFFIX, DOMAIN_FREE_MAIL. DOMAIN_URL, _AT and _PORT propose the name inside,
 * normalised where it is one.
 */
export function parseDomainName(
  input: string | null | undefined,
  facts: DomainNameFacts = {},
  path: readonly string[] = [],
): Result<DomainName> {
  const host = normaliseHost(input, path)
  if (!host.ok) return { ok: false, problems: host.problems.map((problem) => nameReserved(problem, path)) }
  const refused = checkRefused(host.value.ascii, facts, path)
  return refused ? { ok: false, problems: [refused] } : host
}

function checkRefused(name: string, facts: DomainNameFacts, path: readonly string[]): Problem | undefined {
  const found = name
  if (isReserved(name)) return error('DOMAIN_RESERVED', path, { found })
  if (facts.platformRoot !== undefined && isWithin(name, facts.platformRoot.toLowerCase()))
    return error('DOMAIN_PLATFORM_ROOT', path, { found })
  if (isPublicSuffix(name)) return error('DOMAIN_PUBLIC_SUFFIX', path, { found })
  return FREE_MAIL_DOMAINS.has(registrableDomain(name)) ? error('DOMAIN_FREE_MAIL', path, { found }) : undefined
}

/** A reserved name of one label, such as `localhost`, is refused as reserved. */
function nameReserved(problem: Problem, path: readonly string[]): Problem {
  const found = String(problem.params['found'])
  return problem.code === 'DOMAIN_SINGLE_LABEL' && isReserved(found)
    ? error('DOMAIN_RESERVED', path, { found })
    : problem
}

function isReserved(name: string): boolean {
  return RESERVED_TOP_LABELS.includes(name.toLowerCase().replace(/\.$/, '').split('.').at(-1) ?? '')
}

/**
 * The name of a platform domain, `<label>.<root>`, typed whole or as its label alone (R-DOM-1, R-ORG-3).
 * Problems as `parseSlug`.
 */
export function parsePlatformName(
  input: string | null | undefined,
  root: string,
  path: readonly string[],
): Result<string> {
  const typed = input?.trim().toLowerCase().replace(/\.$/, '') ?? ''
  const slug = parseSlug(typed.endsWith(`.${root}`) ? typed.slice(0, -root.length - 1) : typed, path)
  return slug.ok ? { ...slug, value: `${slug.value}.${root}` } : slug
}

/** What only the server knows of MAIL FROM: names that are domains of addresses already. */
export interface MailFromFacts {
  readonly addressDomains?: readonly string[]
}

/**
 * The MAIL FROM name of a domain: a strict subdomain of it, not a domain of addresses; blank is none (R-DOM-8).
 * Problems as `normaliseHost`, MAIL_FROM_NOT_SUBDOMAIN, MAIL_FROM_IS_DOMAIN.
 */
export function parseMailFrom(
  input: string | null | undefined,
  domain: string,
  facts: MailFromFacts,
  path: readonly string[],
): Result<string | null> {
  if ((input?.trim() ?? '') === '') return { ok: true, value: null, problems: [] }
  const host = normaliseHost(input, path)
  if (!host.ok) return host
  const found = host.value.ascii
  if (found === domain || !isWithin(found, domain))
    return { ok: false, problems: [error('MAIL_FROM_NOT_SUBDOMAIN', path, { found, domain })] }
  if (facts.addressDomains?.includes(found))
    return { ok: false, problems: [error('MAIL_FROM_IS_DOMAIN', path, { found })] }
  return { ok: true, value: found, problems: host.problems }
}
