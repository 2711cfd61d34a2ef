import { computed, ref, shallowRef } from 'vue'
import {
  UpdateEmailAddressesDocument,
  type AddressDetailsFragment,
  type EmailAddressSettingsInput,
  type UpdateEmailAddressesInput,
  type UpdateEmailAddressesMutation,
} from '@/gql/graphql'
import { client, failureText, toFailure, toProblem } from '@/shared/api'
import { isSame } from '@/shared/form/paths'
import { problemText, useI18n, type ShownProblem } from '@/shared/i18n'
import { toAddressDraft, toForm, type AddressForm } from './address-form'
import { fieldText } from './field-text'
import type { ChosenAddress } from './selection'

/** What can be changed for several addresses at once, with the settings that it stands for. */
export const PARTS = {
  fromName: 'fromName',
  replyTo: 'replyTo',
  bcc: 'bcc',
  routing: 'routing',
  spam: 'spamRouting',
  signature: 'signature',
  history: 'history',
  actions: 'multipleActions',
} as const satisfies Record<string, keyof EmailAddressSettingsInput>
export type Part = keyof typeof PARTS
export const PART_NAMES = Object.keys(PARTS) as readonly Part[]

/** The settings that shall change, and no others. */
export function settingsOf(form: AddressForm, parts: readonly Part[]): EmailAddressSettingsInput {
  const whole = toAddressDraft(form)
  return Object.fromEntries(parts.map((part) => [PARTS[part], whole[PARTS[part]]]))
}

/** A field of an address before and after. */
interface FieldChange {
  readonly field: string
  readonly before: string
  readonly after: string
}

/** What a change comes to for one address. */
export interface PreviewedAddress extends ChosenAddress {
  readonly fields: readonly FieldChange[]
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
}

type Payload = UpdateEmailAddressesMutation['updateEmailAddresses']

/** Asks the server what a change of several addresses comes to, then for the change itself. */
export function useBulkEdit(addresses: () => readonly ChosenAddress[]) {
  const { t } = useI18n()
  const busy = ref(false)
  const failed = ref('')
  /** Problems of the whole, of no address alone. */
  const general = shallowRef<readonly string[]>([])
  const preview = shallowRef<readonly PreviewedAddress[]>()
  /** What the server knew last: somebody may have changed an address since it was chosen. */
  const versions = new Map<string, number>()

  const input = (settings: EmailAddressSettingsInput, dryRun: boolean) => ({
    addresses: addresses().map(({ id, version }) => ({ id, expectedVersion: versions.get(id) ?? version })),
    settings,
    dryRun,
  })

  const ask = (settings: EmailAddressSettingsInput, dryRun: boolean) => send(input(settings, dryRun))

  /** Whether some had changed: they are asked about anew, as they are now. */
  function takeVersions({ changes, problems }: Payload): boolean {
    for (const { before } of changes) versions.set(before.id, before.version)
    return problems.some(({ code }) => code === 'STALE_VERSION')
  }

  function show(payload: Payload): void {
    const problems = payload.problems.map(toProblem)
    general.value = problems.filter(({ path }) => path[0] !== 'addresses' || path.length < 2).map(problemText)
    preview.value = payload.changes.map((change, index) => previewOf(change, problemsOf(problems, index), t))
  }

  async function run(work: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    failed.value = ''
    try {
      await work()
    } catch (error) {
      failed.value = failureText(toFailure(error), t)
    } finally {
      busy.value = false
    }
  }

  /** Shows what would change, and what refuses it. */
  const look = (settings: EmailAddressSettingsInput) =>
    run(async () => {
      let payload = await ask(settings, true)
      if (payload && takeVersions(payload)) payload = await ask(settings, true)
      if (payload) show(payload)
    })

  /** The number of addresses that were changed; undefined where it was refused: then what it comes to now is shown. */
  async function save(settings: EmailAddressSettingsInput): Promise<number | undefined> {
    let count: number | undefined
    await run(async () => {
      const payload = await ask(settings, false)
      if (!payload) return
      if (!hasErrors(payload)) count = payload.changes.filter(({ changed }) => changed.length > 0).length
      else if (takeVersions(payload)) {
        failed.value = t('address.bulk.stale')
        const now = await ask(settings, true)
        if (now) show(now)
      } else show(payload)
    })
    return count
  }

  return {
    busy,
    failed,
    general,
    preview,
    look,
    save,
    changing: computed(() => preview.value?.filter(({ fields }) => fields.length > 0) ?? []),
    refused: computed(() => preview.value?.filter(({ errors }) => errors.length > 0) ?? []),
    back: () => (preview.value = undefined),
  }
}

async function send(input: UpdateEmailAddressesInput): Promise<Payload | undefined> {
  const { data } = await client.mutate({
    mutation: UpdateEmailAddressesDocument,
    variables: { input },
    // Before and after are the same address: the cache would keep one of them.
    fetchPolicy: 'no-cache',
  })
  return data?.updateEmailAddresses
}

/** Those of the address at a place of the list. */
const problemsOf = (problems: readonly ShownProblem[], index: number) =>
  problems.filter(({ path }) => path[0] === 'addresses' && path[1] === String(index))

function previewOf(
  { before, after }: Payload['changes'][number],
  problems: readonly ShownProblem[],
  t: (key: string) => string,
): PreviewedAddress {
  const textsOf = (severity: string) => [
    ...new Set(problems.filter((one) => one.severity === severity).map(problemText)),
  ]
  return {
    ...{ id: before.id, address: before.address, version: before.version },
    fields: after ? fieldChanges(before, after, t) : [],
    errors: textsOf('ERROR'),
    warnings: textsOf('WARNING'),
  }
}

const hasErrors = ({ problems }: Payload) => problems.some(({ severity }) => severity === 'ERROR')

/** The fields of the form in which two states of an address differ, in words. */
function fieldChanges(
  before: AddressDetailsFragment,
  after: AddressDetailsFragment,
  t: (key: string) => string,
): FieldChange[] {
  const [old, now] = [toForm(before), toForm(after)]
  const fields = Object.keys(old) as (keyof AddressForm)[]
  const textOf = (field: string, value: unknown) => fieldText(field, value, t) || t('address.carryOver.none')
  return fields
    .filter((field) => isShown(field, old, now) && !isSame(old[field], now[field]))
    .map((field) => ({ field, before: textOf(field, old[field]), after: textOf(field, now[field]) }))
}

/** What hangs on a choice says nothing where neither state has made it. */
function isShown(field: keyof AddressForm, ...states: readonly AddressForm[]): boolean {
  if (field === 'placement' || field === 'frequency') return states.every(({ signatureOn }) => signatureOn)
  if (field === 'signatureOn') return false
  return true
}
