import {
  QueueAddressesDocument,
  RouteToQueueDocument,
  type EmailRoutingInput,
  type QueueAddressesQuery,
} from '@/gql/graphql'
import { client, toProblem } from '@/shared/api'
import type { ShownProblem } from '@/shared/i18n'

/** As many as are changed at once. */
const PAGE = 200

type Address = NonNullable<QueueAddressesQuery['organization']>['addresses']['nodes'][number]

/**
 * Routes every address of a queue to another one; skills, language and priority stay as each has them. Addresses that
 * ask for the same are changed together, all or none. The problems that stopped it; none: all are changed.
 */
export async function replaceQueue(org: string, queue: string, by: string): Promise<readonly ShownProblem[]> {
  for (;;) {
    const variables = { org, queue, first: PAGE }
    const { data } = await client.query({ query: QueueAddressesDocument, variables, fetchPolicy: 'network-only' })
    const addresses = data.organization?.addresses.nodes ?? []
    const problems = await routeTo(by, addresses)
    if (problems.length > 0 || addresses.length < PAGE) return problems
  }
}

async function routeTo(queueId: string, addresses: readonly Address[]): Promise<readonly ShownProblem[]> {
  const groups = new Map<string, Address[]>()
  for (const address of addresses) {
    const key = JSON.stringify(demandOf(address.routing))
    groups.set(key, [...(groups.get(key) ?? []), address])
  }
  for (const group of groups.values()) {
    const queue: EmailRoutingInput['queue'] = { queueId, ...demandOf(group[0]!.routing) }
    const input = {
      addresses: group.map(({ id, version }) => ({ id, expectedVersion: version })),
      settings: { routing: { queue } },
    }
    const { data } = await client.mutate({ mutation: RouteToQueueDocument, variables: { input } })
    const errors = data?.updateEmailAddresses.problems.filter(({ severity }) => severity === 'ERROR') ?? []
    if (errors.length > 0) return errors.map(toProblem)
  }
  return []
}

function demandOf(routing: Address['routing']) {
  if (routing.__typename !== 'QueueRouting') return {}
  const { priority, skills, language } = routing
  return { priority, skillIds: skills.map(({ id }) => id), languageId: language?.id ?? null }
}
