import { error } from '../problem.js'
import { excerpt } from '../text.js'
import { findCname, findDoubled } from './misplaced.js'
import { spfRecords, type SpfResult } from './spf-evaluation.js'
import { mergeSpf, mergeSpfServer } from './spf-merge.js'
import type { SpfWalks } from './spf-walks.js'
import type { ExpectedRecord, MailDomain } from './types.js'
import { definite, UNANSWERED, valuesOf, verdictOf, type Ask, type DefiniteAnswer, type Verdict } from './verdict.js'

/** The SPF record of the MAIL FROM name: one, that reaches the platform's include before any `all` (R-DOM-9). */
export function judgeMailFromSpf(
  { key, host }: ExpectedRecord,
  { name }: MailDomain,
  walks: SpfWalks,
  ask: Ask,
): Verdict {
  const answer = definite(ask(host, 'TXT'))
  if (!answer) return UNANSWERED
  const found = spfRecords(valuesOf(answer))
  const isSpf = (values: readonly string[]): boolean => spfRecords(values).length > 0
  const [record, second] = found
  if (record === undefined)
    return verdictOf(answer, 'ABSENT', found, findCname(host, answer) ?? findDoubled(host, name, 'TXT', ask, isSpf))
  if (second !== undefined) return twice(answer, found, walks.include)
  if (walks.isFresh(key, record)) return verdictOf(answer, 'RIGHT', found)
  const result = walks.evaluate(record, host)
  return verdictBy(
    answer,
    found,
    result === 'ENDED' ? error('DNS_WRONG_VALUE', [], { found: excerpt(record) }) : result,
  )
}

/** The watched SPF record of the domain itself: one that receivers can evaluate (R-DOM-9). */
export function judgeSpf(
  { key, host }: ExpectedRecord,
  { sender, smtpHost }: MailDomain,
  walks: SpfWalks,
  ask: Ask,
): Verdict {
  const answer = definite(ask(host, 'TXT'))
  if (!answer) return UNANSWERED
  const found = spfRecords(valuesOf(answer))
  const [record, second] = found
  if (record === undefined) return verdictOf(answer, 'ABSENT', found)
  if (second !== undefined) return twice(answer, found, sender === 'PLATFORM' ? walks.include : null)
  if (walks.isFresh(key, record)) return verdictOf(answer, 'RIGHT', found)
  if (sender === 'PLATFORM' || !smtpHost) return verdictBy(answer, found, walks.evaluate(record, host))
  const result = walks.evaluateFor(record, host, smtpHost)
  const hint = error('DNS_SPF_SERVER_MISSING', [], { found: smtpHost, proposal: mergeSpfServer(found, smtpHost) })
  return verdictBy(answer, found, result === 'ENDED' ? hint : result)
}

function twice(answer: DefiniteAnswer, found: readonly string[], include: string | null): Verdict {
  const proposal = mergeSpf(found, include)
  return verdictOf(answer, 'WRONG', found, error('DNS_SPF_TWICE', [], { count: found.length, proposal }))
}

function verdictBy(answer: DefiniteAnswer, found: readonly string[], result: SpfResult): Verdict {
  if (result === 'UNANSWERED') return UNANSWERED
  const hint = typeof result === 'string' ? null : result
  return { ...verdictOf(answer, hint ? 'WRONG' : 'RIGHT', found, hint), isWalked: true }
}
