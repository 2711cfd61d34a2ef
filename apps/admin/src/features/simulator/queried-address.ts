import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { SimulatorAddressByIdDocument } from '@/gql/graphql'
import { useOrganization, useQuery } from '@/shared/api'

/** The address that the URL names by its id; undefined: none, or not known yet. */
export function useQueriedAddress() {
  const route = useRoute()
  const organization = useOrganization()
  const id = computed(() => String(route.query['address'] ?? ''))
  const query = useQuery(SimulatorAddressByIdDocument, () => ({ org: organization.slug.value, id: id.value }), {
    enabled: () => id.value !== '',
  })
  return computed(() => query.data?.organization?.emailAddress)
}
