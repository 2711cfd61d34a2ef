import { ApolloLink, Observable, type FetchResult } from '@apollo/client/core'

const address = () => `${location.origin.replace(/^http/, 'ws')}/graphql`

/** Subscriptions; the WebSocket client is loaded with the first one. */
export const liveLink = new ApolloLink(
  (operation) =>
    new Observable<FetchResult>((observer) => {
      let closed = false
      let close = () => {
        closed = true
      }
      void connected().then((link) => {
        if (closed) return
        const subscription = link.request(operation)?.subscribe(observer)
        close = () => subscription?.unsubscribe()
      }, observer.error.bind(observer))
      return () => close()
    }),
)

let link: Promise<ApolloLink> | undefined

function connected(): Promise<ApolloLink> {
  link ??= Promise.all([import('graphql-ws'), import('@apollo/client/link/subscriptions')]).then(
    ([{ createClient }, { GraphQLWsLink }]) =>
      new GraphQLWsLink(createClient({ url: address(), lazy: true, retryAttempts: Infinity, shouldRetry: () => true })),
  )
  return link
}
