import { reactive, ref, shallowRef } from 'vue'
import { CheckAddressFileDocument, ImportAddressFileDocument, type CheckAddressFileMutation } from '@/gql/graphql'
import { client, toProblem, useOrganization, useSave } from '@/shared/api'
import { placed, type PlacedProblem } from './file-lines'

type Payload = CheckAddressFileMutation['importEmailAddresses']

/** What a file would do. */
export type Check = Omit<Payload, 'problems'> & {
  readonly errors: readonly PlacedProblem[]
  readonly warnings: readonly PlacedProblem[]
}

/** What a file did. */
export type Done = Pick<Payload, 'created' | 'updated' | 'unchanged'>

/** A file of addresses on its way: chosen, checked, imported. A file that is checked is kept until the next is chosen. */
export function useImport() {
  const { id } = useOrganization()
  const name = ref('')
  const csv = ref('')
  const check = shallowRef<Check>()
  const done = shallowRef<Done>()
  const checking = useSave()
  const importing = useSave()
  /** One for each file that was checked: pressing twice imports once. */
  let key = ''

  /** Asks what the text would do; its problems stand beside it. */
  async function take(text: string, from: string): Promise<void> {
    name.value = from
    csv.value = text
    check.value = undefined
    done.value = undefined
    importing.problems = []
    key = crypto.randomUUID()
    await checking.run(async () => {
      const input = { organizationId: id.value, csv: text, dryRun: true }
      const { data } = await client.mutate({ mutation: CheckAddressFileDocument, variables: { input } })
      if (csv.value === text) check.value = toCheck(data!.importEmailAddresses, text)
      return { problems: [] }
    })
  }

  /** Where something has changed since the check, the file is checked again. */
  async function run(): Promise<void> {
    const input = { organizationId: id.value, csv: csv.value, idempotencyKey: key }
    const payload = await importing.save(ImportAddressFileDocument, { input }, (data) => data.importEmailAddresses)
    if (!payload) return importing.problems.length > 0 ? take(csv.value, name.value) : undefined
    done.value = payload
    check.value = undefined
    await client.resetStore().catch(() => undefined)
  }

  return reactive({ name, csv, check, done, checking, importing, take, run })
}

function toCheck({ problems, ...counts }: Payload, csv: string): Check {
  const all = placed(problems.map(toProblem), csv)
  return {
    ...counts,
    errors: all.filter(({ problem }) => problem.severity === 'ERROR'),
    warnings: all.filter(({ problem }) => problem.severity === 'WARNING'),
  }
}
