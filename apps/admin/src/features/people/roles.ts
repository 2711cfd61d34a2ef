import { checkRoleWithinOwn, type Permission } from '@mailroom/core'
import { computed } from 'vue'
import { RoleChoicesDocument } from '@/gql/graphql'
import { useOrganization, useQuery } from '@/shared/api'
import { roleName } from '@/shared/role-name'

/** The roles of the organisation, as options: those that the viewer may give (R-ORG-6), and the one given. */
export function useRoles(current: () => string | undefined = () => undefined) {
  const organization = useOrganization()
  const query = useQuery(RoleChoicesDocument, () => ({ org: organization.slug.value }))
  const roles = computed(() => query.data?.organization?.roles ?? [])
  const mayGive = ({ permissions }: { permissions: readonly string[] }) =>
    checkRoleWithinOwn(permissions as Permission[], organization.granted.value, []).length === 0
  return {
    options: computed(() =>
      roles.value
        .filter((role) => mayGive(role) || role.id === current())
        .map((role) => ({ value: role.id, label: roleName(role) })),
    ),
    /** Whether the role allows more than the viewer may: nobody takes it away either. */
    isBeyond: (id: string) => roles.value.some((role) => role.id === id && !mayGive(role)),
  }
}
