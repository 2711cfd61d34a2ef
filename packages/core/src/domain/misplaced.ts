import { error, type Problem } from '../problem.js'
import { isWithin, registrableDomain } from './registrable.js'
import type { DnsQuestionType } from './types.js'
import { valuesOf, type Ask, type DefiniteAnswer } from './verdict.js'

/** Whether an answer's values are what the record asks for. */
export type Matches = (values: readonly string[]) => boolean

/** DNS_NAME_DOUBLED where the right record is at `host` with the zone's name appended again (R-DOM-16). */
export function findDoubled(host: string, type: DnsQuestionType, ask: Ask, matches: Matches): Problem | null {
  return findAt([doubled(host)], type, ask, matches)
}

/**
 * Where the right text is instead of at `host`: at the doubled name, at the zone's apex, or at another host of the
 * zone, which is the domain itself or the first labels directly under the apex (R-DOM-16).
 */
export function findMisplacedText(host: string, domain: string, ask: Ask, matches: Matches): Problem | null {
  const apex = registrableDomain(domain)
  const prefix = host.slice(0, -domain.length)
  const places = [doubled(host), error('DNS_AT_APEX', [], { found: apex })]
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

function doubled(host: string): Problem {
  const apex = registrableDomain(host)
  const proposal = host === apex ? '@' : host.slice(0, -apex.length - 1)
  return error('DNS_NAME_DOUBLED', [], { found: `${host}.${apex}`, proposal })
}

/** The first place, a problem with the name in `found`, where the right values are; all are asked for at once. */
function findAt(places: readonly Problem[], type: DnsQuestionType, ask: Ask, matches: Matches): Problem | null {
  const hits = places.filter(({ params }) => matches(valuesOf(ask(String(params['found']), type))))
  return hits[0] ?? null
}
