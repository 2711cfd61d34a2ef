import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/dns',
    name: 'dns-share',
    component: () => import('./DnsSharePage.vue'),
    meta: { parent: 'root', public: true },
  },
] satisfies RouteRecordRaw[]
