import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: 'skills', name: 'skills', component: () => import('./SkillListPage.vue'), meta: { section: 'skills' } },
] satisfies RouteRecordRaw[]
