import { error, type Problem } from '../problem.js'
import { excerpt } from '../text.js'
import { findCname, findMisplacedText } from './misplaced.js'
import { parseTags } from './tags.js'
import type { ExpectedRecord, MailDomain } from './types.js'
import { bareText, definite, UNANSWERED, valuesOf, verdictOf, type Ask, type Verdict } from './verdict.js'

/** A DKIM key: the bytes of `p=` are the key's, and `k=`, `h=`, `s=` allow it; CNAMEs are followed (R-DOM-7, -11). */
export function judgeDkim({ host, value }: ExpectedRecord, domain: MailDomain, ask: Ask): Verdict {
  const answer = definite(ask(host, 'TXT'))
  if (!answer) return UNANSWERED
  const key = keyOf(value)
  const isRight = (values: readonly string[]): boolean => values.some((text) => nameMistake(text, key) === null)
  const found = valuesOf(answer)
  if (isRight(found)) return verdictOf(answer, 'RIGHT', found)
  const cname = findCname(host, answer)
  const [first] = found
  if (first === undefined)
    return verdictOf(answer, 'ABSENT', found, cname ?? findMisplacedText(host, domain.name, ask, isRight))
  return verdictOf(
    answer,
    'WRONG',
    found,
    cname ?? nameMistake(found.find((text) => text.includes('p=')) ?? first, key),
  )
}

/** What is wrong with a published key; null: nothing. */
function nameMistake(text: string, key: string): Problem | null {
  const record = bareText(text)
  const tags = parseTags(record)
  const published = keyOf(record)
  const wrongTag = findWrongTag(tags)
  if (published === key) return wrongTag === null ? null : error('DNS_WRONG_VALUE', [], { found: excerpt(wrongTag) })
  if (published === '' && tags.has('p')) return error('DNS_WRONG_VALUE', [], { found: 'p=' })
  if (keyOf(record.replace(/["'\\]/g, '')) === key) return error('DNS_QUOTED', [], { found: excerpt(record) })
  if (published !== '' && key.startsWith(published))
    return error('DNS_CUT', [], { found: excerpt(record), limit: key.length, count: published.length })
  return error('DNS_WRONG_VALUE', [], { found: excerpt(record) })
}

function findWrongTag(tags: ReadonlyMap<string, string>): string | null {
  const allowed = { v: ['DKIM1'], k: ['rsa'], h: ['sha256'], s: ['*', 'email'] }
  for (const [tag, values] of Object.entries(allowed)) {
    const value = tags.get(tag)
    if (value !== undefined && !value.split(':').some((item) => values.includes(item.trim()))) return `${tag}=${value}`
  }
  return null
}

/** The base64 of `p=` without blanks and padding: equal texts are equal bytes. */
function keyOf(record: string): string {
  return (parseTags(record).get('p') ?? '').replace(/[\s=]/g, '')
}
