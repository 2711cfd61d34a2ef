import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql'
import { Payload } from '../../graphql/payload.type.js'
import { DnsProviderType } from '../domain/dns-provider.type.js'
import { ShownRecordType } from '../domain/dns-record.type.js'

@ObjectType('DnsShareLink', {
  description: 'A link that shows the records of a domain, and their state, to whoever has it, without signing in.',
  simpleResolvers: true,
})
export class DnsShareLinkType {
  @Field(() => ID, { description: 'Opaque; carries the organisation.' })
  id!: string

  @Field(() => String, { description: 'Who made it, by name.' })
  createdBy!: string

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  createdAt!: Date

  @Field(() => GraphQLISODateTime, { description: 'When it ends: 7 days after it was made.' })
  expiresAt!: Date

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When its page was opened last, to the minute; null: never.',
  })
  openedAt!: Date | null
}

@ObjectType('DnsShareLinkPayload', { description: 'Answer to a new link.' })
export class DnsShareLinkPayload extends Payload {
  @Field(() => DnsShareLinkType, { nullable: true, description: 'The link; null where it was refused.' })
  dnsShareLink!: DnsShareLinkType | null

  @Field(() => String, {
    nullable: true,
    description: 'The link to hand over, in this answer alone; null after a refusal and a dry run.',
  })
  link!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The code that stands in the fragment of the link, as the field dnsShare takes it; null as `link`.',
  })
  code!: string | null
}

@ObjectType('SharedDnsRecord', {
  description: 'A record to publish, or one that is watched, as whoever has a link sees it.',
  simpleResolvers: true,
})
export class SharedDnsRecordType extends ShownRecordType {}

@ObjectType('DnsShare', {
  description: 'What whoever has a link to a domain’s records sees: these fields and nothing else of the organisation.',
  simpleResolvers: true,
})
export class DnsShareType {
  @Field(() => String, { description: 'Name of the organisation.' })
  organizationName!: string

  @Field(() => String, { description: 'Name of the domain, A-label form.' })
  domainName!: string

  @Field(() => String, { description: 'Name of the domain, Unicode form.' })
  domainDisplayName!: string

  @Field(() => [SharedDnsRecordType], { description: 'What to publish or what is watched, with the state of each.' })
  records!: readonly SharedDnsRecordType[]

  @Field(() => String, { description: 'The records to publish as a BIND zone fragment.' })
  zoneFile!: string

  @Field(() => String, { description: 'Name of the zone that the records are in.' })
  dnsZone!: string

  @Field(() => DnsProviderType, { nullable: true, description: 'Who serves that zone; null: nobody known.' })
  dnsProvider!: DnsProviderType | null

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When DNS was asked last; null: never.' })
  lastCheckedAt!: Date | null

  @Field(() => GraphQLISODateTime, { description: 'When the link ends.' })
  expiresAt!: Date
}
