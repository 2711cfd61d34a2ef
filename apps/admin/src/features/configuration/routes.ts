import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: 'settings/file',
    name: 'configuration-file',
    component: () => import('./ConfigurationFilePage.vue'),
    meta: { section: 'settings' },
  },
] satisfies RouteRecordRaw[]
