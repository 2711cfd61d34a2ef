import { computed, ref, shallowRef } from 'vue'
import { DeleteEmailAddressesDocument, type DeleteEmailAddressesMutation } from '@/gql/graphql'
import { client, failureText, toFailure, toProblem } from '@/shared/api'
import { problemText, useI18n } from '@/shared/i18n'
import type { ChosenAddress } from './selection'

type Payload = DeleteEmailAddressesMutation['deleteEmailAddresses']

/** An address that cannot be deleted, and why. */
interface Refused {
  readonly address: ChosenAddress
  readonly texts: readonly string[]
  readonly usedBy: Payload['deletions'][number]['usedBy']
}

/** Asks the server whether addresses can be deleted, then deletes all of them or none. */
export function useBulkDelete(chosen: readonly ChosenAddress[]) {
  const { t } = useI18n()
  const asked = shallowRef(chosen)
  const refused = shallowRef<readonly Refused[]>([])
  const busy = ref(false)
  const failed = ref('')

  async function send(dryRun: boolean): Promise<Payload> {
    const addresses = asked.value.map(({ id, version }) => ({ id, expectedVersion: version }))
    const variables = { input: { addresses, dryRun } }
    const { data } = await client.mutate({ mutation: DeleteEmailAddressesDocument, variables })
    return data!.deleteEmailAddresses
  }

  /** Whether some had changed since they were chosen: from now on they are asked about as they are. */
  function takeVersions({ deletions, problems }: Payload): boolean {
    const versions = new Map(deletions.map(({ id, version }) => [id, version]))
    asked.value = asked.value.map((one) => ({ ...one, version: versions.get(one.id) ?? one.version }))
    return problems.some(({ code }) => code === 'STALE_VERSION')
  }

  function show({ deletions, problems: found }: Payload): void {
    const problems = found.map(toProblem)
    refused.value = asked.value.flatMap((address, index) => {
      const own = problems.filter(({ path }) => path[0] === 'addresses' && path[1] === String(index))
      return own.length ? [{ address, texts: own.map(problemText), usedBy: deletions[index]?.usedBy ?? [] }] : []
    })
  }

  async function run<T>(work: () => Promise<T>): Promise<T | undefined> {
    busy.value = true
    failed.value = ''
    try {
      return await work()
    } catch (error) {
      failed.value = failureText(toFailure(error), t)
      return undefined
    } finally {
      busy.value = false
    }
  }

  /** Shows what refuses it. */
  const look = () =>
    run(async () => {
      let payload = await send(true)
      if (takeVersions(payload)) payload = await send(true)
      show(payload)
    })

  /** The ids of what was deleted; undefined where it was refused: then it is shown why. */
  const remove = () =>
    run(async () => {
      const payload = await send(false)
      if (payload.deletedIds.length > 0) return payload.deletedIds
      if (takeVersions(payload)) failed.value = t('address.bulk.deleteStale')
      else show(payload)
      return undefined
    })

  /** Goes on without those that are refused, which it answers with. */
  async function leaveOut(): Promise<readonly ChosenAddress[]> {
    const out = refused.value.map(({ address }) => address)
    asked.value = asked.value.filter((one) => !out.includes(one))
    refused.value = []
    if (asked.value.length > 0) await look()
    return out
  }

  return { asked: computed(() => asked.value), refused, busy, failed, look, remove, leaveOut }
}
