import { inject, provide, shallowRef, type InjectionKey } from 'vue'
import type { AddressDetailsFragment, AddressDomainFragment, AddressOrganizationFragment } from '@/gql/graphql'
import { useSave } from '@/shared/api'
import { followStored, useForm } from '@/shared/form'
import { isSame } from '@/shared/form/paths'
import { atField, checkForm, type KnownFacts } from './address-check'
import { emptyForm, toForm, type AddressForm } from './address-form'

export type AddressFormState = ReturnType<typeof useForm<AddressForm>>

/** What the parts of an address's form share. */
export interface Editing {
  readonly form: AddressFormState
  readonly organization: AddressOrganizationFragment
  /** The address that is edited; undefined: a new one. */
  readonly address: AddressDetailsFragment | undefined
  /** Where the address is, or will be; undefined: not chosen yet. */
  readonly domain: AddressDomainFragment | undefined
  readonly readonly: boolean
}

const KEY: InjectionKey<Editing> = Symbol('address editing')

export const provideEditing = (editing: Editing): void => provide(KEY, editing)

export function useEditing(): Editing {
  const editing = inject(KEY)
  if (!editing) throw new Error('No address is edited here')
  return editing
}

const limitOf = (organization: AddressOrganizationFragment, key: string): number =>
  organization.limits.find((limit) => limit.key === key)?.limit ?? 0

export const bccLimitOf = (organization: AddressOrganizationFragment) => limitOf(organization, 'bccPerAddress')
export const recipientLimitOf = (organization: AddressOrganizationFragment) => limitOf(organization, 'recipients')

/** The form of an address and what saves it: problems, its own and the API's, are at the form's fields. */
export function useAddressForm(initial: AddressForm, known: () => KnownFacts) {
  const form = useForm<AddressForm>({ initial, check: (draft) => checkForm(draft, known()) })
  const saving = useSave({ form: { setProblems: (problems) => form.setProblems(problems.map(atField)) } })
  return { form, saving }
}

/**
 * Follows what is stored: what others saved meanwhile comes into the form without touching the user's changes. `taken`:
 * the fields of the last time; where both changed one, the form has `conflicts`.
 */
export function useStored(form: AddressFormState, address: () => AddressDetailsFragment) {
  const taken = shallowRef<string[]>([])

  followStored(form, address, (stored) => (stored ? toForm(stored) : emptyForm()), takeIn)

  function takeIn(stored: AddressDetailsFragment | undefined, before: AddressDetailsFragment | undefined): void {
    if (!stored || !before) return
    const [now, base] = [toForm(stored), toForm(before)]
    taken.value = FIELDS.filter((field) => !form.changed.includes(field) && !isSame(now[field], base[field]))
  }
  return { taken }
}

const FIELDS = Object.keys(emptyForm()) as (keyof AddressForm)[]
