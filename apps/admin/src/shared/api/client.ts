import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, Observable, split } from '@apollo/client/core'
import { onError } from '@apollo/client/link/error'
import { getMainDefinition } from '@apollo/client/utilities'
import { currentLocale } from '@/shared/i18n'
import { askToSignIn } from './sign-in-request'
import { wireErrors } from './failure'
import { liveLink } from './live-link'

const SIGN_IN_OPERATIONS = new Set(['SignIn', 'SetUp', 'SignOut'])

const http = new HttpLink({ uri: '/graphql', credentials: 'same-origin' })

const headers = new ApolloLink((operation, forward) => {
  operation.setContext({ headers: { 'x-mailroom-csrf': '1', 'accept-language': currentLocale.value } })
  return forward(operation)
})

/** A session that ended asks for the password over the page, then sends the same request again. */
export const sessionLink = onError(({ graphQLErrors, networkError, operation, forward }) => {
  if (SIGN_IN_OPERATIONS.has(operation.operationName)) return
  const errors = wireErrors({ graphQLErrors, networkError })
  if (!errors.some((error) => error.extensions?.['code'] === 'UNAUTHENTICATED')) return
  return new Observable((observer) => {
    askToSignIn().then(
      () => forward(operation).subscribe(observer),
      (reason: unknown) => observer.error(reason),
    )
  })
})

const isLive = ({ query }: { query: Parameters<typeof getMainDefinition>[0] }) => {
  const definition = getMainDefinition(query)
  return definition.kind === 'OperationDefinition' && definition.operation === 'subscription'
}

/** The one client. Cached data shows at once and is refreshed behind it. */
export const client = new ApolloClient({
  link: split(isLive, liveLink, ApolloLink.from([sessionLink, headers, http])),
  cache: new InMemoryCache({
    possibleTypes: {
      EmailRouting: ['QueueRouting', 'FlowRouting', 'NoRouting'],
      SpamRouting: ['SpamFlowRouting', 'SpamDisconnect'],
    },
    typePolicies: {
      // Parts of their owner, asked for with more or fewer fields by different pages. Signing in or out clears all.
      Viewer: { merge: true },
      Capability: { merge: true },
      FlowDefinition: { merge: true },
      OrganizationSettings: { merge: true },
      // Not entities of their own: they belong to what they are on.
      Membership: { keyFields: false },
      DnsRecord: { keyFields: false },
      // Its id is that of the skill or language, which others have too.
      Proficiency: { keyFields: false },
    },
  }),
  defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' } },
  connectToDevTools: false,
})
