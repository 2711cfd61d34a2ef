import { error, type Problem } from '../problem.js'
import { isWithin, registrableDomain } from './registrable.js'
import type { DnsQuestionType } from './types.js'
import { valuesOf, type Ask, type DefiniteAnswer } from './verdict.js'

/** Whether an answer's values are what the record asks for. */
export type Matches = (values: readonly string[]) => boolean

/** DNS_NAME_DOUBLED where the right record is at `host` with the zone's name appended again (R-DOM-16). */
export function findDoubled(
  host: string,
  domain: string,
  type: DnsQuestionType,
  ask: Ask,
  matches: Matches,
): Problem | null {
  return findAt(doubled(host, domain), type, ask, matches)
}

/**
 * Where the right text is instead of at `host`: at the doubled name, at the zone's apex, or at another host of the
 * zone, which is the domain itself or the first labels directly under the apex (R-DOM-16).
 */
export function findMisplacedText(host: string, domain: string, ask: Ask, matches: Matches): Problem | null {
  const apex = registrableDomain(domain)
  const prefix = host.slice(0, -domain.length)
  const places = [...doubled(host, domain), error('DNS_AT_APEX', [], { found: apex })]
  if (domain !== apex) places.push(...[domain, prefix + apex].map((found) => error('DNS_AT_HOST', [], { found })))
  return findAt(places, 'TXT', ask, matches)
}

/** DNS_CNAME where the name leads elsewhere (R-DOM-16). */
export function findCname(host: string, answer: DefiniteAnswer): Problem | null {
  return answer.owner === host ? null : error('DNS_CNAME', [], { found: answer.owner })
}

/** Whether the answer's owner lies outside the registrable domain of the name asked (R-DOM-11). */
export function isForeign(domain: string, answer: DefiniteAnswer): boolean {
  return !isWithin(answer.owner, registrableDomain(domain))
}

/** The zone is the registrable domain's or, where it is delegated, the domain's own. */
function doubled(host: string, domain: string): Problem[] {
  return [...new Set([registrableDomain(domain), domain])].map((zone) => {
    const proposal = host === zone ? '@' : host.slice(0, -zone.length - 1)
    return error('DNS_NAME_DOUBLED', [], { found: `${host}.${zone}`, proposal })
  })
}

/** The first place, a problem with the name in `found`, where the right values are; all are asked for at once. */
function findAt(places: readonly Problem[], type: DnsQuestionType, ask: Ask, matches: Matches): Problem | null {
  const hits = places.filter(({ params }) => matches(valuesOf(ask(String(params['found']), type))))
  return hits[0] ?? null
}
