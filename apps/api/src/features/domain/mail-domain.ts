import { canReceive, canSend, type Claim, type MailDomain, type RecordState } from '@mailroom/core'
import type { DomainRow } from './domain.read-model.js'

type Described = Pick<
  DomainRow,
  | 'name'
  | 'type'
  | 'sender'
  | 'smtpHost'
  | 'smtpTestOk'
  | 'reception'
  | 'mailFromDomain'
  | 'ownershipToken'
  | 'dkimKeys'
>

/** A stored domain as the engine sees it. */
export function toMailDomain(row: Described, claim: Claim): MailDomain {
  const { name, type, sender, smtpHost, smtpTestOk, reception, mailFromDomain, ownershipToken } = row
  const dkimKeys = row.dkimKeys.map(({ selector, publicKey }) => ({ selector, publicKey }))
  return { name, type, sender, reception, mailFromDomain, ownershipToken, dkimKeys, claim, smtpHost, smtpTestOk }
}

/** The readiness as lists of addresses keep it (R-DOM-12). */
export function readinessOf(domain: MailDomain, states: readonly RecordState[]) {
  return { sendReady: canSend(domain, states).ready, receiveReady: canReceive(domain, states).ready }
}

type Readiness = Pick<DomainRow, 'sendReady' | 'receiveReady'>

/** Whether addresses of the domain feel a difference (R-ADR-13). */
export function isReadinessOther(before: Readiness, after: Readiness): boolean {
  return before.sendReady !== after.sendReady || before.receiveReady !== after.receiveReady
}

/** The states where another server sends: what SPF said of the former one is looked at anew (R-DOM-9). */
export function withoutSpfWalk(states: readonly RecordState[]): RecordState[] {
  return states.map((state) => {
    const { walkedAt, ...rest } = state
    return walkedAt === undefined || state.key !== 'SPF' ? state : rest
  })
}
