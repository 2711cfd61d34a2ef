import type { RouteLocationRaw } from 'vue-router'

/** Something that refers to what was to be deleted (`Use` of the API). */
export interface Use {
  readonly entityType: string
  readonly id: string
  readonly name: string
}

/** Where a thing of the organisation is edited; undefined: it has no page of its own. */
export function routeOf({ entityType, id, name }: Use, org: string): RouteLocationRaw | undefined {
  const base = `/o/${org}`
  const paths: Record<string, RouteLocationRaw> = {
    EmailDomain: `${base}/domains/${name}`,
    EmailAddress: `${base}/addresses/${id}`,
    Flow: `${base}/flows/${id}`,
    CannedResponse: `${base}/canned-responses/${id}`,
    Queue: { path: `${base}/queues`, query: { open: id } },
    Skill: { path: `${base}/skills`, query: { open: id } },
    Member: { path: `${base}/people`, query: { search: name } },
    Language: { path: `${base}/languages`, query: { open: id } },
  }
  return paths[entityType]
}
