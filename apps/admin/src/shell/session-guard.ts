import { isAllowed, type Permission } from '@mailroom/core'
import type { NavigationGuardReturn, RouteLocationNormalized } from 'vue-router'
import { loadViewer, type Viewer } from '@/shared/api'
import { byLastUse } from './last-organisations'
import { presentSlugOf } from './present-slug'

/** In the place of a slug, which it cannot be. */
const LAST_USED = '_'

/** Signed-in people only, and only organisations and pages that they may see: all else is not there. */
export async function guardSession(to: RouteLocationNormalized): Promise<NavigationGuardReturn> {
  if (to.meta.public) return true
  const viewer = await loadViewer()
  if (!viewer) return signInBefore(to)
  if (to.meta.operator && !viewer.user?.operator) return notFound(to)
  if (to.params['org'] === LAST_USED) return inLastUsed(viewer, to) ?? notFound(to)
  if (to.params['org'] !== undefined && !maySee(viewer, to)) return (await inRenamed(viewer, to)) ?? notFound(to)
  return true
}

/** What a fragment holds is for no server: it stays one. */
function signInBefore({ fullPath, hash }: RouteLocationNormalized): NavigationGuardReturn {
  return { name: 'sign-in', query: { next: fullPath.split('#')[0] }, hash }
}

/** The same page of the organisation that was opened last in this browser: for links that know of none. */
function inLastUsed(viewer: Viewer, to: RouteLocationNormalized): NavigationGuardReturn | undefined {
  const [last] = byLastUse(viewer.memberships)
  return last && under(last.organization.slug, to)
}

/** The same page of an organisation that has another slug by now (R-ORG-3). */
async function inRenamed(viewer: Viewer, to: RouteLocationNormalized): Promise<NavigationGuardReturn | undefined> {
  const slug = await presentSlugOf(String(to.params['org']), viewer)
  return slug === undefined ? undefined : under(slug, to)
}

const under = (slug: string, { path, query, hash }: RouteLocationNormalized) => ({
  path: path.replace(/^\/o\/[^/]+/, `/o/${slug}`),
  query,
  hash,
})

function maySee(viewer: Viewer, to: RouteLocationNormalized): boolean {
  const membership = viewer.memberships.find((one) => one.organization.slug === to.params['org'])
  if (!membership) return false
  if (membership.organization.suspendedAt) return true
  const { permission, create } = to.meta
  const wanted = (to.params['id'] === 'new' ? (create ?? permission) : permission) as Permission | undefined
  return !wanted || isAllowed(new Set(membership.permissions), wanted)
}

/** The page that says so, at the URL that was asked for. */
const notFound = (to: RouteLocationNormalized) => ({
  name: 'not-found',
  params: { path: to.path.slice(1).split('/') },
  query: to.query,
  hash: to.hash,
})
