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
  // Searched for: a long list may have it on another page.
  const shown = { search: name, open: id }
  const paths: Record<string, RouteLocationRaw> = {
    EmailDomain: `${base}/domains/${name}`,
    EmailAddress: `${base}/addresses/${id}`,
    Flow: `${base}/flows/${id}`,
    CannedResponse: `${base}/canned-responses/${id}`,
    Queue: { path: `${base}/queues`, query: shown },
    Skill: { path: `${base}/skills`, query: shown },
    Member: { path: `${base}/people`, query: { search: name } },
    Language: { path: `${base}/languages`, query: shown },
  }
  return paths[entityType]
}
