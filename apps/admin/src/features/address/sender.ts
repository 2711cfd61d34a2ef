import { effectiveSender } from '@mailroom/core'
import type { AddressDomainFragment } from '@/gql/graphql'
import type { AddressForm } from './address-form'
import { mailboxOf } from './typed-text'

/** The address as it is typed now. */
export function addressOf({ localPart }: AddressForm, domain: AddressDomainFragment | undefined): string {
  return `${localPart.trim() || '…'}@${domain?.displayName ?? '…'}`
}

/** Who mail is from and where replies and hidden copies go, by the form as it is now (R-ADR-6). */
export function senderOf(form: AddressForm, domain: AddressDomainFragment | undefined) {
  const own = {
    fromName: form.fromName.trim() || null,
    replyTo: form.replyTo.trim() || null,
    bcc: form.bcc.map(mailboxOf),
  }
  const from = form.from?.sender
  const other = from && {
    address: from.address,
    settings: { ...from, bcc: from.bcc.map(({ address, name }) => ({ address, name })) },
  }
  return effectiveSender({ address: addressOf(form, domain), settings: own }, other ?? null)
}
