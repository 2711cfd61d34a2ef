import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: 'audit-log',
    name: 'audit-log',
    component: () => import('./AuditLogPage.vue'),
    meta: { section: 'audit-log', permission: 'audit:view' },
  },
  {
    path: 'audit',
    redirect: ({ params, query }) => ({ name: 'audit-log', params: { org: params['org'] }, query }),
  },
] satisfies RouteRecordRaw[]
