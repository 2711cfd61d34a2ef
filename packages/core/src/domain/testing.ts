import { judgeRecords, missingQuestions } from './judge.js'
import { initialStates } from './states.js'
import type {
  DnsAnswer,
  DnsAnswers,
  DnsQuestionType,
  MailDomain,
  Platform,
  RecordChange,
  RecordKey,
  RecordState,
} from './types.js'

/**
 * What a made-up DNS holds, by `"<type> <name>"`: values, a CNAME's target, or no answer. Anything else is what `*` at the
 * nearest name that exists holds, or NXDOMAIN.
 */
export type FakeZone = Readonly<Record<string, readonly string[] | { readonly cname: string } | 'NO_ANSWER'>>

/** What a made-up DNS answers; CNAMEs (`{cname}`) are followed within it. */
export function answerOf(zone: FakeZone, name: string, type: DnsQuestionType): DnsAnswer {
  const source = '192.0.2.53 (authoritative)'
  const entry = zone[`${type} ${name}`] ?? zone[`${type} ${wildcardFor(zone, name)}`]
  if (entry === 'NO_ANSWER') return { kind: 'NO_ANSWER', reason: 'TIMEOUT' }
  if (entry === undefined) return { kind: 'NONE', reason: 'NXDOMAIN', owner: name, source }
  if ('cname' in entry) return answerOf(zone, entry.cname, type)
  return { kind: 'ANSWER', values: entry, owner: name, source }
}

function wildcardFor(zone: FakeZone, name: string): string | null {
  const names = Object.keys(zone).map((key) => key.slice(key.indexOf(' ') + 1))
  const exists = (wanted: string) => names.some((known) => known === wanted || known.endsWith(`.${wanted}`))
  const labels = name.split('.')
  const encloser = labels.map((_, depth) => labels.slice(depth + 1).join('.')).find(exists)
  return exists(name) || encloser === undefined ? null : `*.${encloser}`
}

/** What a check of a made-up DNS came to. */
export interface FakeCheck {
  readonly states: RecordState[]
  readonly changes: RecordChange[]
  /** How many questions were asked, in how many rounds. */
  readonly asked: number
  readonly rounds: number
  /** The names asked for. */
  readonly names: readonly string[]
}

/** One check as the API makes it: asks in rounds until nothing is missing, then judges. */
export function checkFake(
  domain: MailDomain,
  platform: Platform,
  zone: FakeZone,
  states: readonly RecordState[],
  now: number,
): FakeCheck {
  const known = new Map<string, DnsAnswer>()
  const answers: DnsAnswers = ({ name, type }) => known.get(`${type} ${name}`)
  let rounds = 0
  for (;;) {
    const missing = missingQuestions(domain, platform, answers, states, now)
    if (missing.length === 0) break
    rounds += 1
    for (const { name, type } of missing) known.set(`${type} ${name}`, answerOf(zone, name, type))
  }
  return {
    ...judgeRecords(domain, platform, answers, states, now),
    asked: known.size,
    rounds,
    names: [...known.keys()].map((key) => key.split(' ')[1] ?? ''),
  }
}

/** A platform as the default configuration names it. */
export const platform: Platform = {
  root: 'mailroom.example',
  mxHost: 'mx.mailroom.example',
  feedbackHost: 'feedback.mailroom.example',
  spfInclude: '_spf.mailroom.example',
}
/** The beginning of both DKIM keys. */
export const KEY = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAx1'
/** The ownership token. */
export const TOKEN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** A domain with every kind of record. */
export const domain: MailDomain = {
  name: 'support.example.com',
  type: 'CUSTOM',
  sender: 'PLATFORM',
  reception: 'MX',
  mailFromDomain: 'bounce.support.example.com',
  ownershipToken: TOKEN,
  dkimKeys: [
    { selector: 'mr1', publicKey: `${KEY}mr1==` },
    { selector: 'mr2', publicKey: `${KEY}mr2==` },
  ],
  claim: 'NONE',
  smtpTestOk: null,
}
/** The value of its ownership record. */
export const proof = `mailroom-verification=${TOKEN}`
/** The name of its ownership record. */
export const challenge = '_mailroom-challenge.support.example.com'
/** A DNS in which everything is right. */
export const right: FakeZone = {
  [`TXT ${challenge}`]: [proof],
  'MX support.example.com': ['10 mx.mailroom.example'],
  'TXT mr1._domainkey.support.example.com': [`v=DKIM1; k=rsa; p=${KEY}mr1==`],
  'TXT mr2._domainkey.support.example.com': [`v=DKIM1; k=rsa; p=${KEY}mr2==`],
  'MX bounce.support.example.com': ['10 feedback.mailroom.example'],
  'TXT bounce.support.example.com': ['v=spf1 include:_spf.mailroom.example ~all'],
  'TXT support.example.com': ['v=spf1 -all', 'something else'],
  'TXT _dmarc.support.example.com': ['v=DMARC1; p=none'],
}
/** One first check of the domain. */
export const checkOnce = (zone: FakeZone, of = domain): FakeCheck =>
  checkFake(of, platform, zone, initialStates(of, platform, 0), 1000)

/** The state of one record after a first check, with everything else right. */
export function stateOf(key: RecordKey, zone: FakeZone, of = domain): RecordState {
  const state = checkOnce({ ...right, ...zone }, of).states.find((candidate) => candidate.key === key)
  if (!state) throw new Error(`no ${key}`)
  return state
}

/** Status, code of the hint, and the hint's `found`. */
export const outcome = ({ status, hint }: RecordState): unknown[] => [
  status,
  hint?.code ?? null,
  hint?.params['found'] ?? null,
]
