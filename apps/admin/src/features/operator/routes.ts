import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/admin/organisations',
    name: 'operator-organisations',
    component: () => import('./OrganisationListPage.vue'),
    meta: { parent: 'root', operator: true },
  },
  {
    path: '/admin/organisations/:slug',
    name: 'operator-organisation',
    component: () => import('./OrganisationPage.vue'),
    meta: { parent: 'root', operator: true },
  },
] satisfies RouteRecordRaw[]
