import { isAllowed, type Permission } from '@mailroom/core'
import { PaletteSearchDocument, type PaletteSearchQuery } from '@/gql/graphql'
import { client } from '@/shared/api'
import { translate } from '@/shared/i18n'
import { number } from '@/shared/i18n/format'
import type { IconName } from '@/shared/ui'
import { find, MOST, type Entry, type Group } from './entry'

interface Found {
  readonly id: string
  readonly label: string
  readonly note?: string | undefined
  readonly path: string
  readonly query?: Record<string, string>
}

type Things = NonNullable<PaletteSearchQuery['organization']>

/** The things of an organisation that begin with a text, as far as the viewer may see them, by one request. */
export async function findObjects(org: string, granted: ReadonlySet<string>, typed: string): Promise<Entry[]> {
  const may = (permission: Permission) => isAllowed(granted, permission)
  const variables = {
    ...{ org, search: typed.trim() },
    email: may('routing:email:view'),
    queues: may('routing:queue:view'),
    flows: may('flow:view'),
    responses: may('responses:view'),
    members: may('directory:user:view'),
  }
  const { data } = await client.query({ query: PaletteSearchDocument, variables, fetchPolicy: 'no-cache' })
  return data.organization ? toEntries(data.organization, org, variables.search) : []
}

function toEntries(things: Things, org: string, search: string): Entry[] {
  const inList = (path: string) => (thing: { id: string; name: string }) => ({
    ...{ id: thing.id, label: thing.name, path, query: { search: thing.name, open: thing.id } },
  })
  const onPage = (path: string) => (thing: { id: string; name: string }) => ({
    ...{ id: thing.id, label: thing.name, path: `${path}/${thing.id}` },
  })
  const group = (type: Group, path: string, icon: IconName, found: readonly Found[] = [], total = found.length) =>
    toGroup({ type, path, icon, found, total, org, search })

  const { addresses, queues, flows, skills, languages, cannedResponses, members } = things
  return [
    ...group('EmailAddress', 'addresses', 'at', addresses?.nodes.map(ofAddress), addresses?.totalCount),
    ...group('EmailDomain', 'domains', 'globe', domainsLike(things, search)),
    ...group('Queue', 'queues', 'queue', queues?.nodes.map(inList('queues')), queues?.totalCount),
    ...group('Flow', 'flows', 'flow', flows?.nodes.map(onPage('flows')), flows?.totalCount),
    ...group('Skill', 'skills', 'skill', skills.nodes.map(inList('skills')), skills.totalCount),
    ...group('Language', 'languages', 'language', languages.nodes.map(inList('languages')), languages.totalCount),
    ...group(
      'CannedResponse',
      'canned-responses',
      'response',
      cannedResponses?.nodes.map(onPage('canned-responses')),
      cannedResponses?.totalCount,
    ),
    ...group('Member', 'people', 'user', members?.nodes.map(ofMember), members?.totalCount),
  ]
}

type Address = NonNullable<Things['addresses']>['nodes'][number]
const ofAddress = ({ id, address, fromName }: Address): Found => ({
  ...{ id, label: address, note: fromName ?? undefined, path: `addresses/${id}` },
})

type Member = NonNullable<Things['members']>['nodes'][number]
const ofMember = ({ id, user }: Member): Found => ({
  ...{ id, label: user.name, note: user.email, path: 'people', query: { search: user.name, open: id } },
})

/** Domains are few: all of them come, and are looked through here. */
function domainsLike({ domains = [] }: Things, search: string): Found[] {
  const entries = domains.map(({ id, name, displayName }) => ({ id, label: displayName, path: `domains/${name}` }))
  const matching = find(
    entries.map(({ id, label }) => ({ id, label, group: 'EmailDomain', icon: 'globe' })),
    search,
  )
  return matching.flatMap(({ id }) => entries.find((one) => one.id === id) ?? [])
}

interface Part {
  readonly type: Group
  readonly path: string
  readonly icon: IconName
  readonly found: readonly Found[]
  readonly total: number
  readonly org: string
  readonly search: string
}

/** Its first ones, and where there are more the way to the list of all. */
function toGroup({ type, path, icon, found, total, org, search }: Part): Entry[] {
  const entries = found.slice(0, MOST).map((one) => ({
    ...{ id: one.id, group: type, label: one.label, note: one.note, icon },
    to: { path: `/o/${org}/${one.path}`, ...(one.query && { query: one.query }) },
  }))
  if (total <= entries.length) return entries
  const label = translate(`palette.showAll.${type}`, { n: number(total) })
  const query = type === 'EmailDomain' ? {} : { search }
  return [
    ...entries,
    { id: `all-${type}`, group: type, label, icon: 'right', to: { path: `/o/${org}/${path}`, query } },
  ]
}
