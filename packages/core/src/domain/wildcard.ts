import { error } from '../problem.js'
import { registrableDomain } from './registrable.js'
import type { ExpectedRecord, MailDomain } from './types.js'
import { definite, valuesOf, type Ask, type DefiniteAnswer, type Verdict } from './verdict.js'

/** A record with what was found of it. */
export interface Judged {
  readonly record: ExpectedRecord
  readonly verdict: Verdict
}

/** A name directly under `zone` that nobody has entered. */
interface Beside {
  readonly zone: string
  readonly name: string
}

/** Hints that a wildcard explains better: what they tell to replace or to delete is not there. */
const EXPLAINED: ReadonlySet<string> = new Set(['DNS_WRONG_VALUE', 'DNS_CNAME', 'DNS_MX_OTHER'])
const LABEL_LENGTH = 16

/**
 * DNS_WILDCARD where what was found is what any name beside the record answers (R-DOM-16). One question in all, for the
 * first record in question: it asks about a name made of the domain's token, which nobody has entered.
 */
export function explainByWildcard(judged: readonly Judged[], domain: MailDomain, ask: Ask): readonly Judged[] {
  const first = judged.find((each) => isExplained(each) && mayAsk(each))
  const beside = first && besideOf(first.record.host, domain)
  const answer = beside && definite(ask(beside.name, first.record.type))
  if (!answer) return judged
  const hint = error('DNS_WILDCARD', [], { found: `*.${beside.zone}` })
  return judged.map((each) => {
    const { record, verdict } = each
    const own = isExplained(each) ? definite(ask(record.host, record.type)) : undefined
    const comparable = own && (record.type === first.record.type || own.owner !== record.host)
    return comparable && isSame(own, record.host, answer, beside.name)
      ? { record, verdict: { ...verdict, hint } as Verdict }
      : each
  })
}

/** Watched records are found at other names too, and need not be there. */
function isExplained({ record, verdict }: Judged): boolean {
  if (record.purpose === 'SPF' || record.purpose === 'DMARC') return false
  return 'hint' in verdict && verdict.hint !== null && EXPLAINED.has(verdict.hint.code)
}

/** An absent MX has had its questions about other places already: the questions of a check are counted (R-DOM-15). */
function mayAsk({ record, verdict }: Judged): boolean {
  return verdict.outcome === 'WRONG' || record.type === 'TXT'
}

/** A wildcard of the domain itself does not answer for the domain: there it is one beside it. */
function besideOf(host: string, { name, ownershipToken }: MailDomain): Beside | undefined {
  if (host === name && name === registrableDomain(name)) return undefined
  const zone = host === name ? name.slice(name.indexOf('.') + 1) : name
  return { zone, name: `${ownershipToken.slice(0, LABEL_LENGTH).toLowerCase()}.${zone}` }
}

/** The same target of a CNAME, or the same values without one. */
function isSame(own: DefiniteAnswer, host: string, other: DefiniteAnswer, beside: string): boolean {
  if (own.owner !== host || other.owner !== beside) return own.owner === other.owner
  const [values, others] = [valuesOf(own), valuesOf(other)].map((all) => all.sort().join('\n'))
  return values !== '' && values === others
}
