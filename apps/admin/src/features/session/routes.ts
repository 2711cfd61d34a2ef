import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./SignInPage.vue'),
    meta: { parent: 'root', public: true },
  },
  {
    path: '/set-up',
    name: 'set-up',
    component: () => import('./SetUpPage.vue'),
    meta: { parent: 'root', public: true },
  },
] satisfies RouteRecordRaw[]
