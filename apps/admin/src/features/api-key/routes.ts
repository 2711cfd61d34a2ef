import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: 'api-keys',
    name: 'api-keys',
    component: () => import('./ApiKeyListPage.vue'),
    meta: { section: 'api-keys', permission: 'apiKey:manage' },
  },
] satisfies RouteRecordRaw[]
