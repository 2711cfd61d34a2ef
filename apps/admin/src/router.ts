import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { loadAllTexts } from './shared/i18n'
import { guardSession } from './shell/session-guard'

/** Pages that come before all others, and their texts with them. */
const FIRST = ['sign-in', 'set-up', 'start', 'organisations', 'overview', 'domains', 'not-found']

/** Every feature's pages; `meta.parent` says what they are children of. */
const collected = import.meta.glob<RouteRecordRaw[]>('./features/*/routes.ts', { eager: true, import: 'default' })

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/o/:org', name: 'organisation', component: () => import('./shell/AppShell.vue'), children: [] },
    {
      path: '/:path(.*)*',
      name: 'not-found',
      component: () => import('./shell/NotFoundPage.vue'),
      meta: { public: true },
    },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? {} : { top: 0 }),
})

const parentOf = (route: RouteRecordRaw) => route.meta?.parent ?? 'organisation'
const routes = Object.values(collected).flat()
for (const parent of ['root', 'organisation', 'domain']) {
  for (const route of routes.filter((one) => parentOf(one) === parent)) {
    if (parent === 'root') router.addRoute(route)
    else router.addRoute(parent, route)
  }
}

router.beforeEach(guardSession)
router.beforeResolve((to) => (FIRST.includes(String(to.name)) ? undefined : loadAllTexts()))
