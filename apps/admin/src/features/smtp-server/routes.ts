import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'smtp-servers', permission: 'routing:email:view', create: 'smtp:manage' }

export default [
  { path: 'smtp-servers', name: 'smtp-servers', component: () => import('./SmtpServerListPage.vue'), meta },
  { path: 'smtp-servers/:id', name: 'smtp-server', component: () => import('./SmtpServerPage.vue'), meta },
] satisfies RouteRecordRaw[]
