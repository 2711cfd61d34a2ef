import { warning, type Problem } from '../problem.js'
import { dmarcPolicy } from './dmarc.js'
import { parseExchanges } from './mx.js'
import { isProven } from './states.js'
import type { MailDomain, Platform, RecordState } from './types.js'

/**
 * What to know of a domain by its last check (R-DOM-17): MX_MOVES_ALL_MAIL where its MX is another provider's today,
 * DMARC_WILL_FAIL where its policy refuses mail that nothing aligned proves.
 */
export function domainWarnings(domain: MailDomain, platform: Platform, states: readonly RecordState[]): Problem[] {
  if (domain.type === 'PLATFORM') return []
  return [...checkMailMoves(domain, platform, states), ...checkDmarc(domain, states)]
}

function checkMailMoves(domain: MailDomain, platform: Platform, states: readonly RecordState[]): Problem[] {
  if (domain.reception !== 'MX') return []
  const hosts = parseExchanges(states.find(({ key }) => key === 'MX')?.found ?? []).map(({ host }) => host)
  const [best] = hosts
  if (!best || hosts.includes(platform.mxHost)) return []
  return [warning('MX_MOVES_ALL_MAIL', ['name'], { found: best, proposal: `support.${domain.name}` })]
}

/** MAIL FROM is a strict subdomain, so it aligns unless `aspf=s`; under SMTP there is none (R-DOM-8). */
function checkDmarc(domain: MailDomain, states: readonly RecordState[]): Problem[] {
  const dmarc = dmarcPolicy(domain, states)
  if (!dmarc || dmarc.policy === 'none') return []
  const proven = new Set(states.filter(isProven).map(({ key }) => key))
  const isSigned = proven.has('DKIM:mr1') || proven.has('DKIM:mr2')
  const isAligned =
    domain.sender === 'PLATFORM' && !dmarc.isSpfStrict && proven.has('MAIL_FROM_MX') && proven.has('MAIL_FROM_SPF')
  return isSigned || isAligned ? [] : [warning('DMARC_WILL_FAIL', [], { policy: dmarc.policy })]
}
