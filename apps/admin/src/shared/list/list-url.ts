import { computed, ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** How many rows a page of any list may have. */
export const PAGE_SIZES = [25, 50, 100] as const
const DEFAULT = 50
const STORED = 'mailroom.rows'

const remembered = Number(localStorage.getItem(STORED))
/** Rows of a page, as chosen before in this browser. */
const pageSize = ref<number>(PAGE_SIZES.find((size) => size === remembered) ?? DEFAULT)

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

  /** A part of the query that a field chooses; nothing chosen: null. `also` changes with it. */
  const choice = (name: string, also: Record<string, string> = {}) =>
    computed({
      get: () => text(name) || null,
      set: (chosen: string | null) => set({ [name]: chosen ?? '', ...also }),
    })

  /** The same place of the list would be another page: it starts at the first one. */
  function setPageSize(size: number): void {
    pageSize.value = size
    localStorage.setItem(STORED, String(size))
    if (after.value) set({}, { replace: true })
  }

  /** What every list query takes. The count is asked for with the first page only: it does not change with the page. */
  const variables = computed(() => ({
    first: pageSize.value,
    after: after.value || null,
    search: search.value || null,
    counted: after.value === '',
  }))
  return { query: computed(() => route.query), text, after, search, set, choice, variables, pageSize, setPageSize }
}

export type ListUrl = ReturnType<typeof useListUrl>
