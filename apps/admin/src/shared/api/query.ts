import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { provideApolloClient, useQuery as useApolloQuery } from '@vue/apollo-composable'
import { computed, reactive, toValue, type MaybeRefOrGetter } from 'vue'
import { client } from './client'
import { toFailure } from './failure'

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
  const options = () => ({ enabled: toValue(enabled), keepPreviousResult: true, notifyOnNetworkStatusChange: true })
  const query = provideApolloClient(client)(() => useApolloQuery<D, V>(document, () => toValue(variables), options))
  const failure = computed(() => (query.error.value ? toFailure(query.error.value) : undefined))

  /** Asks again, also after a failure. */
  async function refetch() {
    if (failure.value) query.restart()
    else await query.refetch()?.catch(() => undefined)
  }

  return reactive({ data: computed(() => query.result.value ?? undefined), loading: query.loading, failure, refetch })
}

/** What `<QueryState>` needs to know of a query. */
export type QueryLike = Pick<ReturnType<typeof useQuery>, 'data' | 'loading' | 'failure' | 'refetch'>
