import { judgeDkim } from './dkim.js'
import { judgeDmarc } from './dmarc.js'
import { judgeMx } from './mx.js'
import { judgeOwnership } from './ownership.js'
import { expectedRecords, isInUse } from './records.js'
import { judgeMailFromSpf, judgeSpf } from './spf.js'
import { SpfWalks } from './spf-walks.js'
import { alignStates, nextState } from './states.js'
import type {
  DnsAnswers,
  DnsQuestion,
  ExpectedRecord,
  MailDomain,
  Platform,
  RecordChange,
  RecordState,
} from './types.js'
import type { Ask, Verdict } from './verdict.js'
import { explainByWildcard, type Judged } from './wildcard.js'

/**
 * What has to be asked of DNS, given the answers so far. Ask, remember, call again until it is empty: hints, SPF
 * includes and DMARC's fallback come in later rounds. At most 36 questions in all, 10 of them for SPF includes; these
 * are not asked again within a day of the check at `now` where the record is as it was.
 */
export function missingQuestions(
  domain: MailDomain,
  platform: Platform,
  answers: DnsAnswers,
  states: readonly RecordState[] = [],
  now = 0,
): DnsQuestion[] {
  const missing = new Map<string, DnsQuestion>()
  const ask = askWith((question) => {
    const answer = answers(question)
    if (answer === undefined) missing.set(`${question.type} ${question.name}`, question)
    return answer
  })
  judgeAll(domain, platform, ask, new SpfWalks(platform.spfInclude, ask, states, now))
  return [...missing.values()]
}

/**
 * The states of a domain's records after a check at `now` (R-DOM-5, R-DOM-10, R-DOM-18), and what changed by it. A
 * question without an answer counts as NO_ANSWER.
 */
export function judgeRecords(
  domain: MailDomain,
  platform: Platform,
  answers: DnsAnswers,
  states: readonly RecordState[],
  now: number,
): { states: RecordState[]; changes: RecordChange[] } {
  const ask = askWith(answers)
  const all = judgeAll(domain, platform, ask, new SpfWalks(platform.spfInclude, ask, states, now))
  const verdicts = new Map(all.map(({ record, verdict }) => [record.key, verdict]))
  const judged = alignStates(domain, platform, states, now).map((state) => {
    const verdict = verdicts.get(state.key)
    return verdict ? nextState(state, verdict, now) : state
  })
  return { states: judged, changes: changesBetween(states, judged, now) }
}

/** Names that DNS cannot hold, such as a mistyped SPF include, are not asked for: they do not exist. */
function askWith(answers: DnsAnswers): Ask {
  return (name, type) =>
    isDnsName(name) ? answers({ name, type }) : { kind: 'NONE', reason: 'NXDOMAIN', owner: name, source: '' }
}

function isDnsName(name: string): boolean {
  return name.length <= 253 && name.split('.').every((label) => /^[!-~]{1,63}$/.test(label))
}

/** Ownership is looked up even where it is only offered: the hit verifies it, its loss ends it (R-DOM-5, R-DOM-14). */
function askedRecords(domain: MailDomain, platform: Platform): ExpectedRecord[] {
  return expectedRecords(domain, platform).filter(({ key }) => key === 'OWNERSHIP' || isInUse(domain, key))
}

function judgeAll(domain: MailDomain, platform: Platform, ask: Ask, walks: SpfWalks): readonly Judged[] {
  const judged = askedRecords(domain, platform).map((record) => ({
    record,
    verdict: judge(record, domain, ask, walks),
  }))
  return explainByWildcard(judged, domain, ask)
}

function judge(record: ExpectedRecord, domain: MailDomain, ask: Ask, walks: SpfWalks): Verdict {
  switch (record.purpose) {
    case 'OWNERSHIP':
      return judgeOwnership(record, domain, ask)
    case 'MX':
    case 'MAIL_FROM_MX':
      return judgeMx(record, domain, ask)
    case 'DKIM':
      return judgeDkim(record, domain, ask)
    case 'MAIL_FROM_SPF':
      return judgeMailFromSpf(record, domain, walks, ask)
    case 'SPF':
      return judgeSpf(record, domain, walks, ask)
    case 'DMARC':
      return judgeDmarc(record, domain, ask)
  }
}

/** Changes of status from one row of states to another, for the timeline (R-DOM-15). */
export function changesBetween(
  before: readonly RecordState[],
  after: readonly RecordState[],
  at: number,
): RecordChange[] {
  return after.flatMap(({ key, status, subject, found, foundAt, source }) => {
    const from = before.find((state) => state.key === key)?.status
    const host = subject.slice(0, subject.indexOf(' '))
    return from === undefined || from === status
      ? []
      : [{ event: 'STATE' as const, key, host, from, to: status, found, foundAt, source, at }]
  })
}
