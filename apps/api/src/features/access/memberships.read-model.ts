import { anyOf, sql } from '../../database/sql.js'
import type { Rows } from '../../database/unit-of-work.js'
import { loadOrganisations } from '../organisation/organisation.read-model.js'
import type { Principal } from '../../auth/principal.js'
import type { MembershipType } from './viewer.type.js'

/** The caller's memberships in the order of the organisations' names, in two statements. A key's role is the key. */
export async function loadViewerMemberships(rows: Rows, { grants, apiKey }: Principal): Promise<MembershipType[]> {
  const organisations = await loadOrganisations(rows, [...grants.keys()])
  const roleIds = [...grants.values()].map((grant) => grant.roleId)
  const roles = await rows.all<{ id: string; permissions: string }>(
    sql`select id, "organisationId", name, permissions, "builtIn", version from role where id ${anyOf(roleIds)}`,
  )
  const roleOf = new Map(
    roles.map((role): [string, object] => [role.id, { ...role, permissions: JSON.parse(role.permissions) as unknown }]),
  )
  if (apiKey) {
    const { id, permissions } = apiKey
    const organisationId = [...grants.keys()][0]
    roleOf.set(id, { ...apiKey, organisationId, permissions, builtIn: false, version: 1 })
  }
  return organisations.flatMap((organization) => {
    const grant = grants.get(organization.id)
    const role = grant && roleOf.get(grant.roleId)
    return role
      ? [
          {
            organization,
            role,
            permissions: grant.isSuspended ? [] : [...grant.permissions],
          } as unknown as MembershipType,
        ]
      : []
  })
}
