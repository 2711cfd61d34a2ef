import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: 'addresses/file',
    name: 'address-file',
    component: () => import('./AddressFilePage.vue'),
    meta: { section: 'addresses', permission: 'routing:email:view' },
  },
] satisfies RouteRecordRaw[]
