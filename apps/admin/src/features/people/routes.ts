import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: 'people',
    name: 'people',
    component: () => import('./PeoplePage.vue'),
    meta: { section: 'people', permission: 'directory:user:view' },
  },
  {
    path: 'people/:id',
    redirect: ({ params }) => ({ name: 'people', params: { org: params['org'] }, query: { open: params['id'] } }),
  },
] satisfies RouteRecordRaw[]
