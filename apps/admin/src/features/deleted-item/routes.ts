import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: 'deleted', name: 'deleted', component: () => import('./DeletedItemsPage.vue') },
] satisfies RouteRecordRaw[]
