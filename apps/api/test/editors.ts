import { setTimeout as sleep } from 'node:timers/promises'
import type { Harness } from './harness.js'

/** Longest pause of an editor, so that now this one wins and now that. */
const PAUSE_MS = 20

const FIELDS = ['fromName', 'replyTo', 'priority'] as const
type Field = (typeof FIELDS)[number]
type Values = Readonly<Record<Field, string | number | null>>

const SELECTED = 'id version fromName replyTo routing { ... on QueueRouting { priority } }'
const READ = `query ($id: ID!) { organization(slug: "acme") { emailAddress(id: $id) { ${SELECTED} } } }`
const UPDATE = `mutation ($input: UpdateEmailAddressInput!) {
  updateEmailAddress(input: $input) { emailAddress { ${SELECTED} } problems { code } } }`
const CREATE = `mutation ($input: CreateEmailAddressInput!) {
  createEmailAddress(input: $input) { emailAddress { ${SELECTED} } problems { code path } } }`

/** What editors of one address at the same time did. */
export interface EditReport {
  readonly edits: number
  readonly won: number
  /** Versions that none or more than one editor made. */
  readonly notOneWinner: readonly number[]
  /** Versions in which a field is not what its last editor wrote. */
  readonly lostFields: readonly number[]
  /** Times that an editor saw a version lower than one before. */
  readonly fallen: number
  /** Refusals that did not carry what is stored. */
  readonly withoutCurrent: number
  readonly finalVersion: number
}

/** Editors change one field each of the same address, from what they have seen last; who comes too late takes what is there. */
export async function editAtOnce(
  { operator, acme }: Harness,
  { editors, edits, queueId }: { editors: number; edits: number; queueId: string },
): Promise<EditReport> {
  const { organization } = await operator.data(`{ organization(slug: "${acme.slug}") { domains { id } } }`)
  const routing = { queue: { queueId, priority: 0 } }
  const made = { domainId: organization.domains[0].id, localPart: `edited-${Date.now()}`, settings: { routing } }
  const { createEmailAddress } = await operator.data(CREATE, { input: made })
  const address = createEmailAddress.emailAddress
  const versions = new Map<number, { field: Field; values: Values }[]>()
  let fallen = 0
  let withoutCurrent = 0
  const editor = async (index: number): Promise<void> => {
    const field = FIELDS[index % FIELDS.length]!
    let seen: number = address.version
    for (let edit = 0; edit < edits; edit++) {
      await sleep(Math.random() * PAUSE_MS)
      const settings = settingsOf(field, index, edit, queueId)
      const input = { id: address.id, expectedVersion: seen, settings }
      const { emailAddress, problems } = (await operator.data(UPDATE, { input })).updateEmailAddress
      if (emailAddress === null || emailAddress.version < seen) fallen++
      if (problems.some(({ code }: { code: string }) => code === 'STALE_VERSION')) {
        if (!(emailAddress?.version > seen)) withoutCurrent++
      } else {
        const { version } = emailAddress
        versions.set(version, [...(versions.get(version) ?? []), { field, values: valuesOf(emailAddress) }])
      }
      seen = emailAddress?.version ?? seen
    }
  }
  await Promise.all(Array.from({ length: editors }, (_, index) => editor(index)))
  const last = (await operator.data(READ, { id: address.id })).organization.emailAddress
  return { edits: editors * edits, fallen, withoutCurrent, ...judge(versions, valuesOf(address), last) }
}

function judge(
  versions: ReadonlyMap<number, readonly { field: Field; values: Values }[]>,
  begin: Values,
  last: { readonly version: number },
) {
  const notOneWinner: number[] = []
  const lostFields: number[] = []
  let before = begin
  for (let version = 2; version <= last.version; version++) {
    const [winner, ...others] = versions.get(version) ?? []
    if (!winner || others.length > 0) notOneWinner.push(version)
    if (!winner) continue
    const { field, values } = winner
    if (FIELDS.some((each) => each !== field && values[each] !== before[each])) lostFields.push(version)
    before = values
  }
  if (FIELDS.some((each) => valuesOf(last)[each] !== before[each])) lostFields.push(last.version)
  return { notOneWinner, lostFields, won: versions.size, finalVersion: last.version }
}

function settingsOf(field: Field, index: number, edit: number, queueId: string): object {
  if (field === 'fromName') return { fromName: `Editor ${index} ${edit}` }
  if (field === 'replyTo') return { replyTo: `editor-${index}-${edit}@elsewhere.example` }
  return { routing: { queue: { queueId, priority: 1 + ((index * 7 + edit) % 90) } } }
}

function valuesOf(address: any): Values {
  return { fromName: address.fromName, replyTo: address.replyTo, priority: address.routing?.priority ?? null }
}
