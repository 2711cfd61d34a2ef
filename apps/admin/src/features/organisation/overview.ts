import type { OverviewQuery } from '@/gql/graphql'
import type { RouteLocationRaw } from 'vue-router'

type Content = NonNullable<OverviewQuery['organization']>

/** A step towards the first answered mail. */
export interface Step {
  readonly id: 'domain' | 'dns' | 'address' | 'test' | 'invite'
  readonly done: boolean
  readonly to: RouteLocationRaw
}

type Facts = Pick<Content, 'domains' | 'addresses' | 'savedTests' | 'members'>

/** What is left to set up; inviting only for who sees the members. */
export function stepsOf({ domains, addresses, savedTests, members }: Facts): Step[] {
  const own = domains.filter((domain) => domain.type === 'CUSTOM')
  const first = own[0] ?? domains[0]
  const isReady = own.some((domain) => domain.canSend.ready && domain.canReceive.ready)
  const addAddress = first ? { name: 'new-domain-address', params: { domain: first.name } } : { name: 'domains' }
  return [
    { id: 'domain', done: own.length > 0, to: { name: 'domain-new' } },
    {
      id: 'dns',
      done: isReady,
      to: own[0] ? { name: 'domain-dns', params: { domain: own[0].name } } : { name: 'domain-new' },
    },
    { id: 'address', done: addresses.totalCount > 0, to: addAddress },
    { id: 'test', done: savedTests.totalCount > 0, to: { name: 'simulator' } },
    ...(members
      ? [{ id: 'invite' as const, done: members.totalCount > 1, to: { name: 'people', query: { open: 'new' } } }]
      : []),
  ]
}
