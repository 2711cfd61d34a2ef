import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/me', name: 'me', component: () => import('./MyAccountPage.vue'), meta: { parent: 'root' } },
  {
    path: '/invite',
    name: 'invite',
    component: () => import('./InvitationPage.vue'),
    meta: { parent: 'root', public: true },
  },
  {
    path: '/reset-password',
    name: 'reset-password',
    component: () => import('./ResetPasswordPage.vue'),
    meta: { parent: 'root', public: true },
  },
] satisfies RouteRecordRaw[]
