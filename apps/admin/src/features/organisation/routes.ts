import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/', name: 'start', component: () => import('./StartPage.vue'), meta: { parent: 'root' } },
  {
    path: '/orgs',
    name: 'organisations',
    component: () => import('./OrganisationPickerPage.vue'),
    meta: { parent: 'root' },
  },
  { path: '', name: 'overview', component: () => import('./OverviewPage.vue') },
] satisfies RouteRecordRaw[]
