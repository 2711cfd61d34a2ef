import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: 'queues',
    name: 'queues',
    component: () => import('./QueueListPage.vue'),
    meta: { section: 'queues', permission: 'routing:queue:view' },
  },
  {
    path: 'queues/:id',
    redirect: ({ params }) => ({ name: 'queues', params: { org: params['org'] }, query: { open: params['id'] } }),
  },
] satisfies RouteRecordRaw[]
