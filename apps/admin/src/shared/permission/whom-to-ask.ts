import { isAllowed, type Permission } from '@mailroom/core'
import { MembersWithRoleDocument, RolesThatMayDocument } from '@/gql/graphql'
import { client } from '@/shared/api'

const MOST = 3

/** Names of a few members who may do something in the organisation: of the role that may do least beside it, else most. */
export async function whomToAsk(org: string, permission: Permission): Promise<readonly string[]> {
  const { data } = await client.query({ query: RolesThatMayDocument, variables: { org } })
  const roles = (data.organization?.roles ?? [])
    .filter(({ permissions }) => isAllowed(new Set(permissions), permission))
    .toSorted((a, b) => a.permissions.length - b.permissions.length)
  for (const role of new Set([roles[0], roles.at(-1)].flatMap((each) => each?.id ?? []))) {
    const { data: found } = await client.query({ query: MembersWithRoleDocument, variables: { org, role } })
    const names = (found.organization?.members.nodes ?? []).map(({ user }) => user.name)
    if (names.length > 0) return names.slice(0, MOST)
  }
  return []
}
