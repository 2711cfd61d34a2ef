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
  {
    path: 'queues/:id/members',
    name: 'queue-members',
    component: () => import('./QueueMembersPage.vue'),
    meta: { section: 'queues', permission: 'routing:queue:view' },
  },
] satisfies RouteRecordRaw[]
