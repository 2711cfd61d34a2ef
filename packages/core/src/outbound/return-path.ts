import { FIRST_ROTATION, signingSelector } from '../domain/dkim-rotation.js'
import { isProven } from '../domain/states.js'
import type { DkimSelector, Platform } from '../domain/types.js'
import { step, type TraceStep } from '../trace.js'
import type { OutboundDomain } from './types.js'

/** The local part of return paths on our own hosts: reports of what could not be delivered go there. */
const BOUNCE = 'bounce'

/**
 * R-OUT-7: where reports of failed delivery go: to the verified MAIL FROM, else to the platform's; under SMTP to the
 * From address.
 */
export function chooseReturnPath(
  { domain, states }: OutboundDomain,
  from: string,
  { feedbackHost }: Pick<Platform, 'feedbackHost'>,
  trace: TraceStep[],
): string {
  if (domain.type === 'CUSTOM' && domain.sender === 'SMTP') return tell('RETURN_PATH_FROM', from, trace)
  const proven = new Set(states.filter(isProven).map(({ key }) => key))
  const isVerified = proven.has('MAIL_FROM_MX') && proven.has('MAIL_FROM_SPF')
  return domain.mailFromDomain !== null && isVerified
    ? tell('RETURN_PATH_MAIL_FROM', `${BOUNCE}@${domain.mailFromDomain}`, trace)
    : tell('RETURN_PATH_PLATFORM', `${BOUNCE}@${feedbackHost}`, trace)
}

function tell(
  code: 'RETURN_PATH_FROM' | 'RETURN_PATH_MAIL_FROM' | 'RETURN_PATH_PLATFORM',
  address: string,
  trace: TraceStep[],
): string {
  trace.push(step('R-OUT-7', code, { address }, code !== 'RETURN_PATH_PLATFORM'))
  return address
}

/** The key that signs a mail: the From domain's own, or the platform's (R-OUT-7); null: the SMTP server signs. */
export type SigningKey = { readonly domain: string; readonly selector: DkimSelector | null } | null

/** R-OUT-7: which DKIM key signs. Nothing is signed here. */
export function chooseSigningKey(
  { domain, states, dkimRotation, serverSigns }: OutboundDomain,
  { root }: Pick<Platform, 'root'>,
  trace: TraceStep[],
): SigningKey {
  if (domain.type === 'CUSTOM' && domain.sender === 'SMTP' && serverSigns) {
    trace.push(step('R-OUT-7', 'DKIM_BY_SERVER', { domain: domain.name }, true))
    return null
  }
  const selector = domain.type === 'CUSTOM' ? signingSelector(dkimRotation ?? FIRST_ROTATION, states) : null
  if (selector !== null) {
    trace.push(step('R-OUT-7', 'DKIM_BY_DOMAIN', { domain: domain.name, selector }, true))
    return { domain: domain.name, selector }
  }
  trace.push(step('R-OUT-7', 'DKIM_BY_PLATFORM', { domain: root }, false))
  return { domain: root, selector: null }
}
