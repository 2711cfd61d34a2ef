import { error, type Problem } from '../problem.js'
import { excerpt } from '../text.js'
import { parseExchanges } from './mx.js'
import { isInNetwork } from './networks.js'
import type { DnsQuestionType } from './types.js'
import { bareText, definite, plainName, valuesOf, type Ask } from './verdict.js'

/** Look-ups, and void ones among them, that receivers grant an SPF record (RFC 7208, 4.6.4). */
const LOOKUPS_LIMIT = 10
const VOID_LIMIT = 2
const EXCHANGES_LIMIT = 10

const TERM = /^[+~?-]?(all|include|a|mx|ptr|ip4|ip6|exists)(?:[:/].*)?$|^[a-z][\w.-]*=.*$/i

/** What an SPF record comes to: the goal reached, an end without it, no answer, or the mistake that breaks it. */
export type SpfResult = 'INCLUDED' | 'ENDED' | 'UNANSWERED' | Problem

/** As `SpfResult`; REFUSED: a term that fits the address refuses it, which ends the record that it stands in. */
type SpfStep = SpfResult | 'REFUSED'

/** What is looked for: the platform's include, or a term that lets an address send. */
type SpfGoal = { readonly include: string } | { readonly address: string }

/** The SPF records among the texts of a name. */
export function spfRecords(values: readonly string[]): string[] {
  return values.map(bareText).filter((text) => /^v=spf1(?:\s|$)/i.test(text))
}

/** Walks the record at `host` as receivers do, in order, as far as the goal (R-DOM-9). */
export function evaluateSpf(record: string, host: string, goal: SpfGoal, ask: Ask): SpfResult {
  const result = new SpfWalk(goal, ask).walk(record, host)
  return result === 'REFUSED' ? 'ENDED' : result
}

class SpfWalk {
  private lookups = 0
  private voids = 0
  private readonly include: string | undefined
  private readonly address: string | undefined

  constructor(
    goal: SpfGoal,
    private readonly ask: Ask,
  ) {
    this.include = 'include' in goal ? goal.include : undefined
    this.address = 'address' in goal ? goal.address : undefined
  }

  walk(record: string, host: string): SpfStep {
    const terms = record
      .split(/\s+/)
      .slice(1)
      .filter((term) => term !== '')
    const redirects = terms.filter((term) => /^redirect=/i.test(term))
    const mistake = terms.find((term) => !TERM.test(term)) ?? redirects[1]
    if (mistake !== undefined) return error('DNS_WRONG_VALUE', [], { found: excerpt(mistake) })
    for (const term of terms) {
      const mechanism = TERM.exec(term)?.[1]?.toLowerCase()
      if (mechanism === 'all') return this.address === undefined ? 'ENDED' : hit(term)
      const result = this.look(mechanism, term, host)
      if (result !== 'ENDED') return result
    }
    const [redirect] = redirects
    return redirect === undefined ? 'ENDED' : this.follow(redirect.slice('redirect='.length), redirect)
  }

  private look(mechanism: string | undefined, term: string, host: string): SpfStep {
    const target = plainName(/:([^/]*)/.exec(term)?.[1] ?? host)
    switch (mechanism) {
      case 'include': {
        const result = this.follow(target, term)
        if (result === 'REFUSED') return 'ENDED'
        return result === 'INCLUDED' ? this.reached(term) : result
      }
      case 'a':
        return this.visitHosts([target], term)
      case 'mx':
        return this.visitExchanges(target, term)
      case 'exists':
        return this.visit(target, 'A')
      case 'ptr':
        return this.count()
      case 'ip4':
      case 'ip6':
        return this.matches(term.slice(term.indexOf(':') + 1)) ? hit(term) : 'ENDED'
      default:
        return 'ENDED'
    }
  }

  /** An include that is reached by a term that does not pass is none; an address so found is refused. */
  private reached(term: string): SpfStep {
    return this.include === undefined ? hit(term) : /^[~?-]/.test(term) ? 'ENDED' : 'INCLUDED'
  }

  private visitExchanges(name: string, term: string): SpfStep {
    const result = this.visit(name, 'MX')
    if (result !== 'ENDED' || this.address === undefined || hasMacro(name)) return result
    const hosts = parseExchanges(valuesOf(this.ask(name, 'MX'))).map(({ host }) => host)
    return this.findAmong(hosts.slice(0, EXCHANGES_LIMIT), term)
  }

  private visitHosts(hosts: readonly string[], term: string): SpfStep {
    const [name = ''] = hosts
    const result = this.visit(name, this.addressType)
    return result !== 'ENDED' || this.address === undefined || hasMacro(name) ? result : this.findAmong(hosts, term)
  }

  /** Whether one of the hosts has the address, or one in the same network where the term names a length. */
  private findAmong(hosts: readonly string[], term: string): SpfStep {
    const length = /\/(\d+)/.exec(term)?.[1]
    for (const host of hosts.filter((each) => each !== '')) {
      const answer = definite(this.ask(host, this.addressType))
      if (!answer) return 'UNANSWERED'
      const networks = valuesOf(answer).map((value) => (length === undefined ? value : `${value}/${length}`))
      if (networks.some((network) => this.matches(network))) return hit(term)
    }
    return 'ENDED'
  }

  private get addressType(): DnsQuestionType {
    return this.address?.includes(':') ? 'AAAA' : 'A'
  }

  private matches(network: string): boolean {
    return this.address !== undefined && isInNetwork(this.address, network)
  }

  private follow(target: string, term: string): SpfStep {
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

/** What a term that fits does with the address. */
function hit(term: string): SpfStep {
  return /^[~?-]/.test(term) ? 'REFUSED' : 'INCLUDED'
}

/** Macros depend on the mail: what they lead to is not known here. */
function hasMacro(name: string): boolean {
  return name.includes('%')
}

function tooMany(limit: number, count: number): Problem {
  return error('DNS_SPF_TOO_MANY_LOOKUPS', [], { limit, count })
}
