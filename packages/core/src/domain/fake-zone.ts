import { judgeRecords, missingQuestions } from './judge.js'
import type {
  DnsAnswer,
  DnsAnswers,
  DnsQuestionType,
  MailDomain,
  Platform,
  RecordChange,
  RecordState,
} from './types.js'

/** What a made-up DNS holds, by `"<type> <name>"`: values, a CNAME's target, or no answer. Anything else is NXDOMAIN. */
export type FakeZone = Readonly<Record<string, readonly string[] | { readonly cname: string } | 'NO_ANSWER'>>

/** What a made-up DNS answers; CNAMEs (`{cname}`) are followed within it. */
export function answerOf(zone: FakeZone, name: string, type: DnsQuestionType): DnsAnswer {
  const source = '192.0.2.53 (authoritative)'
  const entry = zone[`${type} ${name}`]
  if (entry === 'NO_ANSWER') return { kind: 'NO_ANSWER', reason: 'TIMEOUT' }
  if (entry === undefined) return { kind: 'NONE', reason: 'NXDOMAIN', owner: name, source }
  if ('cname' in entry) return answerOf(zone, entry.cname, type)
  return { kind: 'ANSWER', values: entry, owner: name, source }
}

/** One check as the API makes it: asks in rounds until nothing is missing, then judges. `asked` counts questions. */
export function checkFake(
  domain: MailDomain,
  platform: Platform,
  zone: FakeZone,
  states: readonly RecordState[],
  now: number,
): { states: RecordState[]; changes: RecordChange[]; asked: number; rounds: number } {
  const known = new Map<string, DnsAnswer>()
  const answers: DnsAnswers = ({ name, type }) => known.get(`${type} ${name}`)
  let rounds = 0
  for (;;) {
    const missing = missingQuestions(domain, platform, answers)
    if (missing.length === 0) break
    rounds += 1
    for (const { name, type } of missing) known.set(`${type} ${name}`, answerOf(zone, name, type))
  }
  return { ...judgeRecords(domain, platform, answers, states, now), asked: known.size, rounds }
}
