import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: 'simulator',
    name: 'simulator',
    component: () => import('./SimulatorPage.vue'),
    meta: { section: 'simulator', permission: 'routing:email:view' },
  },
  {
    path: 'simulator/tests',
    name: 'saved-tests',
    component: () => import('./SavedTestsPage.vue'),
    meta: { section: 'simulator', permission: 'routing:email:view' },
  },
  {
    path: 'simulator/outgoing',
    name: 'simulator-outgoing',
    component: () => import('./OutgoingPage.vue'),
    meta: { section: 'simulator', permission: 'routing:email:view' },
  },
] satisfies RouteRecordRaw[]
