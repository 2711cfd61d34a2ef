import { error, type Problem } from '../problem.js'
import { findCname, findDoubled } from './misplaced.js'
import type { ExpectedRecord, MailDomain } from './types.js'
import { definite, plainName, UNANSWERED, valuesOf, verdictOf, type Ask, type Verdict } from './verdict.js'

interface Exchange {
  readonly preference: number
  /** '' is the null MX. */
  readonly host: string
}

/** An MX record that names our host alone at the best preference (R-DOM-6, R-DOM-8). */
export function judgeMx({ host, value, key }: ExpectedRecord, domain: MailDomain, ask: Ask): Verdict {
  const answer = definite(ask(host, 'MX'))
  if (!answer) return UNANSWERED
  const found = valuesOf(answer)
  const exchanges = parseExchanges(found)
  if (exchanges.length > 0) {
    const mistake = nameMistake(exchanges, value, ask)
    return verdictOf(answer, mistake ? 'WRONG' : 'RIGHT', found, mistake)
  }
  const isOurs = (values: readonly string[]): boolean => parseExchanges(values).some((row) => row.host === value)
  const [address] = key === 'MX' ? valuesOf(ask(host, 'A')) : []
  const misplaced = findDoubled(host, domain.name, 'MX', ask, isOurs) ?? findCname(host, answer)
  if (address === undefined) return verdictOf(answer, 'ABSENT', found, misplaced)
  return verdictOf(answer, 'WRONG', found, misplaced ?? error('DNS_MX_IMPLICIT', [], { found: address }))
}

/** Hosts of MX values such as `10 mx.example.com`, best first; '' is the null MX. */
export function parseExchanges(values: readonly string[]): Exchange[] {
  return values
    .map((value) => /^(\d+)\s+(\S.*)$/.exec(value.trim()))
    .filter((match) => match !== null)
    .map(([, preference, host]) => ({ preference: Number(preference), host: plainName(host ?? '') }))
    .sort((a, b) => a.preference - b.preference)
}

function nameMistake(exchanges: readonly Exchange[], ours: string, ask: Ask): Problem | null {
  const [best] = exchanges
  if (!best) return null
  const others = exchanges.filter(({ host }) => host !== ours)
  const mine = exchanges.find(({ host }) => host === ours)
  if (!mine) return nameOther(best, exchanges, ours, ask)
  const rival = others.find(({ preference }) => preference <= mine.preference)
  if (!rival) return null
  const code = rival.preference === mine.preference ? 'DNS_MX_EQUAL' : 'DNS_MX_NOT_BEST'
  return error(code, [], { found: rival.host })
}

function nameOther(best: Exchange, exchanges: readonly Exchange[], ours: string, ask: Ask): Problem {
  if (exchanges.every(({ host }) => host === '')) return error('DNS_MX_NULL', [])
  const twice = exchanges.find(({ host }) => /^\d+\s+/.test(host) && host.replace(/^\d+\s+/, '') === ours)
  if (twice) return error('DNS_MX_PRIORITY_TWICE', [], { found: twice.host, proposal: ours })
  const address = exchanges.find(({ host }) => /^(?:\d+\.){3}\d+$/.test(host) || host.includes(':'))
  if (address) return error('DNS_MX_IP', [], { found: address.host })
  const doubled = exchanges.find(({ host }) => host.startsWith(`${ours}.`))
  if (doubled) return error('DNS_NAME_DOUBLED', [], { found: doubled.host, proposal: `${ours}.` })
  const aliases = best.host === '' ? [] : valuesOf(ask(best.host, 'CNAME')).map(plainName)
  return error(aliases.includes(ours) ? 'DNS_MX_CNAME' : 'DNS_MX_OTHER', [], { found: best.host })
}
