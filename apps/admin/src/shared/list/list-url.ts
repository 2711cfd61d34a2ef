import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

const PAGE_SIZE = 50

/** Search, filters and page of a list, kept in the URL: Back undoes the last change, and a link shows the same rows. */
export function useListUrl() {
  const route = useRoute()
  const router = useRouter()

  const text = (name: string): string => String(route.query[name] ?? '')
  const after = computed(() => text('after'))
  const search = computed(() => text('search'))

  /** Changes parts of the query; an empty text takes one out. Any change but of the page starts at the first page. */
  function set(changes: Record<string, string>, { replace = false } = {}): void {
    const query = { ...route.query, after: '', ...changes }
    const kept = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
    void router[replace ? 'replace' : 'push']({ query: kept, hash: route.hash })
  }

  /** What every list query takes. The count is asked for with the first page only: it does not change with the page. */
  const variables = computed(() => ({
    first: PAGE_SIZE,
    after: after.value || null,
    search: search.value || null,
    counted: after.value === '',
  }))
  return { query: computed(() => route.query), text, after, search, set, variables }
}

export type ListUrl = ReturnType<typeof useListUrl>
