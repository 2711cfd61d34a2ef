import { error, type Problem, type ProblemCode } from '../problem.js'
import { isWithin, registrableDomain } from './registrable.js'
import type { DnsQuestionType } from './types.js'
import { valuesOf, type Ask, type DefiniteAnswer } from './verdict.js'

type MisplacedCode = Extract<ProblemCode, 'DNS_NAME_DOUBLED' | 'DNS_AT_APEX' | 'DNS_AT_HOST'>

const NAME_OCTETS = 253

/** Whether an answer's values are what the record asks for. */
export type Matches = (values: readonly string[]) => boolean

/** DNS_NAME_DOUBLED where the right record is at `host` with the zone's name appended again (R-DOM-16). */
export function findDoubled(host: string, type: DnsQuestionType, ask: Ask, matches: Matches): Problem | null {
  const name = `${host}.${registrableDomain(host)}`
  return findAt([['DNS_NAME_DOUBLED', name]], type, ask, matches)
}

/**
 * Where the right text is instead of at `host`: at the doubled name, at the zone's apex, or at another host of the
 * zone, which is the domain itself or the first labels directly under the apex (R-DOM-16).
 */
export function findMisplacedText(host: string, domain: string, ask: Ask, matches: Matches): Problem | null {
  const apex = registrableDomain(domain)
  const prefix = host.slice(0, -domain.length)
  const places: [MisplacedCode, string][] = [
    ['DNS_NAME_DOUBLED', `${host}.${apex}`],
    ['DNS_AT_APEX', apex],
    ['DNS_AT_HOST', domain],
    ['DNS_AT_HOST', prefix + apex],
  ]
  return findAt(domain === apex ? places.slice(0, 2) : places, 'TXT', ask, matches)
}

/** DNS_CNAME where the name leads elsewhere (R-DOM-16). */
export function findCname(host: string, answer: DefiniteAnswer): Problem | null {
  return answer.owner === host ? null : error('DNS_CNAME', [], { found: answer.owner })
}

/** Whether the answer's owner lies outside the registrable domain of the name asked (R-DOM-11). */
export function isForeign(domain: string, answer: DefiniteAnswer): boolean {
  return !isWithin(answer.owner, registrableDomain(domain))
}

function findAt(
  places: readonly [MisplacedCode, string][],
  type: DnsQuestionType,
  ask: Ask,
  matches: Matches,
): Problem | null {
  const hits = places
    .filter(([, name]) => name.length <= NAME_OCTETS)
    .map(([code, name]) => ({ code, name, isHit: matches(valuesOf(ask(name, type))) }))
  const hit = hits.find(({ isHit }) => isHit)
  return hit ? error(hit.code, [], { found: hit.name }) : null
}
