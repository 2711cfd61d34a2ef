import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { computed, onScopeDispose, reactive, shallowRef, toValue, watch, ref, type MaybeRefOrGetter } from 'vue'
import { client } from './client'
import { toFailure, type Failure } from './failure'

interface QueryOptions {
  /** Asked only while true. */
  readonly enabled?: MaybeRefOrGetter<boolean>
}

/**
 * The answer to a query, kept up to date with the cache: `data`, `loading`, `failure`, `refetch()`. Changed variables
 * ask again, and the former data stays until the answer is there. `<QueryState :query>` shows its states.
 */
export function useQuery<D, V extends Record<string, unknown>>(
  document: TypedDocumentNode<D, V>,
  variables: MaybeRefOrGetter<V>,
  { enabled = true }: QueryOptions = {},
) {
  const data = shallowRef<D>()
  const loading = ref(false)
  const failure = shallowRef<Failure>()
  let stop = () => {}
  let query: { refetch(): Promise<unknown> } | undefined

  function ask() {
    stop()
    loading.value = true
    const observable = client.watchQuery({
      query: document,
      variables: toValue(variables) as never,
      notifyOnNetworkStatusChange: true,
    })
    const subscription = observable.subscribe({
      next: ({ data, loading }) => take(data as D | undefined, loading),
      error: fail,
    })
    query = observable
    stop = () => subscription.unsubscribe()
  }

  function take(answer: D | undefined, pending: boolean) {
    loading.value = pending
    if (answer && Object.keys(answer).length > 0) data.value = answer
    if (!pending) failure.value = undefined
  }

  function fail(error: unknown) {
    loading.value = false
    failure.value = toFailure(error)
  }

  watch([() => JSON.stringify(toValue(variables)), () => toValue(enabled)], ([, active]) => (active ? ask() : stop()), {
    immediate: true,
  })
  onScopeDispose(() => stop())

  /** Asks again, also after a failure. */
  async function refetch() {
    if (failure.value) ask()
    else await query?.refetch().catch(fail)
  }

  return reactive({ data: computed(() => data.value), loading, failure, refetch })
}

/** What `<QueryState>` needs to know of a query. */
export type QueryLike = Pick<ReturnType<typeof useQuery>, 'data' | 'loading' | 'failure' | 'refetch'>
