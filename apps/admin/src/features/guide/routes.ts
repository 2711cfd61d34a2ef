import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/guide/dns',
    name: 'guide',
    component: () => import('./DnsGuidePage.vue'),
    meta: { parent: 'root', public: true },
  },
] satisfies RouteRecordRaw[]
