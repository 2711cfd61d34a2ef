import { error, type Problem } from '../problem.js'
import type { AddressSettings, Mailbox } from './types.js'

/** An address with what decides about who sends. */
export interface SendingAddress {
  readonly address: string
  readonly settings: Pick<AddressSettings, 'fromName' | 'replyTo' | 'bcc'>
}

/** Who a mail really comes from, and where replies and hidden copies go (R-ADR-6). */
export interface EffectiveSender<A> {
  readonly from: string
  readonly fromName: string | null
  readonly replyTo: string | null
  readonly bcc: readonly Mailbox[]
  /** The address whose Reply-To and BCC are used instead of the own ones; null: the own ones. */
  readonly carriedOverFrom: A | null
}

/**
 * R-ADR-6: with another address as From, Reply-To and BCC are that address's, one hop only; the name is always the
 * address's own. `fromAddress` null: the address itself.
 */
export function effectiveSender<A extends SendingAddress>(address: A, fromAddress: A | null): EffectiveSender<A> {
  const other = fromAddress && fromAddress.address.toLowerCase() !== address.address.toLowerCase() ? fromAddress : null
  const source = other ?? address
  return {
    from: source.address,
    fromName: address.settings.fromName,
    replyTo: source.settings.replyTo,
    bcc: source.settings.bcc,
    carriedOverFrom: other,
  }
}

/** CARRIED_OVER for own Reply-To or BCC while another address is the From (R-ADR-6). `from`: its address or id. */
export function checkCarryOver(
  settings: { readonly replyTo: unknown; readonly bcc: readonly unknown[] },
  from: string,
): Problem[] {
  const problems: Problem[] = []
  if (settings.replyTo) problems.push(error('CARRIED_OVER', ['replyTo'], { from }))
  if (settings.bcc.length > 0) problems.push(error('CARRIED_OVER', ['bcc'], { from }))
  return problems
}
