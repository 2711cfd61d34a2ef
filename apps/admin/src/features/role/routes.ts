import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'roles', permission: 'authorization:role:manage' }

export default [
  { path: 'roles', name: 'roles', component: () => import('./RoleListPage.vue'), meta },
  { path: 'roles/:id', name: 'role', component: () => import('./RolePage.vue'), meta },
] satisfies RouteRecordRaw[]
