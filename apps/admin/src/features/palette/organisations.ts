import { isAllowed } from '@mailroom/core'
import type { RouteLocationNormalizedLoaded, Router } from 'vue-router'
import type { Membership } from '@/shared/api'
import { translate } from '@/shared/i18n'
import { roleName } from '@/shared/role-name'
import { byLastUse } from '@/shell/last-organisations'
import { sectionRoute } from '@/shell/section-route'
import type { Entry } from './entry'

/** Organisations of the viewer, those that were opened last first, each leading to the section that is open now. */
export function organisationEntries(
  memberships: readonly Membership[],
  route: RouteLocationNormalizedLoaded,
  router: Router,
): Entry[] {
  return byLastUse(memberships).map((membership) => {
    const { organization, role, permissions } = membership
    const seesProblems = !organization.suspendedAt && isAllowed(new Set(permissions), 'routing:email:view')
    return {
      ...{ id: organization.id, group: 'organisation', label: organization.name, icon: 'home' },
      note: `${organization.slug} · ${roleName(role)}`,
      current: organization.slug === route.params['org'],
      to: sectionRoute(route, router, membership),
      ...(seesProblems && { problemsOf: organization.slug }),
    }
  })
}

/** The way to the list of all of them. */
export const allOrganisations = (): Entry => ({
  ...{ id: 'all-organisations', group: 'page', label: translate('nav.allOrganisations'), icon: 'globe' },
  to: { name: 'organisations' },
})
