import { computed } from 'vue'
import { useOrganization } from '@/shared/api'
import { useI18n } from '@/shared/i18n'
import type { Column } from '@/shared/ui'

/**
 * Columns of how many agents have a thing and how many addresses ask for it, of what the viewer may see. `texts`: the
 * namespace of `memberCount` and `addressCount`.
 */
export function useCountColumns(texts: string) {
  const { t } = useI18n()
  const organization = useOrganization()
  return computed((): Column[] => [
    ...(organization.can('directory:user:view')
      ? [{ id: 'memberCount', label: t(`${texts}.memberCount`), numeric: true }]
      : []),
    ...(organization.can('routing:email:view')
      ? [{ id: 'addressCount', label: t(`${texts}.addressCount`), numeric: true }]
      : []),
  ])
}
