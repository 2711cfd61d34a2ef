import type { DnsProvider } from '@mailroom/core'
import { Field, ObjectType } from 'type-graphql'

@ObjectType('DnsProvider', {
  description: 'A company that serves zones, recognised by the NS records, and how it wants records typed.',
  simpleResolvers: true,
})
export class DnsProviderType {
  @Field(() => String, { description: 'Stable, in capitals: CLOUDFLARE, ROUTE_53, IONOS.' })
  key!: string

  @Field(() => String, { description: 'Its own name.' })
  name!: string

  @Field(() => String, { description: 'Where records are kept in its pages, in its own words.' })
  menu!: string

  @Field(() => String, { description: 'What is typed as the host for the zone’s own name: `@`, or nothing.' })
  apex!: string

  @Field(() => Boolean, {
    description: 'Whether texts are typed in quotes, and those of more than 255 characters in parts, each in quotes.',
  })
  quotes!: boolean

  @Field(() => Boolean, { description: 'Whether the preference of an MX record stands before its host, in one field.' })
  priorityInValue!: boolean

  @Field(() => Boolean, { description: 'Whether the target of an MX record is typed with a dot at its end.' })
  targetDot!: boolean

  @Field(() => Boolean, { description: 'Whether it can be a proxy before a name: off for everything about mail.' })
  proxy!: boolean
}

/** A provider as the wire has it. */
export function toDnsProvider(provider: DnsProvider | null): DnsProviderType | null {
  if (!provider) return null
  const { key, name, menu, apex = '@', quotes, priorityInValue, targetDot, proxy } = provider
  const isSet = (flag: true | undefined) => flag ?? false
  return {
    ...{ key, name, menu, apex, quotes: isSet(quotes), priorityInValue: isSet(priorityInValue) },
    ...{ targetDot: isSet(targetDot), proxy: isSet(proxy) },
  }
}
