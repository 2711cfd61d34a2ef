import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'flows', permission: 'flow:view', create: 'flow:manage' }

/** With the fields of time, which would push down what is below them if they came later. */
async function loadFlowPage() {
  const timeFields = import('./time-fields').then((loaded) => loaded.timeFields)
  const [page] = await Promise.all([import('./FlowPage.vue'), timeFields.catch(() => undefined)])
  return page
}

export default [
  { path: 'flows', name: 'flows', component: () => import('./FlowListPage.vue'), meta },
  { path: 'flows/:id', name: 'flow', component: loadFlowPage, meta },
] satisfies RouteRecordRaw[]
