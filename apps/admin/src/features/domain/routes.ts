import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'domains', permission: 'routing:email:view' }
const manage = { ...meta, permission: 'routing:email:manage' }

export default [
  { path: 'domains', name: 'domains', component: () => import('./DomainListPage.vue'), meta },
  { path: 'domains/new', name: 'domain-new', component: () => import('./DomainNewPage.vue'), meta: manage },
  {
    path: 'domains/:domain',
    name: 'domain',
    component: () => import('./DomainPage.vue'),
    meta,
    redirect: { name: 'domain-dns' },
    children: [
      { path: 'dns', name: 'domain-dns', component: () => import('./DomainDnsTab.vue') },
      { path: 'history', name: 'domain-history', component: () => import('./DomainHistoryTab.vue') },
      { path: 'settings', name: 'domain-settings', component: () => import('./DomainSettingsTab.vue') },
    ],
  },
] satisfies RouteRecordRaw[]
