import type { DnsAnswer } from '@mailroom/core'
import type { Query, Reply } from './message.js'

/** Why a question got no answer. */
export type NoAnswer = Extract<DnsAnswer, { kind: 'NO_ANSWER' }>['reason']

/** What one reply means for a question. ALIAS: the name is another's, and the reply does not say what that one holds. */
export type Reading =
  | { readonly kind: 'ANSWER'; readonly values: readonly string[]; readonly owner: string }
  | { readonly kind: 'NONE'; readonly reason: 'NXDOMAIN' | 'NODATA'; readonly owner: string }
  | { readonly kind: 'ALIAS'; readonly target: string }
  | { readonly kind: 'NO_ANSWER'; readonly reason: NoAnswer }

/** Reads a reply, following the CNAMEs in it from name to name as long as the server may speak for them. */
export function follow(query: Query, reply: Reply, speaksFor: (name: string) => boolean): Reading {
  if (reply.code !== 'NOERROR' && reply.code !== 'NXDOMAIN')
    return noAnswer(reply.code === 'REFUSED' ? 'REFUSED' : 'SERVFAIL')
  const seen = new Set<string>()
  let owner = query.name
  while (speaksFor(owner)) {
    if (seen.has(owner)) return noAnswer('CNAME_LOOP')
    seen.add(owner)
    const own = reply.answers.filter((record) => record.name === owner)
    const values = own.filter((record) => record.type === query.type).map((record) => record.value)
    if (values.length > 0) return { kind: 'ANSWER', values, owner }
    const alias = own.find((record) => record.type === 'CNAME')
    if (!alias) break
    owner = alias.value
  }
  return owner === query.name ? absence(owner, reply) : { kind: 'ALIAS', target: owner }
}

/** No record of the name: said for certain, or said by a server that does not know. */
function absence(owner: string, reply: Reply): Reading {
  if (reply.answers.length > 0) return noAnswer('MALFORMED')
  if (reply.code === 'NXDOMAIN') return { kind: 'NONE', reason: 'NXDOMAIN', owner }
  return isReferral(reply) ? noAnswer('REFUSED') : { kind: 'NONE', reason: 'NODATA', owner }
}

/** A server that points elsewhere, or that neither holds the zone nor looks further. */
function isReferral(reply: Reply): boolean {
  if (reply.authoritative) return false
  const types = reply.authorities.map((record) => record.type)
  return !types.includes('SOA') && (types.includes('NS') || !reply.recursive)
}

export function noAnswer(reason: NoAnswer): Extract<Reading, { kind: 'NO_ANSWER' }> {
  return { kind: 'NO_ANSWER', reason }
}
