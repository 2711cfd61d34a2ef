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
  {
    path: 'problems',
    name: 'problems',
    component: () => import('./ProblemListPage.vue'),
    meta: { section: 'overview', permission: 'routing:email:view' },
  },
  { path: 'settings', name: 'settings', component: () => import('./SettingsPage.vue') },
] satisfies RouteRecordRaw[]
