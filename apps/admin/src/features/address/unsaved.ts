import type { AddressDetailsFragment } from '@/gql/graphql'
import { copyOf } from '@/shared/form/paths'
import type { UnsavedAddress } from '@/shared/unsaved-address'
import { atField, parseForm, type KnownFacts } from './address-check'
import { toAddressDraft, type AddressForm } from './address-form'

/** The form as the simulator takes it, and as it comes back. */
export function toUnsaved(
  form: AddressForm,
  address: AddressDetailsFragment,
  known: KnownFacts,
  path: string,
): UnsavedAddress {
  const parsed = parseForm(form, known)
  const picked = [form.queue, ...form.skills, form.language, form.flow, form.spamFlow].filter((one) => one !== null)
  return {
    id: address.id,
    address: address.address,
    path,
    draft: toAddressDraft(form),
    settings: parsed.ok ? parsed.value : null,
    problems: parsed.problems.filter((problem) => problem.severity === 'ERROR').map(atField),
    names: new Map(picked.map(({ id, label }) => [id, label])),
    form: copyOf(form),
  }
}
