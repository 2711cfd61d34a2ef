import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: 'languages',
    name: 'languages',
    component: () => import('./LanguageListPage.vue'),
    meta: { section: 'languages' },
  },
] satisfies RouteRecordRaw[]
