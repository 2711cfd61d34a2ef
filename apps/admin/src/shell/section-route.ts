import { isAllowed, type Permission } from '@mailroom/core'
import type { RouteLocationNormalizedLoaded, Router } from 'vue-router'
import type { Membership } from '@/shared/api'

/**
 * The same section of another organisation: a page of one thing leads to the list of its kind, and what that
 * organisation does not show to the viewer leads to its overview.
 */
export function sectionRoute(
  route: RouteLocationNormalizedLoaded,
  router: Router,
  { organization, permissions }: Membership,
) {
  const isOfOneThing = Object.keys(route.params).some((name) => name !== 'org')
  const name = String(route.meta.section ?? (isOfOneThing ? 'overview' : (route.name ?? 'overview')))
  const found = router.hasRoute(name) ? router.resolve({ name, params: { org: organization.slug } }) : undefined
  const wanted = found?.meta.permission as Permission | undefined
  const isShown = found?.params['org'] !== undefined && (!wanted || isAllowed(new Set(permissions), wanted))
  return { name: isShown ? name : 'overview', params: { org: organization.slug } }
}
