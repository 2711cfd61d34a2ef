import { error } from '../problem.js'
import { excerpt } from '../text.js'
import { registrableDomain } from './registrable.js'
import { parseTags } from './tags.js'
import type { ExpectedRecord, MailDomain, RecordState } from './types.js'
import { bareText, definite, UNANSWERED, valuesOf, verdictOf, type Ask, type Verdict } from './verdict.js'

const POLICIES = ['none', 'quarantine', 'reject']

/** The DMARC record at the domain, else at the organisational domain; two records are none (R-DOM-9). */
export function judgeDmarc({ host }: ExpectedRecord, domain: MailDomain, ask: Ask): Verdict {
  const own = judgeAt(host, ask)
  const organisational = `_dmarc.${registrableDomain(domain.name)}`
  const isNone = own.outcome === 'ABSENT' && own.found.length === 0
  return isNone && organisational !== host ? judgeAt(organisational, ask) : own
}

function judgeAt(name: string, ask: Ask): Verdict {
  const answer = definite(ask(name, 'TXT'))
  if (!answer) return UNANSWERED
  const found = valuesOf(answer)
    .map(bareText)
    .filter((text) => /^v\s*=\s*DMARC1\s*(?:;|$)/.test(text))
  const [record] = found
  const named = { ...answer, owner: name }
  if (record === undefined) return verdictOf(named, 'ABSENT', found)
  const hint = error('DNS_WRONG_VALUE', [], { found: excerpt(found.join(', ')) })
  if (found.length > 1) return verdictOf(named, 'ABSENT', found, hint)
  return POLICIES.includes(policyTag(record, 'p') ?? '')
    ? verdictOf(named, 'RIGHT', found)
    : verdictOf(named, 'WRONG', found, hint)
}

/** The DMARC policy that receivers apply to mail of a domain. */
export interface DmarcPolicy {
  readonly policy: string
  /** `aspf=s`: SPF aligns only with the very domain. */
  readonly isSpfStrict: boolean
}

/** The policy by the last check; of an organisational domain `sp` before `p` (R-DOM-9). Null: none is known. */
export function dmarcPolicy(domain: MailDomain, states: readonly RecordState[]): DmarcPolicy | null {
  const state = states.find(({ key }) => key === 'DMARC')
  const [record] = state?.found ?? []
  if (state?.status !== 'VERIFIED' || record === undefined) return null
  const own = policyTag(record, 'p') ?? 'none'
  const policy = state.foundAt === `_dmarc.${domain.name}` ? own : (policyTag(record, 'sp') ?? own)
  return { policy, isSpfStrict: policyTag(record, 'aspf') === 's' }
}

function policyTag(record: string, tag: string): string | undefined {
  return parseTags(record).get(tag)?.toLowerCase()
}
