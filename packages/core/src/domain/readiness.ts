import { error, warning, type Problem } from '../problem.js'
import { isProven, riskDeadline } from './states.js'
import type { Capability, MailDomain, RecordKey, RecordState } from './types.js'

/**
 * Whether the domain can send (R-DOM-12). Reasons, first things first: CLAIMED_ELSEWHERE, OWNERSHIP_CONTESTED,
 * OWNERSHIP_PENDING, OWNERSHIP_FAILED, SMTP_NOT_TESTED; and the warning OWNERSHIP_AT_RISK of one that still can.
 */
export function canSend(domain: MailDomain, states: readonly RecordState[]): Capability {
  if (domain.type === 'PLATFORM') return capability([])
  const claimed = checkClaim(domain, states)
  if (domain.sender === 'PLATFORM') return capability(claimed.length > 0 ? claimed : checkOwnership(states))
  return capability([...claimed, ...(domain.smtpTestOk === true ? [] : [error('SMTP_NOT_TESTED', [])])])
}

/**
 * Whether the domain can receive (R-DOM-12). Reasons as for sending by the claim of others, then MX_MISSING or
 * MX_WRONG.
 */
export function canReceive(domain: MailDomain, states: readonly RecordState[]): Capability {
  if (domain.type === 'PLATFORM') return capability([])
  return capability([...checkClaim(domain, states), ...(domain.reception === 'MX' ? checkMx(states) : [])])
}

function capability(reasons: readonly Problem[]): Capability {
  return { ready: reasons.every(({ severity }) => severity === 'WARNING'), reasons }
}

/** What another organisation's claim to the same name takes away. */
function checkClaim({ claim }: MailDomain, states: readonly RecordState[]): Problem[] {
  if (claim === 'NONE') return []
  const ownership = checkOwnership(states)
  const isProved = capability(ownership).ready
  if (claim === 'CONTESTED') return isProved ? ownership : [error('OWNERSHIP_CONTESTED', [])]
  return [error(isProved ? 'CLAIMED_ELSEWHERE' : 'OWNERSHIP_PENDING', [])]
}

function checkOwnership(states: readonly RecordState[]): Problem[] {
  const state = stateOf(states, 'OWNERSHIP')
  if (!state || !isProven(state))
    return [error(state?.status === 'FAILED' ? 'OWNERSHIP_FAILED' : 'OWNERSHIP_PENDING', [])]
  const deadline = riskDeadline(state)
  return deadline === null ? [] : [warning('OWNERSHIP_AT_RISK', [], { deadline: new Date(deadline).toISOString() })]
}

function checkMx(states: readonly RecordState[]): Problem[] {
  const status = stateOf(states, 'MX')?.status
  if (status === 'VERIFIED') return []
  return [error(status === 'FAILED' ? 'MX_WRONG' : 'MX_MISSING', [])]
}

function stateOf(states: readonly RecordState[], key: RecordKey): RecordState | undefined {
  return states.find((state) => state.key === key)
}
