import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'canned-responses', permission: 'responses:view', create: 'responses:manage' }

export default [
  {
    path: 'canned-responses',
    name: 'canned-responses',
    component: () => import('./CannedResponseListPage.vue'),
    meta,
  },
  {
    path: 'canned-responses/:id',
    name: 'canned-response',
    component: () => import('./CannedResponsePage.vue'),
    meta,
  },
] satisfies RouteRecordRaw[]
