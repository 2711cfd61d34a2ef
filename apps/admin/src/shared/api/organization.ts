import { isAllowed, type Permission } from '@mailroom/core'
import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { currentViewer } from './session'

/**
 * The organisation of the page, by the slug in its URL (`/o/:org`), with what the viewer may do in it:
 * `slug`, `id`, `name`, `edition`, `can('routing:email:manage')`, all that is `granted`. All are reactive.
 */
export function useOrganization() {
  const route = useRoute()
  const slug = computed(() => String(route.params['org'] ?? ''))
  const membership = computed(() =>
    currentViewer.value?.memberships.find((one) => one.organization.slug === slug.value),
  )
  const granted = computed(() => new Set<string>(membership.value?.permissions))
  return {
    slug,
    id: computed(() => membership.value?.organization.id ?? ''),
    name: computed(() => membership.value?.organization.name ?? slug.value),
    edition: computed(() => membership.value?.organization.edition),
    /** The operator has closed it: only that is shown. */
    isSuspended: computed(() => membership.value?.organization.suspendedAt != null),
    role: computed(() => membership.value?.role),
    granted,
    can: (permission: Permission) => isAllowed(granted.value, permission),
  }
}
