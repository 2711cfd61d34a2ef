import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'flows', permission: 'flow:view', create: 'flow:manage' }

export default [
  { path: 'flows', name: 'flows', component: () => import('./FlowListPage.vue'), meta },
  { path: 'flows/:id', name: 'flow', component: () => import('./FlowPage.vue'), meta },
] satisfies RouteRecordRaw[]
