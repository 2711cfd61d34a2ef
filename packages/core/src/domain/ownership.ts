import { error, type Problem } from '../problem.js'
import { excerpt } from '../text.js'
import { findCname, findMisplacedText, isForeign } from './misplaced.js'
import { OWNERSHIP_PREFIX } from './records.js'
import type { ExpectedRecord, MailDomain } from './types.js'
import { bareText, definite, UNANSWERED, valuesOf, verdictOf, type Ask, type Verdict } from './verdict.js'

/** The TXT proof of ownership: its very value, not reached by a CNAME out of the registrable domain (R-DOM-5, -11). */
export function judgeOwnership({ host, value }: ExpectedRecord, domain: MailDomain, ask: Ask): Verdict {
  const answer = definite(ask(host, 'TXT'))
  if (!answer) return UNANSWERED
  const found = valuesOf(answer)
  const isRight = (values: readonly string[]): boolean => values.some((candidate) => bareText(candidate) === value)
  if (found.length > 0 && isForeign(domain.name, answer))
    return verdictOf(answer, 'WRONG', found, error('DNS_FOREIGN_ANSWER', [], { found: answer.owner }))
  if (isRight(found)) return verdictOf(answer, 'RIGHT', found)
  const cname = findCname(host, answer)
  if (found.length > 0) return verdictOf(answer, 'WRONG', found, cname ?? nameMistake(found, value))
  return verdictOf(answer, 'ABSENT', found, cname ?? findMisplacedText(host, domain.name, ask, isRight))
}

function nameMistake(found: readonly string[], value: string): Problem {
  const texts = found.map(bareText)
  const quoted = found.find((text) => text.replace(/["'\\\s]/g, '') === value)
  if (quoted !== undefined) return error('DNS_QUOTED', [], { found: excerpt(quoted) })
  const cut = texts.find((text) => text.startsWith(OWNERSHIP_PREFIX) && value.startsWith(text))
  if (cut !== undefined) return error('DNS_CUT', [], { found: cut, limit: value.length, count: cut.length })
  const other = texts.find((text) => text.startsWith(OWNERSHIP_PREFIX) && text.toLowerCase() !== value.toLowerCase())
  if (other !== undefined) return error('DNS_OLD_TOKEN', [], { found: excerpt(other) })
  return error('DNS_WRONG_VALUE', [], { found: excerpt(texts[0] ?? '') })
}
