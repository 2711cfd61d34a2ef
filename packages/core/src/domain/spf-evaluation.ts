import { error, type Problem } from '../problem.js'
import { excerpt } from '../text.js'
import type { DnsQuestionType } from './types.js'
import { bareText, definite, plainName, valuesOf, type Ask } from './verdict.js'

/** Look-ups, and void ones among them, that receivers grant an SPF record (RFC 7208, 4.6.4). */
const LOOKUPS_LIMIT = 10
const VOID_LIMIT = 2

const TERM = /^[+~?-]?(all|include|a|mx|ptr|ip4|ip6|exists)(?:[:/].*)?$|^[a-z][\w.-]*=.*$/i

/** What an SPF record comes to: our include reached, an end without it, no answer, or the mistake that breaks it. */
export type SpfResult = 'INCLUDED' | 'ENDED' | 'UNANSWERED' | Problem

/** The SPF records among the texts of a name. */
export function spfRecords(values: readonly string[]): string[] {
  return values.map(bareText).filter((text) => /^v=spf1(?:\s|$)/i.test(text))
}

/** Walks the record at `host` as receivers do, in order, as far as the platform's include (R-DOM-9). */
export function evaluateSpf(record: string, host: string, include: string, ask: Ask): SpfResult {
  return new SpfWalk(include, ask).walk(record, host)
}

class SpfWalk {
  private lookups = 0
  private voids = 0

  constructor(
    private readonly include: string,
    private readonly ask: Ask,
  ) {}

  walk(record: string, host: string): SpfResult {
    const terms = record
      .split(/\s+/)
      .slice(1)
      .filter((term) => term !== '')
    const redirects = terms.filter((term) => /^redirect=/i.test(term))
    const mistake = terms.find((term) => !TERM.test(term)) ?? redirects[1]
    if (mistake !== undefined) return error('DNS_WRONG_VALUE', [], { found: excerpt(mistake) })
    for (const term of terms) {
      const mechanism = TERM.exec(term)?.[1]?.toLowerCase()
      if (mechanism === 'all') return 'ENDED'
      const result = this.look(mechanism, term, host)
      if (result !== 'ENDED') return result
    }
    const [redirect] = redirects
    return redirect === undefined ? 'ENDED' : this.follow(redirect.slice('redirect='.length), redirect)
  }

  private look(mechanism: string | undefined, term: string, host: string): SpfResult {
    const target = plainName(/:([^/]*)/.exec(term)?.[1] ?? host)
    switch (mechanism) {
      case 'include': {
        const result = this.follow(target, term)
        return result === 'INCLUDED' && /^[~?-]/.test(term) ? 'ENDED' : result
      }
      case 'a':
      case 'exists':
        return this.visit(target, 'A')
      case 'mx':
        return this.visit(target, 'MX')
      case 'ptr':
        return this.count()
      default:
        return 'ENDED'
    }
  }

  private follow(target: string, term: string): SpfResult {
    const counted = this.count()
    const name = plainName(target)
    if (counted !== 'ENDED') return counted
    if (name === this.include) return 'INCLUDED'
    if (hasMacro(name)) return 'ENDED'
    const answer = definite(this.ask(name, 'TXT'))
    if (!answer) return 'UNANSWERED'
    const [included, second] = spfRecords(valuesOf(answer))
    if (included === undefined || second !== undefined) return error('DNS_WRONG_VALUE', [], { found: excerpt(term) })
    return this.walk(included, name)
  }

  private visit(name: string, type: DnsQuestionType): SpfResult {
    const counted = this.count()
    if (counted !== 'ENDED' || hasMacro(name)) return counted
    const answer = definite(this.ask(name, type))
    if (!answer) return 'UNANSWERED'
    if (answer.kind === 'NONE') this.voids += 1
    return this.voids > VOID_LIMIT ? tooMany(VOID_LIMIT, this.voids) : 'ENDED'
  }

  private count(): SpfResult {
    this.lookups += 1
    return this.lookups > LOOKUPS_LIMIT ? tooMany(LOOKUPS_LIMIT, this.lookups) : 'ENDED'
  }
}

/** Macros depend on the mail: what they lead to is not known here. */
function hasMacro(name: string): boolean {
  return name.includes('%')
}

function tooMany(limit: number, count: number): Problem {
  return error('DNS_SPF_TOO_MANY_LOOKUPS', [], { limit, count })
}
