import { error, type Problem } from '../problem.js'
import { excerpt } from '../text.js'
import { findCname, findDoubled } from './misplaced.js'
import { mergeSpf } from './spf-merge.js'
import type { ExpectedRecord } from './types.js'
import { bareText, definite, plainName, UNANSWERED, valuesOf, verdictOf, type Ask, type Verdict } from './verdict.js'

/** Look-ups, and void ones among them, that receivers grant an SPF record (RFC 7208, 4.6.4). */
const LOOKUPS_LIMIT = 10
const VOID_LIMIT = 2

const TERM = /^[+~?-]?(all|include|a|mx|ptr|ip4|ip6|exists)(?:[:/].*)?$|^([a-z][\w.-]*)=.*$/i

/**
 * The SPF record at a name (R-DOM-9). `include` is what it must reach before any `all`; null: it only has to be one
 * record that receivers can evaluate.
 */
export function judgeSpf({ host, key }: ExpectedRecord, include: string | null, ask: Ask): Verdict {
  const answer = definite(ask(host, 'TXT'))
  if (!answer) return UNANSWERED
  const found = spfRecords(valuesOf(answer))
  const [record] = found
  if (record === undefined) {
    const isOurs = (values: readonly string[]): boolean => spfRecords(values).length > 0
    const isWatched = key === 'SPF'
    return verdictOf(
      answer,
      'ABSENT',
      found,
      isWatched ? null : (findCname(host, answer) ?? findDoubled(host, 'TXT', ask, isOurs)),
    )
  }
  if (found.length > 1) {
    const proposal = mergeSpf(found, include)
    return verdictOf(answer, 'WRONG', found, error('DNS_SPF_TWICE', [], { count: found.length, proposal }))
  }
  const result = evaluateSpf(record, include, ask)
  if (result === 'UNANSWERED') return UNANSWERED
  if (result === 'INCLUDED' || (result === 'ENDED' && include === null)) return verdictOf(answer, 'RIGHT', found)
  const hint = result === 'ENDED' ? error('DNS_WRONG_VALUE', [], { found: excerpt(record) }) : result
  return verdictOf(answer, 'WRONG', found, hint)
}

type SpfResult = 'INCLUDED' | 'ENDED' | 'UNANSWERED' | Problem

/**
 * Walks a record as receivers do, in order, as far as the platform's include. Includes are asked for; the look-ups of
 * `a`, `mx`, `ptr` and `exists` only count.
 */
function evaluateSpf(record: string, include: string | null, ask: Ask): SpfResult {
  const counts = { lookups: 0, voids: 0 }

  const walk = (text: string): SpfResult => {
    const terms = text.split(/\s+/).slice(1)
    const redirect = terms.find((term) => /^redirect=/i.test(term))
    for (const term of terms.filter((candidate) => candidate !== '')) {
      const [, mechanism] = TERM.exec(term) ?? [null, null]
      if (mechanism === null) return error('DNS_WRONG_VALUE', [], { found: excerpt(term) })
      if (mechanism?.toLowerCase() === 'all') return 'ENDED'
      const result = look(mechanism?.toLowerCase(), term)
      if (result !== 'ENDED') return result
    }
    return redirect === undefined ? 'ENDED' : follow(redirect.slice('redirect='.length), redirect, true)
  }

  const look = (mechanism: string | undefined, term: string): SpfResult => {
    if (mechanism === 'include') return follow(term.slice(term.indexOf(':') + 1), term, !/^[~?-]/.test(term))
    return mechanism !== undefined && ['a', 'mx', 'ptr', 'exists'].includes(mechanism) ? count() : 'ENDED'
  }

  const count = (): SpfResult => {
    counts.lookups += 1
    const params = { limit: LOOKUPS_LIMIT, count: counts.lookups }
    return counts.lookups > LOOKUPS_LIMIT ? error('DNS_SPF_TOO_MANY_LOOKUPS', [], params) : 'ENDED'
  }

  const follow = (target: string, term: string, passes: boolean): SpfResult => {
    const counted = count()
    if (counted !== 'ENDED') return counted
    const name = plainName(target)
    if (name === include) return passes ? 'INCLUDED' : 'ENDED'
    if (name.includes('%')) return 'ENDED'
    const answer = definite(ask(name, 'TXT'))
    if (!answer) return 'UNANSWERED'
    const [included, second] = spfRecords(valuesOf(answer))
    if (answer.kind === 'NONE' && ++counts.voids > VOID_LIMIT)
      return error('DNS_SPF_TOO_MANY_LOOKUPS', [], { limit: VOID_LIMIT, count: counts.voids })
    if (included === undefined || second !== undefined) return error('DNS_WRONG_VALUE', [], { found: excerpt(term) })
    const result = walk(included)
    return result === 'INCLUDED' && !passes ? 'ENDED' : result
  }

  return walk(record)
}

function spfRecords(values: readonly string[]): string[] {
  return values.map(bareText).filter((text) => /^v=spf1(?:\s|$)/i.test(text))
}
