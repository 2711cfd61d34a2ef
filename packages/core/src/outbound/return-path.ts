import { FIRST_ROTATION, signingSelector } from '../domain/dkim-rotation.js'
import { isProven } from '../domain/states.js'
import type { Platform } from '../domain/types.js'
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

/**
 * R-OUT-7: which DKIM key signs: the verified one of the From domain, under SMTP unless the domain says that the server
 * signs; else the platform's. Nothing is signed here.
 */
export function signingKeyStep(
  { domain, states, dkimRotation, serverSigns }: OutboundDomain,
  { root }: Pick<Platform, 'root'>,
): TraceStep {
  if (domain.type === 'PLATFORM') return step('R-OUT-7', 'DKIM_BY_PLATFORM', { domain: root }, false)
  if (domain.sender === 'SMTP' && serverSigns) return step('R-OUT-7', 'DKIM_BY_SERVER', { domain: domain.name }, true)
  const selector = signingSelector(dkimRotation ?? FIRST_ROTATION, states)
  return selector === null
    ? step('R-OUT-7', 'DKIM_BY_PLATFORM', { domain: root }, false)
    : step('R-OUT-7', 'DKIM_BY_DOMAIN', { domain: domain.name, selector }, true)
}
