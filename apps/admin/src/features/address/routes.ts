import type { RouteRecordRaw } from 'vue-router'

const meta = { section: 'addresses', permission: 'routing:email:view' }
const manage = { permission: 'routing:email:manage' }
const ofDomain = { ...meta, section: 'domains' }

export default [
  { path: 'addresses', name: 'addresses', component: () => import('./AddressListPage.vue'), meta },
  {
    path: 'addresses/new',
    name: 'new-address',
    component: () => import('./NewAddressPage.vue'),
    meta: { ...meta, ...manage },
  },
  { path: 'addresses/:id', name: 'address-by-id', component: () => import('./AddressPage.vue'), meta },
  {
    path: 'addresses',
    name: 'domain-addresses',
    component: () => import('./DomainAddressesPage.vue'),
    meta: { ...ofDomain, parent: 'domain' },
  },
  {
    path: 'domains/:domain/addresses/new',
    name: 'new-domain-address',
    component: () => import('./NewAddressPage.vue'),
    meta: { ...ofDomain, ...manage },
  },
  {
    path: 'domains/:domain/addresses/:id',
    name: 'address',
    component: () => import('./AddressPage.vue'),
    meta: ofDomain,
  },
] satisfies RouteRecordRaw[]
