import { computed, inject, watch, type InjectionKey, type Ref } from 'vue'
import { useRoute } from 'vue-router'
import { DomainChangedDocument, DomainPageDocument, type DomainDetailsFragment } from '@/gql/graphql'
import { client, useOrganization, useQuery } from '@/shared/api'

export type Domain = DomainDetailsFragment
export type DnsRecord = Domain['dnsRecords'][number]

/** The domain of the page, given to its tabs. */
export const DOMAIN: InjectionKey<Readonly<Ref<Domain>>> = Symbol('domain')
export const useDomain = () => inject(DOMAIN)!

const POLL = 5000

/** The domain of the page's URL, kept up to date by the server, or by asking every 5 s while that does not work. */
export function useDomainQuery() {
  const route = useRoute()
  const { slug } = useOrganization()
  const query = useQuery(DomainPageDocument, () => ({ org: slug.value, name: String(route.params['domain']) }))
  const domain = computed(() => query.data?.organization?.domain ?? undefined)

  watch(
    () => (domain.value?.type === 'CUSTOM' ? domain.value.id : undefined),
    (id, _, onCleanup) => id && onCleanup(follow(id, query.refetch)),
    { immediate: true },
  )
  return { query, domain }
}

/** Events go into the cache by id, and from there to the page. */
function follow(domainId: string, refetch: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setInterval> | undefined
  const poll = () => {
    timer ??= setInterval(() => document.hidden || void refetch(), POLL)
  }
  const rest = () => {
    clearInterval(timer)
    timer = undefined
  }
  const events = client.subscribe({ query: DomainChangedDocument, variables: { domainId } })
  const subscription = events.subscribe({ next: rest, error: poll, complete: poll })
  return () => {
    rest()
    subscription.unsubscribe()
  }
}
